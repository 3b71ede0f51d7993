import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { findUntrackedReads } from "../../src/lab/untracked.ts";
import { home } from "../../src/topic/topic.ts";

/** `file:line:column what` for each read that is found in an experiment of these files. */
async function reads(files: { [path: string]: string }): Promise<string[]> {
  const root = await mkdtemp(join(tmpdir(), "lectern-untracked-"));
  onTestFinished(() => rm(root, { recursive: true, force: true }));
  await symlink(join(home, "src"), join(root, "src"));
  const topic = join(root, "topics/01-a");
  await mkdir(topic, { recursive: true });
  for (const [path, text] of Object.entries(files)) {
    await writeFile(join(topic, path), text);
  }
  const found = await findUntrackedReads(join(topic, "experiment.ts"), root);
  return found.map(({ file, line, column, message }) => {
    const what = message.replace("reads what no build can track: ", "");
    return `${file.replace("topics/01-a/", "")}:${line}:${column} ${what}`;
  });
}

test.each([
  'import { readFileSync } from "node:fs";\nreadFileSync("a");',
  'import { readFile } from "fs/promises";\nreadFile("a");',
  'import { execSync } from "node:child_process";\nexecSync("ls");',
  'import * as http from "node:https";\nhttp.get("a");',
  'import net from "net";\nnet.connect(1);',
  'import { Worker } from "node:worker_threads";\nnew Worker("a");',
  'import { createRequire } from "node:module";\ncreateRequire("a");',
  'const { readFileSync } = await import("node:fs");\nreadFileSync("a");',
])("an import that reads is found where it stands: %s", async (code) => {
  const [first = "", ...others] = await reads({ "experiment.ts": code });
  expect(first).toMatch(/^experiment\.ts:1:\d+ (node:)?[a-z_/]+$/);
  expect(others).toEqual([]);
});

test.each([
  ['await fetch("https://a")', "fetch"],
  ['await globalThis.fetch("https://a")', "fetch"],
  ["console.log(process.env.MINE)", "process.env"],
  ['process.getBuiltinModule("fs")', "process.getBuiltinModule"],
  ["await import(name)", "const x = await import(name);"],
  ["require(name)", "const x = require(name);"],
  ['eval("1")', 'const x = eval("1");'],
])("so is %s", async (code, what) => {
  const name = "declare const name: string;\n";
  expect(
    (await reads({ "experiment.ts": `${name}const x = ${code};\nx;` })).map(
      (each) => each.replace(/:\d+ /, " "),
    ),
  ).toEqual([`experiment.ts:2 ${what}`]);
});

test("a file that the experiment imports is looked at, too", async () => {
  const found = await reads({
    "experiment.ts": 'import { load } from "./load.ts";\nload();',
    "load.ts":
      '\nimport { readFileSync } from "node:fs";\nexport const load = () => readFileSync("a");',
  });
  expect(found).toEqual(["load.ts:2:30 node:fs"]);
});

test("imports, types, names of its own, harmless modules and Lectern's sources are fine", async () => {
  const code = [
    'import { join } from "node:path";',
    'import type { Stats } from "node:fs";',
    'import * as tf from "@tensorflow/tfjs";',
    'import data from "./data.json";',
    'import { openDigits } from "../../src/digits/open.ts";',
    'const fetch = (x: string) => join(x, "fetch(y) import(z)");',
    'export default (s: Stats) => [s, tf, data, openDigits, fetch("a")];',
    'export const late = () => import("./late.ts");',
  ].join("\n");
  const files = { "data.json": "{}", "late.ts": "export {};" };
  expect(await reads({ "experiment.ts": code, ...files })).toEqual([]);
});
