import { copyFile, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { Package } from "../../src/deck/package/package.ts";
import { openProject, type Project } from "./project.ts";

const deck = "output/01-ink/deck.pptx";
const build = ["build", "1", "--quick"];
const refresh = ["refresh", "1", "--quick", "--data", "handwriting"];

/** Changes a slide as PowerPoint would, and returns the file's bytes. */
async function change(
  project: Project,
  number: number,
  by: (slide: string) => string,
): Promise<Buffer> {
  const file = join(project.root, deck);
  const parts = await Package.open(await readFile(file));
  const part = `ppt/slides/slide${number}.xml`;
  const text = String(parts.content(part));
  expect(by(text)).not.toBe(text);
  parts.set(part, by(text));
  const bytes = await parts.save();
  await writeFile(file, bytes);
  return bytes;
}

async function slide(project: Project, number: number): Promise<string> {
  const bytes = await readFile(join(project.root, deck));
  const parts = await Package.open(bytes);
  return String(parts.content(`ppt/slides/slide${number}.xml`));
}

/** The 3s take twice the ink from now on. */
const moreInk = (project: Project) =>
  project.edit("topics/01-ink/experiment.ts", (text) =>
    text.replace('-threes", threes)', '-threes", 2 * threes)'),
  );

const ownTitle = (text: string) =>
  text.replace("The bars show which digit is darker", "See the bars");

test("a build keeps what a person did to the deck, puts new numbers in, and says so", async () => {
  const project = await openProject();
  await project.run(build);
  const number = /A 3 takes ([\d.]+) of ink/.exec(await slide(project, 1))?.[1];
  const hers = await change(project, 2, ownTitle);
  const first = await project.run(build);
  expect(first.stdout).toContain("nothing in it is out of date");
  expect((await readFile(join(project.root, deck))).equals(hers)).toBe(true);
  await moreInk(project);
  const { stdout, stderr } = await project.run(build);
  expect(stdout).toMatch(/deck\.pptx keeps your changes: \d+ renewed, 1 kept/);
  expect(stderr).not.toContain("yours-1");
  expect(await slide(project, 2)).toContain("See the bars");
  const now = /A 3 takes ([\d.]+) of ink/.exec(await slide(project, 1))?.[1];
  expect(Number(now) / Number(number)).toBeCloseTo(2, 1);
  const files = await project.files("output/01-ink");
  expect(files.get(".lectern/history/1.pptx")?.equals(hers)).toBe(true);
  expect(files.get("refresh.md")?.toString()).toMatch(
    /## Renewed[\s\S]*title: [\d.]+ is [\d.]+[\s\S]*## Kept[\s\S]*title: your words/,
  );
  expect((await project.run(build)).stdout).toBe("01-ink: up to date\n");
  expect(await project.files("output/01-ink")).toEqual(files);
});

test("check does not call a deck with a person's work out of date, and does when numbers are new", async () => {
  const project = await openProject();
  await project.run(build);
  await change(project, 2, ownTitle);
  const { stdout } = await project.run(["check", "1"]);
  expect(stdout).not.toContain("stale-output");
  await project.edit("topics/01-ink/deck.md", (text) =>
    text.replace("One line of code measures it", "Two lines measure it"),
  );
  const later = await project.run(["check", "1"]);
  expect(later.stdout).toContain("stale-output");
});

test("refresh takes a deck from elsewhere, of an earlier build, and --undo puts the one before back", async () => {
  const project = await openProject();
  await project.run(build);
  const mine = join(project.root, "mine.pptx");
  await change(project, 2, ownTitle);
  await copyFile(join(project.root, deck), mine);
  const given = await readFile(mine);
  await change(project, 2, (text) => text.replace("See the", "See both"));
  await moreInk(project);
  await project.run(build);
  const before = await project.files("output/01-ink");
  const done = await project.run([...refresh, "mine.pptx"]);
  expect(done).toMatchObject({ code: 0 });
  expect(await slide(project, 2)).toContain("See the bars");
  expect((await readFile(mine)).equals(given)).toBe(true);
  const number = (text: string | undefined) =>
    /title: ([\d.]+) is/.exec(text ?? "")?.[1];
  const report = (await project.files("output/01-ink")).get("refresh.md");
  expect(number(report?.toString())).toBe(
    number(before.get("refresh.md")?.toString()),
  );
  const undone = await project.run(["refresh", "1", "--undo"]);
  expect(undone).toMatchObject({ code: 0 });
  const after = await project.files("output/01-ink");
  expect(
    after.get("deck.pptx")?.equals(before.get("deck.pptx") as Buffer),
  ).toBe(true);
  expect(await slide(project, 2)).toContain("See both bars");
  expect((await project.run(build)).stdout).toBe("01-ink: up to date\n");
});

test("what is no deck of ours is put aside by a build, and refused by refresh, which writes nothing", async () => {
  const project = await openProject();
  await project.run(build);
  await writeFile(join(project.root, "mine.pptx"), "no archive");
  const before = await project.files("output/01-ink");
  for (const [args, code, words] of [
    [[...refresh, "mine.pptx"], 1, /deck cannot be refreshed: no zip/],
    [[...refresh, "other.pptx"], 2, /no such deck: other\.pptx/],
    [[...refresh, "mine.pptx", "more"], 2, /more than a topic and a deck/],
    [["refresh", "1", "--undo"], 1, /no refresh to undo: ink/],
    [["refresh", "1", "--undo", "mine.pptx"], 2, /--undo takes no deck/],
    [["refresh"], 2, /missing required argument/],
  ] as const) {
    const done = await project.run(args);
    expect(done.stderr).toMatch(words);
    expect(done.code, done.stderr).toBe(code);
  }
  expect(await project.files("output/01-ink")).toEqual(before);
  await writeFile(join(project.root, deck), "my own notes");
  const { stderr } = await project.run(build);
  expect(stderr).toMatch(/could not be refreshed: no zip archive/);
  const files = await project.files("output/01-ink");
  expect(files.get("deck.yours-1.pptx")?.toString()).toBe("my own notes");
});
