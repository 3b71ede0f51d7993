import { execFile } from "node:child_process";
import {
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, onTestFinished, test } from "vitest";
import { openProject, type Project, run } from "./project.ts";

/** A day: 2026-11-20. */
const clock = { SOURCE_DATE_EPOCH: String(Date.parse("2026-11-20") / 1000) };

/** A project of three topics, of which the first can be built. */
async function openClass(): Promise<Project> {
  const project = await openProject();
  for (const name of ["02-paper", "03-pens"])
    await mkdir(join(project.root, "topics", name));
  return project;
}

const read = (project: Project, path: string) =>
  readFile(join(project.root, path), "utf8");

describe("lectern claim", () => {
  test("writes who has the topic since when, and says what to run next", async () => {
    const project = await openClass();
    const args = ["claim", "ink", "--name", "Ada Lovelace", "--handle", "@ada"];
    expect(await project.run(args, clock)).toEqual({
      code: 0,
      stdout: "01-ink is yours: class/01-ink.yaml\n",
      stderr:
        'next: git add class/01-ink.yaml && git commit -m "Claim 01-ink" class/01-ink.yaml && git push\nit is yours for the class once that is pushed; where the push is refused: git pull --rebase\n',
    });
    expect(await read(project, "class/01-ink.yaml")).toBe(
      'name: Ada Lovelace\nhandle: "@ada"\nsince: 2026-11-20\n',
    );
  });

  test("again by the same person changes nothing, or only what is said anew", async () => {
    const project = await openClass();
    const args = ["claim", "1", "--name", "Ada", "--handle", "@ada"];
    await project.run(args, clock);
    await project.edit("class/01-ink.yaml", (text) => `# mine\n${text}`);
    const before = await read(project, "class/01-ink.yaml");
    const again = await project.run([...args, "--name", "ADA"], clock);
    expect(again.code).toBe(0);
    expect(again.stdout).toBe(
      "01-ink is yours already, since 2026-11-20: nothing changed\n",
    );
    expect(await read(project, "class/01-ink.yaml")).toBe(before);
    const published = ["--article", "https://medium.com/@ada/ink"];
    await project.run([...args, ...published]);
    expect(await read(project, "class/01-ink.yaml")).toBe(
      `${before}article: https://medium.com/@ada/ink\n`,
    );
  });

  test("is refused with the holder's name, and the free topics", async () => {
    const project = await openClass();
    await project.run(["claim", "1", "--name", "Ada"], clock);
    const before = await read(project, "class/01-ink.yaml");
    expect(await project.run(["claim", "1", "--name", "Bob"])).toEqual({
      code: 1,
      stdout: "",
      stderr:
        "error: topic is taken: 01-ink, by Ada since 2026-11-20\nhint: free: 02-paper, 03-pens\n",
    });
    expect(await read(project, "class/01-ink.yaml")).toBe(before);
  });

  test("of two at once, in one folder, lets one win", async () => {
    const project = await openClass();
    const names = ["Ada", "Bob", "Eve"];
    const ends = await Promise.all(
      names.map((name) => project.run(["claim", "1", "--name", name], clock)),
    );
    const winner = ends.findIndex(({ code }) => code === 0);
    expect(ends.map(({ code }) => code).sort()).toEqual([0, 1, 1]);
    expect(await read(project, "class/01-ink.yaml")).toBe(
      `name: ${names[winner]}\nsince: 2026-11-20\n`,
    );
  });

  test("of a second topic is refused by name and by handle, until the first is released", async () => {
    const project = await openClass();
    const ada = ["--name", "Ada", "--handle", "@ada"];
    await project.run(["claim", "1", ...ada], clock);
    for (const who of [
      ["--name", "ada"],
      ["--name", "A. L.", "--handle", "@Ada"],
    ]) {
      const second = await project.run(["claim", "2", ...who]);
      expect(second.code).toBe(1);
      expect(second.stderr).toBe(
        'error: Ada (@ada) has a topic already: 01-ink, since 2026-11-20\nhint: give it back first: lectern claim ink --name "Ada" --release; then paper can be claimed\n',
      );
    }
    const release = ["claim", "ink", "--release", "--name"];
    const foreign = await project.run([...release, "Bob"]);
    expect(foreign.code).toBe(1);
    expect(foreign.stderr).toContain(
      "error: topic is not Bob's: 01-ink is Ada (@ada)'s since 2026-11-20",
    );
    const released = await project.run([...release, "Ada"]);
    expect(released.stdout).toBe("01-ink is free again\n");
    expect((await project.run(["claim", "2", ...ada])).code).toBe(0);
    expect(await readdir(join(project.root, "class"))).toEqual([
      "02-paper.yaml",
    ]);
  });

  test.each([
    [["1"], 2, "error: nobody is named: --name is missing"],
    [["1", "--name", " "], 2, "error: --name is empty"],
    [["1", "--name", "A", "--handle", "ada"], 2, "--handle must look like"],
    [["1", "--name", "A", "--deck", "x"], 2, "--deck must be an https address"],
    [["1", "2", "--name", "A"], 2, "error: more than one topic: 1, 2"],
    [["inc", "--name", "A"], 2, "hint: did you mean ink?"],
    [["1", "--name", "A", "--release"], 1, "error: nobody has the topic: 01"],
    [
      ["1", "--name", "A", "--release", "--note", "x"],
      2,
      "error: --release and --note contradict each other",
    ],
  ])("refuses %j, and writes nothing", async (args, code, words) => {
    const project = await openClass();
    const outcome = await project.run(["claim", ...args]);
    expect(outcome.code).toBe(code);
    expect(outcome.stderr).toContain(words);
    expect(await project.files("class")).toEqual(new Map());
  });

  test("names the file of class/ that is no topic's", async () => {
    const project = await openClass();
    await mkdir(join(project.root, "class"));
    await writeFile(join(project.root, "class/01-inc.yaml"), "name: A\n");
    const outcome = await project.run(["claim", "1", "--name", "A"]);
    expect(outcome.code).toBe(1);
    expect(outcome.stderr).toBe(
      "class/01-inc.yaml:1:1  error  file of no topic: 01-inc.yaml  class-file\n    did you mean 01-ink.yaml?\nlook up: lectern help class-file\n",
    );
  });
});

