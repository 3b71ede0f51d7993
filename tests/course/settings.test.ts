import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
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

/** What a deck without words is made from, there. */
async function deckKey(root: string): Promise<string> {
  const texts = {
    ...{ article: "", deck: "", sources: {} },
    pictures: { article: new Map(), deck: new Map() },
    files: { article: "article.md", deck: "deck.md" },
  };
  return (await partKeys("run", texts, await readSettings(root, {}))).deck;
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
  const keyOf = async (theme: string) => {
    await writeFile(join(root, "theme.json"), theme);
    return deckKey(root);
  };
  const before = await keyOf('{"extends": "light"}');
  expect(await keyOf('{"extends": "light"}')).toBe(before);
  expect(await keyOf('{"extends": "dark"}')).not.toBe(before);
});

test("decks are made again where a logo or a font of their theme is another", async () => {
  const root = await courseOf({ theme: "look/theme.json" });
  await mkdir(join(root, "look/fonts"), { recursive: true });
  const font = { family: "Own", regular: "fonts/a.ttf", bold: "fonts/b.ttf" };
  const theme = {
    extends: "light",
    logo: "../sign.png",
    fonts: { body: font },
  };
  await writeFile(join(root, "look/theme.json"), JSON.stringify(theme));
  const keys = new Set<string>();
  for (const path of ["sign.png", "look/fonts/a.ttf", "look/fonts/b.ttf"]) {
    keys.add(await deckKey(root));
    await writeFile(join(root, path), "one");
    keys.add(await deckKey(root));
    await writeFile(join(root, path), "two");
  }
  keys.add(await deckKey(root));
  expect(keys.size).toBe(7);
  expect(keys).toContain(await deckKey(root));
});

test("a theme's files are read inside of the project, and no further", async () => {
  const root = await courseOf({ theme: "theme.json" });
  const fonts = {
    heading: { family: "A", regular: "../a.ttf", bold: "folder" },
    body: { family: "B", regular: "link.ttf", bold: "gone.ttf" },
  };
  const theme = { extends: "light", logo: "huge.png", fonts };
  await writeFile(join(root, "theme.json"), JSON.stringify(theme));
  await writeFile(join(root, "huge.png"), Buffer.alloc(20_000_001));
  await writeFile(join(root, "../a.ttf"), "");
  onTestFinished(() => rm(join(root, "../a.ttf")));
  await symlink(join(root, "../a.ttf"), join(root, "link.ttf"));
  await mkdir(join(root, "folder"));
  const [, , files] = (await readSettings(root, {})).theme;
  expect(Object.fromEntries(files as Map<string, unknown>)).toEqual({
    "huge.png": "20000001 bytes, at most 20000000: huge.png",
    "../a.ttf": "outside of the project: ../a.ttf",
    folder: "no file: folder",
    "link.ttf": "outside of the project: link.ttf",
    "gone.ttf": "no such file: gone.ttf",
  });
});

test("a theme that is not there is named", async () => {
  const root = await courseOf({ theme: "them.json" });
  await expect(readSettings(root, {})).rejects.toThrow(
    "no such file, which lectern.config names as theme: them.json",
  );
});
