import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { lookUpLine } from "../../src/cli/findings.ts";
import { pageNames } from "../../src/cli/pages.ts";
import type { Finding } from "../../src/errors.ts";
import { home } from "../../src/topic/topic.ts";
import { openProject } from "./project.ts";

test.each(pageNames)("help %s prints the page", async (name) => {
  const project = await openProject();
  const { code, stdout } = await project.run(["help", name]);
  const page = await readFile(join(home, `docs/${name}.md`), "utf8");
  const [title = ""] = page.split("\n");
  expect(stdout.startsWith(`${title}\n`)).toBe(true);
  expect(stdout.endsWith(page.slice(-200))).toBe(true);
  expect(stdout).not.toContain("<!-- What follows");
  expect(code).toBe(0);
});

test("help prints just the section on a rule, however it is written", async () => {
  const project = await openProject();
  const { code, stdout } = await project.run(["help", "md-45"]);
  expect(stdout).toMatch(/^### `MD-45` .*\n\n\*\*Warns\*\* of text under 13/);
  expect(stdout).not.toContain("MD-50");
  expect(code).toBe(0);
});

test("help prints every section on a word, and several words in turn", async () => {
  const project = await openProject();
  const { stdout } = await project.run(["help", ":::figure", "DK-04"]);
  expect(stdout.match(/^#.*/gm)).toEqual([
    "## `figure`",
    "### `figure` (Figure)",
    expect.stringContaining("### `DK-04`"),
  ]);
});

test("a word that no page names: the nearest one, exit code 2", async () => {
  const project = await openProject();
  const rule = await project.run(["help", "MD-99"]);
  expect(rule.stderr).toMatch(
    /^error: nothing to look up: MD-99\nhint: did you mean MD-\d\d\?\n$/,
  );
  expect(rule.code).toBe(2);
  const small = await project.run(["help", "mdd-45"]);
  expect(small.stderr).toContain("hint: did you mean MD-45?");
  const command = await project.run(["help", "biuld"]);
  expect(command.stderr).toContain("hint: did you mean build?");
  const nothing = await project.run(["help", "zzzzzzzz"]);
  expect(nothing.stderr).toContain("hint: the pages are drafts, class, ");
});

test("help of a command, and help alone, are what --help prints", async () => {
  const project = await openProject();
  const build = await project.run(["help", "build"]);
  expect(build).toEqual(await project.run(["build", "--help"]));
  expect(build.stdout).toContain("--quick");
  const all = await project.run(["help"]);
  expect(all).toEqual(await project.run(["--help"]));
  expect(all.stdout).toMatch(/^ +help \[word\.\.\.\] +looks up a page/m);
});

const found = (rule: string, severity: Finding["severity"]): Finding => ({
  ...{ file: "topics/01-ink/article.md", line: 1, column: 1 },
  ...{ rule, severity, message: "wrong" },
});

test("of many rules the line names three, errors first, each once", () => {
  const findings = [
    found("MD-45", "warning"),
    found("unwritten", "error"),
    found("unwritten", "error"),
    found("MD-53", "error"),
    found("MD-51", "warning"),
  ];
  expect(lookUpLine(findings)).toBe(
    "look up: lectern help unwritten MD-53 MD-45\n",
  );
  expect(lookUpLine([])).toBe("");
});

test("what a build and a check find ends with the line to type, which works", async () => {
  const project = await openProject();
  const built = await project.run(["build", "1", "--quick"]);
  expect(built.stderr.match(/^look up: lectern help .*$/gm)).toHaveLength(1);
  const { stdout } = await project.run(["check", "1"]);
  const [line = ""] = stdout.trimEnd().split("\n").slice(-2);
  expect(line).toMatch(/^look up: lectern help( [\w-]+){3}$/);
  expect(stdout.match(/look up/g)).toHaveLength(1);
  const words = line.split(" ").slice(3);
  expect((await project.run(words)).code).toBe(0);
  const json = await project.run(["check", "1", "--json"]);
  expect(json.stdout).not.toContain("look up");
  const config = join(project.root, "lectern.config.json");
  await writeFile(config, '{ "autor": "Ada" }');
  expect((await project.run(["check", "1"])).stderr).toBe(
    "error: lectern.config.json: unknown setting: autor\nhint: did you mean author?\nlook up: lectern help config\n",
  );
});

test("what cannot be built, or recorded, says where to look", async () => {
  const project = await openProject();
  // Three rules are named at most: a line to look at and evidence at the end spare two.
  await project.edit("topics/01-ink/deck.md", (text) =>
    text
      .replace("{#measure}", '{#measure highlight="2"}')
      .replace("- It is a clue", "::output{#ink}"),
  );
  await project.edit("topics/01-ink/article.md", (text) =>
    text.replace(":number[", ":nubmer["),
  );
  const article = await project.run(["build", "1", "--quick"]);
  expect(article.stderr).toMatch(
    /\nlook up: lectern help unknown-directive [\w -]*DK-12\nhint: nothing was written/,
  );
  await project.edit("topics/01-ink/experiment.ts", (text) =>
    text.replace(/alt: "[^"]*"/, 'alt: "short"'),
  );
  const figure = await project.run(["build", "1", "--quick"]);
  expect(figure.stderr).toMatch(/error: the experiment failed: figure .*alt/);
  expect(figure.stderr).toContain("\nlook up: lectern help figures\n");
});