test("whoever claimed a topic signs what is built of it", async () => {
  const project = await openClass();
  const config = '{ "author": "Eve", "handle": "@eve" }';
  await writeFile(join(project.root, "lectern.config.json"), config);
  await project.run(["claim", "1", "--name", "Ada"]);
  const signed = async (...flags: string[]) => {
    const built = await project.run(["build", "1", "--quick", ...flags]);
    expect(built.code).toBe(0);
    const meta = await read(project, "output/01-ink/medium/meta.json");
    const { author, handle } = JSON.parse(meta);
    return { author, handle };
  };
  expect(await signed()).toEqual({ author: "Ada" });
  await project.run(["claim", "1", "--name", "Ada", "--handle", "@ada"]);
  const flags = ["--quick", "--data", "handwriting"];
  expect((await project.run(["list", ...flags])).stdout).toContain(
    "ink: stale (article, deck): what the article is made from changed",
  );
  await project.edit("topics/01-ink/article.md", (text) =>
    text.replace("---\n", "---\nauthor: Ada Lovelace\n"),
  );
  const both = { author: "Ada Lovelace", handle: "@ada" };
  expect(await signed("--author", "Ada")).toEqual(both);
});

const execute = promisify(execFile);

/** Runs git, whatever the account's own settings are; its exit code and all that it said. */
async function git(cwd: string, ...args: string[]) {
  const who = { NAME: "Somebody", EMAIL: "somebody@example.org" };
  const env = {
    ...{ PATH: process.env.PATH, HOME: cwd, LC_ALL: "C" },
    ...{ GIT_CONFIG_NOSYSTEM: "1", GIT_EDITOR: "true" },
    ...{ GIT_AUTHOR_NAME: who.NAME, GIT_AUTHOR_EMAIL: who.EMAIL },
    ...{ GIT_COMMITTER_NAME: who.NAME, GIT_COMMITTER_EMAIL: who.EMAIL },
  };
  return execute("git", args, { cwd, env }).then(
    ({ stdout }) => ({ code: 0, said: stdout }),
    (error) => ({
      code: Number(error.code),
      said: `${error.stdout}${error.stderr}`,
    }),
  );
}

