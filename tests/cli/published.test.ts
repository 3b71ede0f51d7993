import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { HtmlValidate } from "html-validate";
import { expect, test } from "vitest";
import { openProject, type Project } from "./project.ts";

const address = "https://medium.com/@ada/ink-1a2b3c";
const clock = { SOURCE_DATE_EPOCH: "1796256000" };
const kept = (project: Project) =>
  join(project.root, "topics/01-ink/published.json");

const build = (project: Project) =>
  project.run(["build", "1", "--quick", "--only", "article"]);

async function openPublished(): Promise<Project> {
  const project = await openProject();
  await build(project);
  const { code, stderr } = await project.run(
    ["published", "1", address],
    clock,
  );
  expect(code, stderr).toBe(0);
  return project;
}

const page = async (project: Project) =>
  (await project.files("output/01-ink")).get("medium/changes.html")?.toString();

test("an article that is as it was published has nothing to be changed", async () => {
  const project = await openPublished();
  expect(JSON.parse(await readFile(kept(project), "utf8"))).toMatchObject({
    ...{ format: 1, address, since: "2026-12-03" },
    pieces: expect.arrayContaining([
      expect.objectContaining({ kind: "sentence" }),
      expect.objectContaining({ kind: "picture", hash: expect.anything() }),
    ]),
  });
  const { stderr } = await build(project);
  expect(stderr).not.toContain("behind");
  expect(await page(project)).toBeUndefined();
});

test("a sentence, a heading and a picture that are others are named, and only they", async () => {
  const project = await openPublished();
  await project.edit("topics/01-ink/article.md", (text) =>
    text
      .replace("## How", "It was new to me.\n\n## And how")
      .replace(/^title: .*$/m, "title: Another title"),
  );
  await project.edit("topics/01-ink/experiment.ts", (text) =>
    text.replace(
      /alt: "[^"]*"/,
      'alt: "Another sentence that says what is seen."',
    ),
  );
  const { code, stderr } = await build(project);
  expect(code).toBe(0);
  expect(stderr).toContain(
    "published text is behind: 1 title, 1 picture, 1 sentence, 1 heading",
  );
  const html = (await page(project)) ?? "";
  expect(html.match(/id="step-change-\d+"/g)).toHaveLength(4);
  expect(html).toContain("Add a sentence");
  expect(html).toMatch(/class="sample after">.*<ins>And/);
  const validator = new HtmlValidate({ extends: ["html-validate:document"] });
  const { results } = await validator.validateString(html);
  expect(results.flatMap(({ messages }) => messages)).toEqual([]);
  const list = await project.run(["list", "1", "--quick"]);
  expect(list.stdout).toContain("published text is behind: 1 title, 1 picture");

  await project.run(["published", "1"], clock);
  const again = await build(project);
  expect(again.stderr).not.toContain("behind");
  expect(await page(project)).toBeUndefined();
});

test("what cannot be kept is refused, and a damaged edition is named", async () => {
  const project = await openProject();
  const refused = async (...args: string[]) =>
    project.run(["published", ...args], clock);
  expect(await refused("1", address)).toMatchObject({
    code: 1,
    stderr: expect.stringContaining("article is not built: 01-ink"),
  });
  await build(project);
  expect(await refused("1")).toMatchObject({
    code: 2,
    stderr: expect.stringContaining("nobody knows where it is read: 01-ink"),
  });
  expect(await refused("1", "http://medium.com/x")).toMatchObject({
    code: 2,
    stderr: expect.stringContaining("no https address: http://medium.com/x"),
  });
  await writeFile(kept(project), '{ "format": 1, "address": "x" }');
  expect(await build(project)).toMatchObject({
    code: 1,
    stderr: expect.stringContaining("topics/01-ink/published.json: address:"),
  });
});
