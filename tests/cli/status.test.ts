import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openProject, type Project } from "./project.ts";

const outline = `title: Ink
questions:
  - ask: How is ink measured?
    evidence: [listing:measure, output:ink, number:ink-of-threes]
    prompt: Say what goes in and what comes out.
  - ask: Which digit takes more of it?
    evidence: [figure:ink, claim:threes-are-darker]
    prompt: Begin with the bars.
`;

/** 2026-11-27. */
const clock = { SOURCE_DATE_EPOCH: String(Date.parse("2026-11-27") / 1000) };

/**
 * A class of three: 01-ink has an example, and is Ada's; 02-ink is a draft of Bob's that nobody
 * built; nobody has 03-empty, which lacks its files.
 */
async function openClass(deadline: string): Promise<Project> {
  const project = await openProject();
  const topics = join(project.root, "topics");
  const ink = join(topics, "01-ink");
  await mkdir(join(ink, "example"));
  for (const file of ["article.md", "deck.md"])
    await rename(join(ink, file), join(ink, "example", file));
  await writeFile(join(ink, "topic.yaml"), outline);
  await mkdir(join(topics, "03-empty"));
  await writeFile(
    join(project.root, "lectern.config.json"),
    JSON.stringify({ deadline }),
  );
  await project.run(["claim", "1", "--name", "Ada"], clock);
  return project;
}

const rowOf = (stdout: string, topic: string) =>
  stdout
    .split("\n")
    .find((line) => line.startsWith(topic))
    ?.split(/ {2,}/);

test("status says of each topic who has it and how far it is", async () => {
  const project = await openClass("2026-12-01");
  const before = await project.run(["status"], clock);
  expect(before.code).toBe(0);
  expect(before.stdout).toMatch(/^deadline 2026-12-01: 4 days left\n\ntopic /);
  expect(rowOf(before.stdout, "01-ink")).toEqual([
    ...["01-ink", "Ada", "example"],
    ...[expect.stringMatching(/^\d\d$/), "–", "–", "–", "–", "–"],
  ]);
  expect(rowOf(before.stdout, "03-empty")?.slice(0, 3)).toEqual([
    ...["03-empty", "free", "–"],
  ]);
  expect(before.stdout).toContain(
    "03-empty: file of the topic is missing: topics/03-empty/article.md",
  );
  await project.run(["draft", "1"]);
  const article = join(project.root, "topics/01-ink/article.md");
  expect(await readFile(article, "utf8")).toContain("author: Ada\n");
  const drafted = await project.run(["status", "1"], clock);
  expect(rowOf(drafted.stdout, "01-ink")?.slice(2)).toEqual([
    ...["draft", expect.stringMatching(/^\d+$/), "0 of 2"],
    ...[expect.stringMatching(/^\d+$/), "not built", "–", "–"],
  ]);
  expect(drafted.stdout).not.toContain("03-empty");
  await project.run(["build", "1", "--quick"]);
  const url = "https://medium.com/@ada/ink";
  await project.run(["claim", "1", "--name", "Ada", "--article", url]);
  const built = await project.run(["status", "1"], clock);
  expect(rowOf(built.stdout, "01-ink")?.slice(6)).toEqual([
    expect.stringMatching(/^\d+ errors, \d+ warnings?$/),
    expect.stringMatching(/^0:\d\d of 5:00$/),
    url,
  ]);
});

test("a question is answered by prose below its heading, whatever the heading became", async () => {
  const project = await openClass("2026-12-01");
  await project.run(["draft", "1"]);
  const answered = async () => {
    const { stdout } = await project.run(["status", "1", "--json"], clock);
    const [{ answered, prompts, words }] = JSON.parse(stdout).topics;
    return { answered, prompts, words };
  };
  const fresh = await answered();
  expect(fresh.answered).toBe(0);
  const write = (from: RegExp, to: string) =>
    project.edit("topics/01-ink/article.md", (text) => text.replace(from, to));
  await write(/<!-- in your words: Say what.*-->/, "I weighed both digits.");
  const first = await answered();
  expect(first).toEqual({
    ...{ answered: 1, prompts: fresh.prompts - 1, words: fresh.words + 4 },
  });
  await write(/## Which digit takes more of it\?/, "## The 3 takes more");
  expect((await answered()).answered).toBe(1);
  await write(/<!-- in your words: Begin.*-->/, "Look at the two bars.");
  expect((await answered()).answered).toBe(2);
});

test("past the deadline with gaps the exit code is 1, and each gap is named", async () => {
  const project = await openClass("2026-11-26");
  const late = await project.run(["status"], clock);
  expect(late.code).toBe(1);
  expect(late.stdout).toMatch(/^deadline 2026-11-26: 1 day ago\n/);
  expect(late.stdout).toContain(
    "what is missing:\n  01-ink: no article, no deck, not published\n  03-empty: nobody has it\n",
  );
  const json = await project.run(["status", "--json"], clock);
  expect(json.code).toBe(1);
  expect(JSON.parse(json.stdout)).toMatchObject({
    ...{ today: "2026-11-27", deadline: "2026-11-26", days: -1 },
    topics: [{ slug: "ink", who: { name: "Ada" } }, { who: null }],
  });
  // Its own day is not past it.
  const day = { SOURCE_DATE_EPOCH: String(Date.parse("2026-11-26") / 1000) };
  const today = await project.run(["status"], day);
  expect(today.code).toBe(0);
  expect(today.stdout).toMatch(/^deadline 2026-11-26: today\n/);
  // With nothing missing, late is no matter.
  for (const file of ["article.md", "deck.md"])
    await rename(
      join(project.root, "topics/01-ink/example", file),
      join(project.root, "topics/01-ink", file),
    );
  await rm(join(project.root, "topics/01-ink/topic.yaml"));
  const url = ["--article", "https://medium.com/@ada/ink"];
  await project.run(["claim", "1", "--name", "Ada", ...url]);
  expect((await project.run(["status", "1"], clock)).code).toBe(0);
});

test("with a claim in conflict, every command that reads it says who both are", async () => {
  const project = await openClass("2026-12-01");
  const file = join(project.root, "class/01-ink.yaml");
  const ours = await readFile(file, "utf8");
  await writeFile(
    file,
    `<<<<<<< HEAD\n${ours}=======\nname: Bob\nsince: 2026-11-27\n>>>>>>> 3f2a1b0 (Claim 01-ink)\n`,
  );
  for (const args of [
    ["status"],
    ["agenda"],
    ["claim", "3", "--name", "Eve"],
    ["draft", "1"],
    ["build", "1", "--quick"],
  ]) {
    const { code, stderr } = await project.run(args, clock);
    expect(code, args[0]).toBe(1);
    expect(stderr, args[0]).toContain(
      "class/01-ink.yaml:1:1  error  01-ink is claimed by two: Ada since 2026-11-27 (above) and Bob since 2026-11-27 (below)  class-conflict\n    Ada was first and has it; Bob: git rebase --skip, then claim a free one: 03-empty\n",
    );
  }
});