/** A bare repository with ten topics, and a folder for its clones. */
async function openCourse(): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), "lectern-race-"));
  onTestFinished(() => rm(root, { recursive: true, force: true }));
  await git(root, "init", "--bare", "--initial-branch=main", "course.git");
  await git(root, "clone", "course.git", "mentor");
  const mentor = join(root, "mentor");
  for (let number = 1; number <= 10; number += 1) {
    const name = `${String(number).padStart(2, "0")}-topic-${number}`;
    await mkdir(join(mentor, "topics", name), { recursive: true });
    await writeFile(join(mentor, "topics", name, "topic.yaml"), "");
  }
  await git(mentor, "add", "topics");
  await git(mentor, "commit", "-m", "Ten topics");
  await git(mentor, "push", "origin", "HEAD:main");
  return root;
}

/** What one student does until a topic is theirs, or none is free: as every message says. */
async function race(root: string, student: number) {
  const name = `student ${student}`;
  const clone = join(root, `clone-${student}`);
  await git(root, "clone", "--branch=main", "course.git", clone);
  const heard: string[] = [];
  // Twelve want five topics, so that many meet.
  let wanted = String((student % 5) + 1);
  for (let attempt = 0; attempt < 60; attempt += 1) {
    const claimed = await run(clone, ["claim", wanted, "--name", name], clock);
    if (claimed.code === 1) {
      heard.push(claimed.stderr);
      const free = /free: (.*)/.exec(claimed.stderr)?.[1]?.split(", ");
      if (free === undefined) return { name, topic: undefined, heard };
      wanted = free[student % free.length] ?? "";
      continue;
    }
    const [, topic = ""] = /^(\S+) is yours/.exec(claimed.stdout) ?? [];
    const path = `class/${topic}.yaml`;
    await git(clone, "add", path);
    await git(clone, "commit", "-m", `Claim ${topic}`, path);
    while ((await git(clone, "push")).code !== 0) {
      if ((await git(clone, "pull", "--rebase")).code === 0) continue;
      const lost = await run(clone, ["claim", topic, "--name", name], clock);
      heard.push(lost.stderr);
      expect(lost.code).toBe(1);
      expect(lost.stderr).toContain(`and ${name} since 2026-11-20 (below)`);
      expect(lost.stderr).toContain(`${name}: git rebase --skip, `);
      expect((await git(clone, "rebase", "--skip")).code).toBe(0);
      const free = /a free one: (.*)/.exec(lost.stderr)?.[1]?.split(", ");
      if (free === undefined) return { name, topic: undefined, heard };
      wanted = free[student % free.length] ?? "";
      break;
    }
    const { said } = await git(
      clone,
      "log",
      "origin/main",
      "--format=%H",
      "--",
      path,
    );
    const own = await readFile(join(clone, path), "utf8").catch(() => "");
    if (said !== "" && own.includes(`name: ${name}\n`))
      return { name, topic, heard };
  }
  throw new Error(`${name} never came to an end:\n${heard.join("")}`);
}

test("twelve who race for ten topics: one winner each, nobody's file lost, two told that none is free", async () => {
  const root = await openCourse();
  const students = Array.from({ length: 12 }, (_, student) => student);
  const ends = await Promise.all(students.map((each) => race(root, each)));
  const winners = ends.filter(({ topic }) => topic !== undefined);
  expect(new Set(winners.map(({ topic }) => topic)).size).toBe(10);
  const mentor = join(root, "mentor");
  expect((await git(mentor, "pull", "origin", "main")).code).toBe(0);
  for (const { name, topic } of winners)
    expect(await readFile(join(mentor, `class/${topic}.yaml`), "utf8")).toBe(
      `name: ${name}\nsince: 2026-11-20\n`,
    );
  expect(await readdir(join(mentor, "class"))).toHaveLength(10);
  const losers = ends.filter(({ topic }) => topic === undefined);
  expect(losers).toHaveLength(2);
  for (const { heard } of losers)
    expect(heard.at(-1)).toContain("no topic is free");
  // Somebody lost a race, or nothing of it was tried.
  expect(ends.flatMap(({ heard }) => heard).join("")).toContain(
    "is claimed by two",
  );
});
