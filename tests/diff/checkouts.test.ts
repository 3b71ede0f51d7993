import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, readdir, rm, utimes, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { beforeEach, expect, onTestFinished, test } from "vitest";
import { Checkouts, mostKept } from "../../src/diff/sides/checkouts.ts";
import { openFolder } from "./project.ts";

let root: string;
let cache: string;

const git = (...args: readonly string[]) =>
  execFileSync("git", ["-C", root, ...args], { stdio: "pipe" })
    .toString()
    .trim();

const never = new AbortController().signal;

const kept = async () =>
  (await readdir(join(cache, "diff")))
    .filter((name) => !name.startsWith("."))
    .map((name) => name.slice(9));

/** As the folder of a checkout ends: the first letters of its commit. */
const short = (ref: string) => git("rev-parse", ref).slice(0, 12);

/** Checks a ref out, as one comparison after the other does. */
async function checkOut(ref: string): Promise<string> {
  const checkouts = new Checkouts(cache, never);
  const found = await checkouts.checkOut(ref, root);
  await checkouts.close();
  if (found === undefined) throw new Error(`no commit: ${ref}`);
  return found.root;
}

beforeEach(async () => {
  const folder = await openFolder();
  onTestFinished(() => folder.close());
  root = join(folder.path, "course");
  cache = join(folder.path, "cache");
  await mkdir(root);
  git("init", "--quiet");
  const who = ["-c", "user.name=A", "-c", "user.email=a@example.org"];
  for (let each = 0; each <= mostKept + 2; each += 1) {
    await writeFile(join(root, "text.md"), `${each}\n`);
    git("add", "--all");
    git(...who, "commit", "--quiet", "--message", `State ${each}`);
    git("tag", `v${each}`);
  }
});

test("of the checkouts stay those used last, and git forgets the others", async () => {
  for (let each = 0; each < mostKept; each += 1) {
    const path = await checkOut(`v${each}`);
    // As if each was used some hours after the one before.
    const time = new Date(2026, 1, 1, each);
    await utimes(path, time, time);
  }
  await checkOut("v0");
  await checkOut(`v${mostKept}`);
  const stay = [0, 2, 3, 4, 5, 6].map((each) => short(`v${each}`));
  expect((await kept()).sort()).toEqual(stay.sort());
  expect(git("worktree", "list").split("\n")).toHaveLength(1 + mostKept);
  expect(git("worktree", "list")).not.toContain(short("v1"));
});

test("what a comparison still uses stays until it is closed, also beyond the limit", async () => {
  const first = new Checkouts(cache, never);
  const used = await first.checkOut("v0", root);
  await utimes(used?.root ?? "", new Date(0), new Date(0));
  for (let each = 1; each <= mostKept; each += 1) await checkOut(`v${each}`);
  expect(await kept()).toContain(short("v0"));
  await first.close();
  await checkOut(`v${mostKept + 1}`);
  expect(await kept()).not.toContain(short("v0"));
  expect(await kept()).toHaveLength(mostKept);
});

test("what killed comparisons left is swept by the next: halves, and the use they said", async () => {
  const old = await checkOut("v0");
  await utimes(old, new Date(0), new Date(0));
  const users = join(cache, "diff/.users", `${old.split("/").at(-1)}`);
  await mkdir(users, { recursive: true });
  // No process has this number.
  const gone = `4194305-1-0a0a0a0a@${encodeURIComponent(hostname())}`;
  await writeFile(join(users, gone), "");
  await mkdir(join(cache, "diff/.gone-0a0a0a0a-0a0a0a0a0a0a/output"), {
    recursive: true,
  });
  for (let each = 1; each <= mostKept; each += 1) await checkOut(`v${each}`);
  expect(existsSync(old)).toBe(false);
  expect(await readdir(join(cache, "diff"))).not.toContain(
    ".gone-0a0a0a0a-0a0a0a0a0a0a",
  );
  expect(existsSync(users)).toBe(false);
});

test("a checkout that was killed while git made it is made anew", async () => {
  const path = await checkOut("v0");
  git("worktree", "lock", "--reason", "initializing", path);
  await rm(path, { recursive: true });
  expect(await checkOut("v0")).toBe(path);
  expect(existsSync(join(path, "text.md"))).toBe(true);
});
