import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { UserError } from "../../src/errors.ts";
import {
  findRoot,
  findTopics,
  home,
  resolveTopic,
} from "../../src/topic/topic.ts";

let root = "";

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "lectern-topic-"));
  for (const name of [
    "03-pixel-similarity",
    "10-architecture",
    "01-images",
    "notes",
    ".new-x",
  ]) {
    await mkdir(join(root, "topics", name), { recursive: true });
  }
  await writeFile(join(root, "topics/02-a-file"), "");
  return () => rm(root, { recursive: true, force: true });
});

test("topics are the folders NN-slug, by number", () => {
  expect(findTopics(root).map(({ name }) => name)).toEqual([
    "01-images",
    "03-pixel-similarity",
    "10-architecture",
  ]);
});

test.each([
  "3",
  "03",
  "pixel-similarity",
  "03-pixel-similarity",
  "topics/03-pixel-similarity/",
])("%s names topic 3", (word) => {
  expect(resolveTopic(findTopics(root), word).number).toBe(3);
});

test.each([
  ["pixel-similarty", "did you mean pixel-similarity?"],
  ["similarity", "did you mean pixel-similarity?"],
  ["7", "see lectern list"],
  ["zebra", "see lectern list"],
])("%s is unknown: %s", (word, hint) => {
  const resolve = () => resolveTopic(findTopics(root), word);
  expect(resolve).toThrow(UserError);
  expect(resolve).toThrow(expect.objectContaining({ hint, exitCode: 2 }));
});

test("the project is the nearest folder above with topics, else Lectern's own", () => {
  expect(findRoot(join(root, "topics/01-images"))).toBe(root);
  expect(`${findRoot(tmpdir())}/`).toBe(home);
});
