import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, expect, onTestFinished, test } from "vitest";
import { openTopicFiles, type TopicFiles } from "../../src/lab/topic-files.ts";

let folder = "";
let files: TopicFiles;

beforeEach(async () => {
  const root = await mkdtemp(join(tmpdir(), "lectern-files-"));
  onTestFinished(() => rm(root, { recursive: true, force: true }));
  folder = join(root, "project/topics/01-ink");
  await mkdir(folder, { recursive: true });
  await writeFile(join(root, "secret.txt"), "outside");
  files = openTopicFiles(join(folder, "experiment.ts"), join(root, "project"));
});

const write = (name: string, bytes: string | Uint8Array) =>
  writeFile(join(folder, name), bytes);

test("gives a file's bytes, and remembers what it held by its path in the project", async () => {
  await write("a.bin", new Uint8Array([0, 255, 10]));
  expect(files.file("a.bin")).toEqual(new Uint8Array([0, 255, 10]));
  expect(files.reads).toEqual({
    "topics/01-ink/a.bin":
      "712450d3c4a79eea9509e75dc1dacdeff58034df538536cfae2da882bd8a0c50",
  });
});

test("reads rows by column: numbers where they look like numbers, text elsewhere", async () => {
  await write(
    "speed.csv",
    '\uFEFFtime,"speed, m/s",who\r\n0,-1.5e1,"Ada ""the"" first"\r\n1,.5,\r\n',
  );
  expect(files.csv("speed.csv")).toEqual([
    { time: 0, "speed, m/s": -15, who: 'Ada "the" first' },
    { time: 1, "speed, m/s": 0.5, who: "" },
  ]);
  expect(Object.keys(files.reads)).toEqual(["topics/01-ink/speed.csv"]);
});

test("leaves what only looks like a number to its reader", async () => {
  await write("codes.csv", "a,b,c,d\n1_000,0x10,1e,1 2\n");
  expect(files.csv("codes.csv")).toEqual([
    { a: "1_000", b: "0x10", c: "1e", d: "1 2" },
  ]);
});

test.each([
  ["a,b\n1\n", "row 1 has 1 cells for 2 columns"],
  ["a,b\n1,2\n3\n", "row 2 has 1 cells for 2 columns"],
  ["a,a\n1,2\n", "two columns are called a"],
  ["a,\n1,2\n", "a column has no name"],
])("refuses a table with a gap: %j", async (text, words) => {
  await write("gap.csv", text);
  expect(() => files.csv("gap.csv")).toThrow(words);
});

test("refuses what is not there, no file, no text, or outside the project", async () => {
  await write("latin.csv", new Uint8Array([97, 10, 0xe9]));
  await symlink("../../../secret.txt", join(folder, "link.txt"));
  expect(() => files.file("none.csv")).toThrow(
    "no such file: none.csv (put it beside experiment.ts)",
  );
  expect(() => files.file(".")).toThrow("not a file: .");
  expect(() => files.csv("latin.csv")).toThrow("file is not UTF-8: latin.csv");
  for (const path of ["../../../secret.txt", "link.txt"])
    expect(() => files.file(path)).toThrow(`file outside the project: ${path}`);
  expect(files.reads).toHaveProperty(["topics/01-ink/latin.csv"]);
});
