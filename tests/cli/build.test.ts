import { appendFile, cp, rm, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openProject } from "./project.ts";

test("a build leaves record, figures, article, kit and deck, and says how to look at them", async () => {
  const project = await openProject();
  const { code, stdout, stderr } = await project.run([
    "build",
    "ink",
    "--quick",
  ]);
  expect(stderr).toContain("digits 3 and 7: handwriting");
  expect(stderr).toContain("running, because it has not run yet");
  expect(code, stderr).toBe(0);
  const paths = [...(await project.files("output/01-ink")).keys()];
  expect(paths).toEqual(
    expect.arrayContaining([
      "record.json",
      "figures/ink.png",
      "figures/first.png",
      "article.md",
      "medium/index.html",
      "medium/article.html",
      "deck.pptx",
    ]),
  );
  expect(stdout).toContain("output/01-ink/medium/index.html");
});

test("a second build runs nothing and rewrites nothing", async () => {
  const project = await openProject();
  await project.run(["build", "1", "--quick"]);
  const past = new Date("2020-01-01");
  const paths = [...(await project.files("output/01-ink")).keys()];
  for (const path of paths)
    await utimes(join(project.root, "output/01-ink", path), past, past);
  const { stdout, stderr } = await project.run([
    "build",
    "1",
    "--quick",
    "--json",
  ]);
  expect(JSON.parse(stdout)).toMatchObject([
    { topic: "01-ink", ran: [], written: [] },
  ]);
  expect(stderr).not.toContain("running");
});

test("a change of wording runs no experiment, and writes the article only", async () => {
  const project = await openProject();
  await project.run(["build", "1", "--quick"]);
  await project.edit("topics/01-ink/article.md", (text) =>
    text.replace("Nothing else", "Not much else"),
  );
  const { stdout } = await project.run(["build", "1", "--quick", "--json"]);
  const [built] = JSON.parse(stdout);
  expect(built.ran).toEqual([]);
  expect(built.written).toContain("article.md");
  expect(built.written).not.toContain("deck.pptx");
  expect(built.written).not.toContain("record.json");
});

test("an experiment runs again when a file that it imports changed, and the build says which", async () => {
  const project = await openProject();
  await project.run(["build", "1", "--quick"]);
  await appendFile(join(project.root, "topics/01-ink/ink.ts"), "// a remark\n");
  const imported = await project.run(["build", "1", "--quick", "--json"]);
  expect(JSON.parse(imported.stdout)[0].ran).toEqual([
    "topics/01-ink/ink.ts, imported by it, changed",
  ]);
  await appendFile(
    join(project.root, "topics/01-ink/experiment.ts"),
    "// a remark\n",
  );
  const own = await project.run(["build", "1", "--quick", "--json"]);
  expect(JSON.parse(own.stdout)[0].ran).toEqual(["experiment.ts changed"]);
});

test("an experiment runs again when a table that it read changed", async () => {
  const project = await openProject();
  const table = join(project.root, "topics/01-ink/speeds.csv");
  await writeFile(table, "time,speed\n0,3\n1,2.5\n");
  await project.edit("topics/01-ink/experiment.ts", (code) =>
    code.replace(
      "(lab: Lab): void {",
      '(lab: Lab): void {\n  lab.number("rows", lab.csv("speeds.csv").length);',
    ),
  );
  const numbers = async () => {
    const args = ["build", "1", "--quick", "--json"];
    const [{ ran }] = JSON.parse((await project.run(args)).stdout);
    const files = await project.files("output/01-ink");
    const record = JSON.parse(`${files.get("record.json")}`);
    return [ran, record.numbers.rows];
  };
  expect(await numbers()).toEqual([["it has not run yet"], 2]);
  expect(await numbers()).toEqual([[], 2]);
  await appendFile(table, "2,1.5\n");
  expect(await numbers()).toEqual([
    ["topics/01-ink/speeds.csv, read by it, changed"],
    3,
  ]);
  await project.edit("topics/01-ink/speeds.csv", () => "time\n1,2\n");
  const wrong = await project.run(["build", "1", "--quick"]);
  expect(wrong.code).toBe(1);
  expect(wrong.stderr).toContain("speeds.csv: row 1 has 2 cells for 1 columns");
});

test("another profile, seed or data runs again, and the build says why", async () => {
  const project = await openProject();
  await project.run(["build", "1", "--quick"]);
  const { stdout } = await project.run([
    "build",
    "1",
    "--seed",
    "7",
    "--quick",
    "--json",
  ]);
  expect(JSON.parse(stdout)[0].ran).toEqual(["the seed was 42"]);
  const full = await project.run(["build", "1", "--seed", "7", "--json"]);
  expect(JSON.parse(full.stdout)[0].ran).toEqual([
    "the last run was a quick run",
  ]);
});

test("two builds from scratch give the same bytes", async () => {
  const project = await openProject();
  await project.run(["build", "--quick", "--out", "one"]);
  await project.run(["build", "--quick", "--out", "two"]);
  const one = await project.files("one");
  const two = await project.files("two");
  expect([...one.keys()]).toEqual([...two.keys()]);
  for (const [path, bytes] of one)
    expect(two.get(path)?.equals(bytes), path).toBe(true);
});

test("a file that a person edited in the output is put aside, not lost", async () => {
  const project = await openProject();
  await project.run(["build", "1", "--quick"]);
  await writeFile(
    join(project.root, "output/01-ink/article.md"),
    "my own words\n",
  );
  const { stderr } = await project.run(["build", "1", "--quick"]);
  expect(stderr).toContain("your version is now article.yours-1.md");
  const files = await project.files("output/01-ink");
  expect(files.get("article.yours-1.md")?.toString()).toBe("my own words\n");
  expect(files.get("article.md")?.toString()).toContain("# How much ink");
});

