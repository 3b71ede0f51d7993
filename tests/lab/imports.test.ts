import { execFileSync } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { findImports, hashFiles } from "../../src/lab/imports.ts";

async function folder(files: { [path: string]: string }): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), "lectern-imports-"));
  onTestFinished(() => rm(root, { recursive: true, force: true }));
  for (const [path, text] of Object.entries(files)) {
    await mkdir(join(root, path, ".."), { recursive: true });
    await writeFile(join(root, path), text);
  }
  return root;
}

test("imports are found through files, dynamic ones and those of JSON too", async () => {
  const root = await folder({
    "topics/a/experiment.ts":
      'import { b } from "../../src/b.ts"; await import("./late.ts"); b;',
    "topics/a/late.ts": 'import data from "./data.json"; data;',
    "topics/a/data.json": "{}",
    "src/b.ts": 'export * from "./c.ts"; export const b = 1;',
    "src/c.ts": "export const c = 2;",
    "src/unused.ts": "export const d = 3;",
  });
  expect(await findImports(join(root, "topics/a/experiment.ts"), root)).toEqual(
    [
      "src/b.ts",
      "src/c.ts",
      "topics/a/data.json",
      "topics/a/experiment.ts",
      "topics/a/late.ts",
    ],
  );
});

test("packages and types are left out: they cannot be edited, or cannot change a result", async () => {
  const root = await folder({
    "experiment.ts":
      'import * as tf from "@tensorflow/tfjs"; import type { T } from "./t.ts"; export const x: T = tf;',
    "t.ts": "export type T = unknown;",
  });
  expect(await findImports(join(root, "experiment.ts"), root)).toEqual([
    "experiment.ts",
  ]);
});

test("a file that is gone does not hash like any file", async () => {
  const root = await folder({ "a.ts": "" });
  const hashes = await hashFiles(["a.ts", "gone.ts"], root);
  expect(hashes["gone.ts"]).toBe("");
  expect(hashes["a.ts"]).toHaveLength(64);
});

test("what is no regular file is never read: a pipe or a device may never end", async () => {
  const root = await folder({});
  execFileSync("mkfifo", [join(root, "pipe.ts")]);
  const hashes = await hashFiles(["pipe.ts", "/dev/zero", "."], root);
  expect(hashes).toEqual({ "pipe.ts": "", "/dev/zero": "", ".": "" });
});
