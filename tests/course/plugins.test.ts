import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Root } from "mdast";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { bind } from "../../src/article/bind/bind.ts";
import { home } from "../../src/topic/topic.ts";
import { path, record, showFinding, sources } from "../article/sample.ts";
import { makeProject, type Project } from "../cli/project.ts";

let project: Project;
let page: string;
const texts = ["topics/01-ink/article.md", "topics/01-ink/deck.md"] as const;
const plain = new Map<string, string>();

beforeAll(async () => {
  page = await readFile(join(home, "docs/plugins.md"), "utf8");
  project = await makeProject();
  for (const text of texts)
    plain.set(text, await readFile(join(project.root, text), "utf8"));
});
beforeEach(async () => {
  for (const [text, as] of plain) await put(text, as);
});
afterAll(() => rm(project.root, { recursive: true, force: true }));

async function put(path: string, text: string): Promise<void> {
  await mkdir(dirname(join(project.root, path)), { recursive: true });
  await writeFile(join(project.root, path), text);
}

/** Writes the files of the page's section, as they stand there. Returns its text of an article. */
async function follow(section: string): Promise<string> {
  const [, text = ""] = page.split(`\n## ${section}\n`);
  const own = text.split("\n## ", 1).join("");
  for (const [, path = "", code = ""] of own.matchAll(
    /```ts\n\/\/ (\S+)\n([\s\S]*?)```/g,
  ))
    await put(path, code);
  const [, written = ""] = /```markdown\n([\s\S]*?)```/.exec(own) ?? [];
  return written;
}

const build = () => project.run(["build", "ink", "--quick"]);
const built = (file: string) =>
  readFile(join(project.root, "output/01-ink", file), "utf8");

/** Adds a paragraph behind the article's first, to the deck's first slide and to its notes. */
async function say(words: string): Promise<void> {
  const [article, deck] = texts;
  await project.edit(article, (text) =>
    text.replace("\n\n:::figure", `\n\n${words}\n\n:::figure`),
  );
  await project.edit(deck, (text) =>
    text.replace(
      "A claim in one line\n\n<!--\n",
      `${words}\n\n<!--\n${words}\n\n`,
    ),
  );
}

test("a directive of the course's own stands in article, slide and notes, with ours in it bound", async () => {
  await say(await follow("A directive"));
  expect(await build()).toMatchObject({ code: 0 });
  const [, value] =
    /A 3 takes (0\.\d\d) of ink\.$/m.exec(await built("article.md")) ?? [];
  expect(await built("article.md")).toContain(
    `\n**Hint.** A 3 takes ${value} of ink.\n`,
  );
  // As the page says that it does.
  expect(page).toContain(`> **Hint.** A 3 takes ${value} of ink.\n`);
  expect(await built("slides.html")).toContain("Hint.");
  expect(await built("talk.md")).toContain(`Hint. A 3 takes ${value} of ink.`);
});

test("an edit of what the config imports makes article and deck again, and nothing else does", async () => {
  await say(await follow("A directive"));
  await build();
  expect((await build()).stdout).toContain("up to date");
  await project.edit("plugins/hint.ts", (code) =>
    code.replace("Hint.", "Advice."),
  );
  expect(await build()).toMatchObject({ code: 0 });
  expect(await built("article.md")).toContain("**Advice.** A 3");
  expect(await built("slides.html")).toContain("Advice.");
  expect((await build()).stdout).toContain("up to date");
});

test("a plugin that throws is named with the text, and what it leaves is an error at its line", async () => {
  await follow("A directive");
  await say("::hnt[Look.]\n\n::hint[It is :number[ink-of-three].]");
  const { code, stdout, stderr } = await build();
  expect(code).toBe(1);
  expect(stdout + stderr).toContain(
    "article.md:9:1  error  unknown directive: hnt",
  );
  expect(stdout + stderr).toContain(
    "article.md:11:14  error  unknown number: ink-of-three",
  );
  await put(
    "plugins/hint.ts",
    'export const hint = () => () => { throw new Error("no hint"); };',
  );
  const thrown = await build();
  expect(thrown.code).toBe(1);
  expect(thrown.stderr).toContain(
    "error: remark plugin hint of lectern.config.ts failed on topics/01-ink/article.md: no hint\n",
  );
});

