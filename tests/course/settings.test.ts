import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
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

test("who claimed the topic wins over the course, and the command line over both", async () => {
  const root = await courseOf({ author: "Eve", handle: "@eve" });
  const topic = { number: 1, slug: "ink", name: "01-ink", folder: root };
  const claim = async (text: string) => {
    await mkdir(join(root, "class"), { recursive: true });
    await writeFile(join(root, "class/01-ink.yaml"), text);
  };
  const signed = async (author?: string) => {
    const settings = await readSettings(root, { author }, topic);
    return [settings.author, settings.handle];
  };
  expect(await signed()).toEqual(["Eve", "@eve"]);
  await claim("name: Ada\nsince: 2026-11-20\n");
  // Of two people nobody is made one.
  expect(await signed()).toEqual(["Ada", undefined]);
  await claim('name: Ada\nhandle: "@ada"\nsince: 2026-11-20\n');
  expect(await signed()).toEqual(["Ada", "@ada"]);
  expect(await signed("Bob")).toEqual(["Bob", "@eve"]);
  await claim("name: [\n");
  await expect(signed()).rejects.toThrow("not YAML");
});

test("what only an agenda or a table shows makes no document again", async () => {
  const session = { date: "2026-12-03", time: "18:30" };
  const root = await courseOf({
    session: { ...session, zone: "Europe/Berlin", minutes: 90 },
    deadline: "2026-12-01",
  });
  expect(await readSettings(root, {})).toEqual({ session, theme: "light" });
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
