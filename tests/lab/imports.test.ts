import { execFileSync } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { findImports, hashFiles } from "../../src/lab/imports.ts";
import { home } from "../../src/topic/topic.ts";

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

/** A project whose own package is Lectern, with a front page that passes on three files. */
const frontPage = {
  "package.json": '{ "name": "lectern", "exports": "./src/lectern.ts" }',
  "src/lectern.ts":
    'export { sgd } from "./sgd.ts"; export { adam } from "./adam.ts"; export type { T } from "./t.ts"; export * as loss from "./loss.ts";',
  "src/sgd.ts": 'import { step } from "./step.ts"; export const sgd = step();',
  "src/step.ts": "export const step = () => 1;",
  "src/adam.ts": 'import "./side.ts"; export const adam = Math.random();',
  "src/side.ts": 'console.log("loaded");',
  "src/loss.ts": "export const square = 1;",
  "src/t.ts": "export type T = number;",
};

test.each([
  ["sgd", ["sgd.ts", "step.ts"]],
  ["adam", ["adam.ts", "side.ts"]],
  ["loss", ["loss.ts"]],
])(
  "of what Lectern's front page passes on, `%s` counts only what it uses",
  async (name, used) => {
    const root = await folder({
      ...frontPage,
      "topics/a/experiment.ts": 'import { run } from "./run.ts"; run();',
      "topics/a/run.ts": `import { ${name}, type T } from "lectern"; export const run = (): T => ${name};`,
    });
    const experiment = join(root, "topics/a/experiment.ts");
    expect(await findImports(experiment, root)).toEqual([
      ...["lectern.ts", ...used].map((file) => `src/${file}`).sort(),
      "topics/a/experiment.ts",
      "topics/a/run.ts",
    ]);
  },
);

test("topic 6 is made stale by another Adam, and topic 3 is not", async () => {
  const importsOf = (topic: string) =>
    findImports(join(home, "topics", topic, "experiment.ts"), home);
  const adam = "src/learning/train/adam.ts";
  expect(await importsOf("06-end-to-end-sgd")).toContain(adam);
  const three = await importsOf("03-pixel-similarity");
  expect(three).toContain("src/learning/data/nth.ts");
  expect(three).not.toContain(adam);
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
