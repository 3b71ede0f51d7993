import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { partKeys } from "../../src/build/state.ts";
import { readSettings } from "../../src/course/settings.ts";

/** A folder with these settings of a course in it. */
async function courseOf(config: unknown) {
  const root = await mkdtemp(join(tmpdir(), "lectern-course-"));
  onTestFinished(() => rm(root, { recursive: true, force: true }));
  await writeFile(join(root, "lectern.config.json"), JSON.stringify(config));
  return root;
}

test("the command line wins over the course, and says nothing where it is silent", async () => {
  const root = await courseOf({
    theme: "dark",
    author: "Ada",
    talk: { minutes: 10, pace: 120 },
  });
  expect(await readSettings(root, {})).toEqual({
    theme: "dark",
    author: "Ada",
    talk: { minutes: 10, pace: 120 },
  });
  const flags = { theme: "light", author: "Grace", pace: 150 } as const;
  expect(await readSettings(root, flags)).toEqual({
    theme: "light",
    author: "Grace",
    talk: { minutes: 10, pace: 150 },
  });
});

test("decks are made again where the file of their theme was edited", async () => {
  const root = await courseOf({ theme: "theme.json" });
  const texts = {
    ...{ article: "", deck: "", sources: {} },
    pictures: { article: new Map(), deck: new Map() },
    files: { article: "article.md", deck: "deck.md" },
  };
  const keyOf = async (theme: string) => {
    await writeFile(join(root, "theme.json"), theme);
    return (await partKeys("run", texts, await readSettings(root, {}))).deck;
  };
  const before = await keyOf('{"extends": "light"}');
  expect(await keyOf('{"extends": "light"}')).toBe(before);
  expect(await keyOf('{"extends": "dark"}')).not.toBe(before);
});

test("a theme that is not there is named", async () => {
  const root = await courseOf({ theme: "them.json" });
  await expect(readSettings(root, {})).rejects.toThrow(
    "no such file, which lectern.config names as theme: them.json",
  );
});