test("a figure that is no longer recorded leaves the output", async () => {
  const project = await openProject();
  await project.run(["build", "1", "--quick"]);
  await project.edit("topics/01-ink/experiment.ts", (text) =>
    text.replace('lab.figure("first"', 'lab.figure("start"'),
  );
  await project.edit("topics/01-ink/deck.md", (text) =>
    text.replace("{#first}", "{#start}"),
  );
  await project.run(["build", "1", "--quick"]);
  const paths = [...(await project.files("output/01-ink/figures")).keys()];
  expect(paths).toEqual(["ink.png", "start.png"]);
});

test("a missing or broken kept run is made again, to the same bytes", async () => {
  const project = await openProject();
  await project.run(["build", "1", "--quick"]);
  const before = await project.files("output/01-ink");
  await writeFile(
    join(project.root, "output/01-ink/.lectern/run.json"),
    "{ broken",
  );
  await rm(join(project.root, "output/01-ink/record.json"));
  const { code } = await project.run(["build", "1", "--quick"]);
  expect(code).toBe(0);
  const after = await project.files("output/01-ink");
  for (const [path, bytes] of before)
    expect(after.get(path)?.equals(bytes), path).toBe(true);
});

test("--only deck writes no article", async () => {
  const project = await openProject();
  await project.run(["build", "1", "--quick", "--only", "deck"]);
  const paths = [...(await project.files("output/01-ink")).keys()];
  expect(paths).toContain("deck.pptx");
  expect(paths).not.toContain("article.md");
});

test("list says what is built, and what is stale and why", async () => {
  const project = await openProject();
  const args = ["list", "--quick", "--data", "handwriting"];
  expect((await project.run(args)).stdout).toMatch(
    /1 {2}How much ink .*\n {4}ink: not built/,
  );
  await project.run(["build", "1", "--quick"]);
  expect((await project.run(args)).stdout).toContain("current (article, deck)");
  await project.edit("topics/01-ink/deck.md", (text) =>
    text.replace("Mean ink", "The ink"),
  );
  expect((await project.run(args)).stdout).toContain(
    "stale (article, deck): what the deck is made from changed",
  );
  await appendFile(join(project.root, "topics/01-ink/ink.ts"), "// a remark\n");
  expect((await project.run(args)).stdout).toContain(
    "stale (article, deck): topics/01-ink/ink.ts, imported by it, changed",
  );
});

test("list shows only the topics that are asked for", async () => {
  const project = await openProject();
  await project.run(["new", "other"]);
  const { stdout } = await project.run(["list", "other"]);
  expect(stdout).toContain("other: not built");
  expect(stdout).not.toContain("ink");
});

test("a new topic builds at once", async () => {
  const project = await openProject();
  const made = await project.run(["new", "learning-rate"]);
  expect(made.stdout).toContain("made topics/02-learning-rate/");
  const { code, stderr } = await project.run([
    "build",
    "learning-rate",
    "--quick",
  ]);
  expect(code, stderr).toBe(0);
  const files = await project.files("output/02-learning-rate");
  expect(files.get("article.md")?.toString()).toContain("# Learning rate");
  // A draft is short; otherwise the template keeps the rules that it teaches.
  const warnings = stderr.match(/(?<=warning .*) {2}[A-Z]{2}-\d+$/gm);
  expect(warnings).toEqual(["  MD-53", "  MD-58", "  DK-12"]);
});

test("a talk that is too long is built all the same, with its time and a warning", async () => {
  const project = await openProject();
  const words = "and one more thing, ".repeat(250);
  await project.edit("topics/01-ink/deck.md", (text) =>
    text.replace("And here is a 3.", `${words}and here is a 3.`),
  );
  const { code, stdout, stderr } = await project.run(["build", "1", "--quick"]);
  expect(code).toBe(0);
  expect(stderr).toMatch(/deck\.md:\d+:\d+ +warning .* DK-12/);
  expect(stdout).toMatch(
    /talk\.md .*: 7:\d\d of 5:00 at 140 words a minute .* for 5 min/,
  );
  const files = await project.files("output/01-ink");
  expect([...files.keys()]).toContain("deck.pptx");
  expect((await project.run(["check", "1"])).stdout).toMatch(/error .* DK-12/);
});

test("output of another version is told in one line a course, before a build and by doctor, until it is built anew", async () => {
  const project = await openProject();
  await cp(
    join(project.root, "topics/01-ink"),
    join(project.root, "topics/02-more"),
    { recursive: true },
  );
  const first = await project.run(["build", "--quick"]);
  expect(first.stderr).not.toContain("built by Lectern");
  // As another version leaves it: what it made from was hashed with its own code.
  const age = (name: string) =>
    project.edit(`output/${name}/.lectern/manifest.json`, (text) =>
      text
        .replace(/"lectern": ".*"/, '"lectern": "0.1.0"')
        .replace(/"key": "\w+"/g, `"key": "${"0".repeat(64)}"`),
    );
  await age("01-ink");
  await age("02-more");
  const said =
    /2 topics were built by Lectern 0\.1\.0, and this is \d+\.\d+\.\d+: bytes may differ\n/g;
  const doctor = await project.run(["doctor"]);
  expect(doctor.stdout).toMatch(said);
  const { stderr } = await project.run(["build", "--quick"]);
  expect(stderr.match(said)).toHaveLength(1);
  expect(stderr).toContain("lectern diff <copy> shows what is other");
  const again = await project.run(["build", "--quick"]);
  expect(again.stderr).not.toContain("built by Lectern");
});
