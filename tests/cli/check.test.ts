import { appendFile, readFile, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import JSZip from "jszip";
import { expect, test } from "vitest";
import { textOf, unzip } from "../../src/deck/package/zip.ts";
import { openProject } from "./project.ts";

test("check insists on what a build only warns of, as file:line:col with a rule", async () => {
  const project = await openProject();
  const built = await project.run(["build", "1", "--quick"]);
  expect(built.stderr).toMatch(
    /topics\/01-ink\/article\.md:1:1 +warning +\d+ words of prose, wanted: at least 500 +MD-58/,
  );
  const { code, stdout } = await project.run(["check", "1"]);
  expect(stdout).toMatch(
    /topics\/01-ink\/article\.md:1:1 +error +\d+ words of prose, wanted: at least 500 +MD-58/,
  );
  expect(code).toBe(1);
});

test("check --json gives the findings", async () => {
  const project = await openProject();
  await project.run(["build", "1", "--quick"]);
  const { stdout } = await project.run(["check", "1", "--json"]);
  expect(JSON.parse(stdout)).toContainEqual(
    expect.objectContaining({ rule: "MD-58", severity: "error", line: 1 }),
  );
});

test("a built file that is not what the topic gives now is found", async () => {
  const project = await openProject();
  await project.run(["build", "1", "--quick"]);
  await appendFile(
    join(project.root, "output/01-ink/talk.md"),
    "one byte more",
  );
  const { stdout } = await project.run(["check", "1"]);
  expect(stdout).toMatch(
    /output\/01-ink\/talk\.md:1:1 +error +not what the topic gives now +stale-output/,
  );
  expect(stdout).toContain("build it again: lectern build ink");
});

test("a deck that was broken on the disk is looked into", async () => {
  const project = await openProject();
  await project.run(["build", "1", "--quick"]);
  const path = join(project.root, "output/01-ink/deck.pptx");
  const parts = await unzip(await readFile(path));
  const slide = "ppt/slides/slide2.xml";
  parts.set(slide, textOf(parts, slide).replace('type="title"', 'type="body"'));
  // As another program saves it: in an order of its own.
  const saved = new JSZip();
  for (const [name, content] of [...parts].reverse()) saved.file(name, content);
  await writeFile(path, await saved.generateAsync({ type: "nodebuffer" }));
  const { code, stdout } = await project.run(["check", "1"]);
  expect(stdout).toMatch(
    /topics\/01-ink\/deck\.md:\d+:1 +error +deck\.pptx: ppt\/slides\/slide2\.xml: 0 titles +DK-01/,
  );
  expect(stdout).toContain("mend it there, or build it again");
  expect(stdout).not.toContain("PX-01");
  expect(code).toBe(1);
  await writeFile(path, "no deck");
  expect((await project.run(["check", "1"])).stdout).toMatch(
    /error +deck\.pptx: no zip archive: .* +PX-03/,
  );
});

test("a deck that was built dark is checked dark", async () => {
  const project = await openProject();
  await project.run([
    "build",
    "1",
    "--quick",
    "--theme",
    "dark",
    "--author",
    "Ada",
  ]);
  const { stdout } = await project.run(["check", "1"]);
  expect(stdout).not.toContain("stale-output");
  const listed = await project.run([
    "list",
    "--quick",
    "--data",
    "handwriting",
  ]);
  expect(listed.stdout).toContain("current (article, deck)");
});

test("a file of the kit that was edited by hand is looked at as it lies there", async () => {
  const project = await openProject();
  await project.run(["build", "1", "--quick"]);
  await project.edit("output/01-ink/medium/article.html", (html) =>
    html.replace("<p>", '<p class="lead">'),
  );
  const { stdout } = await project.run(["check", "1"]);
  const at = "output/01-ink/medium/article.html";
  expect(stdout).toMatch(
    new RegExp(`${at}:1:1 +error +attribute that Medium drops: class +MD-01`),
  );
  expect(stdout).toMatch(
    new RegExp(`${at}:1:1 +error +not what the template makes now: .*MD-57`),
  );
  await writeFile(join(project.root, "output/01-ink/medium/notes.txt"), "mine");
  expect((await project.run(["check", "1"])).stdout).not.toContain("notes");
});

test("check --online fetches what a build with --base-url says is hosted", async () => {
  const project = await openProject();
  const address = "https://127.0.0.1:9/kit";
  await project.run(["build", "1", "--quick", "--base-url", address]);
  const offline = await project.run(["check", "1"]);
  expect(offline.stdout).not.toContain("MD-41");
  const { code, stdout, stderr } = await project.run([
    "check",
    "1",
    "--online",
  ]);
  expect(stdout).toMatch(
    /topics\/01-ink\/article\.md:\d+:1 +error +image cannot be fetched: https:\/\/127\.0\.0\.1:9\/kit\/01-ink\/medium\/images\/01-.* +MD-41/,
  );
  expect(stderr).toMatch(/01-ink: \d hosted images? fetched, \d wrong/);
  expect(code).toBe(1);
});

test("the machine's own names are found in an article, common ones are not", async () => {
  const project = await openProject();
  await project.edit("topics/01-ink/article.md", (text) =>
    text.replace(/\n\n(?=[A-Z])/, "\n\nThe root user countess2 ran it.\n\n"),
  );
  await project.run(["build", "1", "--quick"]);
  const told = await project.run(["check", "1"], { USER: "countess2" });
  expect(told.stdout).toMatch(
    /article\.md:\d+:15 +error +name of the user: countess2 +MD-56/,
  );
  const root = await project.run(["check", "1"], { USER: "root" });
  expect(root.stdout).not.toContain("MD-56");
});

test("files of one build that are all stale are one finding, and a quick run is said to be one", async () => {
  const project = await openProject();
  await project.run(["build", "1", "--quick"]);
  await project.edit("topics/01-ink/article.md", (text) =>
    text.replace("Nothing else", "Not much else"),
  );
  const { stdout } = await project.run(["check", "1"]);
  expect(stdout).toMatch(
    /output\/01-ink\/article\.md:1:1 +error +not what the topic gives now, and \d more of its files +stale-output/,
  );
  expect(stdout.match(/ {2}stale-output$/gm)).toHaveLength(1);
  expect(stdout).toContain(
    "warning  built from a quick run  quick-run\n    before you publish: lectern build ink\n",
  );
});

test("for GitHub each finding is an annotation at its file and line, what is stale before all others", async () => {
  const project = await openProject();
  await project.run(["build", "1", "--quick"]);
  await project.edit(
    "topics/01-ink/experiment.ts",
    (text) => `${text}\n// x\n`,
  );
  await project.edit("topics/01-ink/article.md", (text) =>
    text.replace("Nothing else", "100%, Nothing :number[nearr] else"),
  );
  const lines = (text: string) => text.trimEnd().split("\n");
  const told = await project.run(["check", "1", "--format", "github"]);
  expect(told.code).toBe(1);
  const [first = "", ...others] = lines(told.stdout);
  expect(first).toMatch(
    /^::error file=topics\/01-ink\/experiment\.ts,line=1,col=1,title=stale-run::what is built is older than its experiment: experiment\.ts changed; \d+ numbers, \d+ claims?, \d+ figures may differ%0Arun it: lectern build ink --quick$/,
  );
  const article = await readFile(
    join(project.root, "topics/01-ink/article.md"),
    "utf8",
  );
  const line = article
    .split("\n")
    .findIndex((each) => each.includes(":number[nearr]"));
  expect(told.stdout).toMatch(
    new RegExp(
      `\n::error file=topics/01-ink/article\\.md,line=${line + 1},col=\\d+,title=unknown-number::unknown number: nearr`,
    ),
  );
  // Below them the sum stays; nothing else is on stdout.
  expect(others.at(-1)).toMatch(
    /^1 topic checked: \d+ errors?, \d+ warnings?$/,
  );
  expect(
    others.slice(0, -1).filter((each) => !/^::(error|warning) /.test(each)),
  ).toEqual([]);
  // In a checkout that holds more than the project, as GitHub names its files.
  const inside = await project.run(["check", "1", "--format", "github"], {
    GITHUB_WORKSPACE: join(project.root, ".."),
  });
  expect(inside.stdout).toContain(
    `::error file=${basename(project.root)}/topics/01-ink/article.md,`,
  );
  const built = await project.run([
    "build",
    "1",
    "--format",
    "github",
    "--quick",
  ]);
  expect(built.code).toBe(1);
  expect(built.stderr).toMatch(
    new RegExp(
      `^::error file=topics/01-ink/article\\.md,line=${line + 1},col=\\d+,title=unknown-number::`,
      "m",
    ),
  );
  const both = await project.run(["check", "--json", "--format", "github"]);
  expect(both).toMatchObject({ code: 2, stdout: "" });
});

test("an experiment that throws is annotated at the line that threw, and signs of a command are escaped", async () => {
  const project = await openProject();
  await project.edit("topics/01-ink/experiment.ts", (text) =>
    text.replace(
      /export default .*\{\n/,
      (start) => `${start}  throw new Error("50%: a, b\\nc");\n`,
    ),
  );
  const { code, stderr } = await project.run([
    "build",
    "1",
    "--quick",
    "--format",
    "github",
  ]);
  expect(code).toBe(1);
  const text = await readFile(
    join(project.root, "topics/01-ink/experiment.ts"),
    "utf8",
  );
  const line = text.slice(0, text.indexOf("throw new")).split("\n").length;
  expect(stderr).toContain(
    `::error file=topics/01-ink/experiment.ts,line=${line},col=9,title=experiment::the experiment failed: 50%25: a, b%0Ac\n`,
  );
});
