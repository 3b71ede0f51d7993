import {
  appendFileSync,
  cpSync,
  mkdirSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { checkKept } from "../../../src/build/check/kept.ts";
import { listCheckSources } from "../../../src/build/render/key.ts";
import type { Request } from "../../../src/build/request.ts";
import { parseRequest } from "../../../src/cli/request.ts";
import { findImports } from "../../../src/lab/imports.ts";
import { home } from "../../../src/topic/topic.ts";
import { makeProject, type Project, run } from "../../cli/project.ts";

/** What a check looks at: each is written in a copy of its own of one project, after a check. */
const looked = [
  "topics/01-ink/article.md",
  "topics/01-ink/deck.md",
  "topics/01-ink/ink.ts",
  "output/01-ink/record.json",
  "output/01-ink/deck.pptx",
  "output/01-ink/medium/article.html",
  "output/01-ink/medium/images/mine.txt",
  "output/01-ink/.lectern/run.json",
] as const;

const list = ["list", "--quick", "--data", "handwriting"];

/** Of what was written, what makes a topic stale in the list: parts of a run are not in it. */
const isListed = /^topics|deck\.pptx$|article\.html$/;

/** Files that are not there, and would be looked at. */
const missing = [
  "topics/01-ink/topic.yaml",
  "topics/01-ink/pytorch.json",
  "topics/01-ink/published.json",
  "topics/01-ink/tsconfig.json",
  "lectern.config.json",
  "lectern.config.ts",
  "class",
];

let project: Project;
const copies: string[] = [];

beforeAll(async () => {
  project = await makeProject();
  await project.run(["build", "1", "--quick"]);
  for (const [at] of looked.entries()) {
    const copy = `${project.root}-${at}`;
    cpSync(project.root, copy, { recursive: true, verbatimSymlinks: true });
    copies.push(copy);
  }
  // Of what was written just now nothing is kept: another edit could have the same stamp.
  await wait(3100);
}, 60_000);

afterAll(() => {
  for (const root of [project.root, ...copies])
    rmSync(root, { recursive: true, force: true });
});

afterEach(() => {
  delete process.env.SOURCE_DATE_EPOCH;
});

const requestOf = (root: string): Request =>
  parseRequest(
    { args: [], options: {} },
    {
      stdout: process.stdout,
      stderr: process.stderr,
      env: { PATH: process.env.PATH, HOME: process.env.HOME },
      cwd: root,
      signal: new AbortController().signal,
    },
  );

/** Whether the answer is known: what is interrupted before it begins can give no other. */
async function isKnown(request: Request): Promise<boolean> {
  const [topic] = request.topics;
  if (topic === undefined) throw new Error("no topic");
  const stopped = AbortSignal.abort(new Error("stopped"));
  const said = checkKept(topic, request, { PATH: process.env.PATH }, stopped);
  return said.then(
    (answer) => answer !== undefined,
    () => false,
  );
}

test.each(looked.map((path, at) => [path, at] as const))(
  "what a check said is no longer said once %s is written",
  async (path, at) => {
    const root = copies[at] ?? "";
    const before = await run(root, ["check", "--json"]);
    expect(before.code).toBe(1);
    expect(await isKnown(requestOf(root))).toBe(true);
    expect(await run(root, ["check", "--json"])).toEqual(before);
    for (const _ of ["looked at", "known"])
      expect((await run(root, list)).stdout).toContain("ink: current");
    // Behind its end a deck may hold what it likes.
    const write = path.endsWith("pptx") ? writeFileSync : appendFileSync;
    write(join(root, path), "\n\nMore.\n");
    expect(await isKnown(requestOf(root))).toBe(false);
    const after = await run(root, ["check", "--json"]);
    const listed = isListed.test(path) ? "ink: stale" : "ink:";
    expect((await run(root, list)).stdout).toContain(listed);
    // A file that no rule asks of changes nothing that is said; it was looked at.
    if (!path.endsWith("mine.txt")) expect(after).not.toEqual(before);
  },
);

test("nor once a file appears, the request is another, or the day of the deck", async () => {
  await project.run(["check"]);
  const request = requestOf(project.root);
  expect(await isKnown(request)).toBe(true);
  for (const path of missing) {
    const file = join(project.root, path);
    if (path === "class") mkdirSync(file);
    else writeFileSync(file, "{}");
    expect([path, await isKnown(request)]).toEqual([path, false]);
    rmSync(file, { recursive: true });
    expect([path, await isKnown(request)]).toEqual([path, true]);
  }
  const others: readonly Partial<Request>[] = [
    { machine: { ...request.machine, user: "countess2" } },
    { flags: { ...request.flags, pace: 100 } },
    { out: join(project.root, "elsewhere") },
  ];
  for (const other of others)
    expect(await isKnown({ ...request, ...other })).toBe(false);
  process.env.SOURCE_DATE_EPOCH = "86400";
  expect(await isKnown(request)).toBe(false);
});

test("every source that an answer goes through is in its key", async () => {
  const entries = ["topic-check", "class/row", "state"].map((name) =>
    join(home, `src/build/${name}.ts`),
  );
  const found = await Promise.all(
    entries.map((each) => findImports(each, home)),
  );
  const used = found.flat().filter((path) => path.startsWith("src/"));
  const covered = listCheckSources();
  expect(used).toContain("src/lab/untracked.ts");
  expect(used.filter((path) => !covered.includes(path))).toEqual([]);
});