test("rules of the course's own stop a build, or warn of it, at the line and by their name", async () => {
  await follow("A rule");
  const calm = await build();
  expect(calm).toMatchObject({ code: 0 });
  expect(calm.stderr).toMatch(
    /topics\/01-ink\/deck\.md:\d+:1 {2}warning {2}code on a slide {2}course\/no-code\n/,
  );
  await project.edit(texts[0], (text) =>
    text.replace("It prints this.", "Look!"),
  );
  const loud =
    "topics/01-ink/article.md:17:1  error  too loud: Look!  course/calm\n";
  expect(await build()).toMatchObject({
    code: 1,
    stderr: expect.stringContaining(loud),
  });
  const checked = await project.run(["check", "ink"]);
  expect(checked.code).toBe(1);
  expect(checked.stdout + checked.stderr).toContain(loud);
});

test("words of the course's own stand in its texts, and one that is none is named with the nearest", async () => {
  await follow("Words");
  expect(await build()).toMatchObject({ code: 0 });
  expect(await built("article.md")).toContain("**Rehearsed:** a quick run");
  await put(
    "lectern.config.json",
    '{ "wording": { "en": { "notes": { "mark-quik": "" } } } }',
  );
  await rm(join(project.root, "lectern.config.ts"));
  const { code, stderr } = await build();
  await rm(join(project.root, "lectern.config.json"));
  expect(code).toBe(1);
  expect(stderr).toContain(
    "lectern.config.json: wording.en.notes.mark-quik: no such word: did you mean mark-quick?",
  );
});

test("a language of the course's own is that of its texts, and a word that it lacks is named", async () => {
  const words = await readFile(join(home, "templates/words/en.json"), "utf8");
  const french = words
    .replace('"en-US"', '"fr-FR"')
    .replace('"dates": "en-GB"', '"dates": "fr-FR"')
    .replace('"decimal": "."', '"decimal": ","')
    .replace('"thousands": ","', '"thousands": "\u202f"')
    .replace("**A quick run:**", "**Un essai :**");
  await put("words/fr.json", french);
  await follow("A language");
  expect(await build()).toMatchObject({ code: 0 });
  expect(await built("article.md")).toContain("**Un essai :**");
  expect(await built("article.md")).toMatch(/0,\d{2}/);
  expect(await built("slides.html")).toContain('lang="fr');
  // An edit of its words makes the texts again.
  await put("words/fr.json", french.replace("Un essai", "Une épreuve"));
  await build();
  expect(await built("article.md")).toContain("**Une épreuve :**");
  const lacking = french
    .replace(/"decimal": ",",/, "")
    .replace(/"nobody": .*\n/, "");
  await put("words/fr.json", lacking);
  const { code, stderr } = await build();
  await rm(join(project.root, "lectern.config.ts"));
  expect(code).toBe(1);
  expect(stderr).toContain(
    "wording.fr: no language of Lectern's (de, en), and words are missing for one of the course's own: decimal, agenda.nobody\n",
  );
});

test("a kind of figure of the course's own is drawn as the one that it gives", async () => {
  const call = /```typescript\n(.*)\n```/.exec(page)?.[1] ?? "";
  await follow("A figure of its own kind");
  await put("lectern.config.ts", "export default {};");
  await project.edit(
    "topics/01-ink/experiment.ts",
    (code) =>
      `import { shares } from "./shares.ts";\n${code.replace(/lab\.figure\("ink", \{[\s\S]*?\n {2}\}\);/, call)}`,
  );
  expect(await build()).toMatchObject({ code: 0 });
  const { figures } = JSON.parse(await built("record.json"));
  expect(figures.ink).toMatchObject({ kind: "bar", y: { label: "percent" } });
  const [all] = figures.ink.series;
  expect(all.values[0] + all.values[1]).toBeCloseTo(100);
});

test("a directive of ours that a plugin made is bound, and what is wrong with it said where it stands", () => {
  const made = (name: string) => ({
    type: "containerDirective",
    name: "figure",
    attributes: { id: name },
    children: [
      { type: "paragraph", children: [{ type: "text", value: ":::" }] },
    ],
  });
  const plugin = () => (tree: Root) => {
    tree.children.splice(
      1,
      2,
      made("none") as never,
      made("ideal-digits") as never,
    );
  };
  const text = "Words.\n\n::one\n\n::two\n";
  const { tree, findings } = bind(
    ...([text, path, record, sources, undefined, undefined] as const),
    [plugin],
  );
  expect(findings.map(showFinding)).toEqual([
    "3:1 unknown-figure: unknown figure: none (recorded figures: ideal-digits)",
  ]);
  expect(tree.children.map(({ type }) => type)).toEqual([
    "paragraph",
    "figure",
  ]);
});
