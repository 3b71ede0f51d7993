import { existsSync, statSync } from "node:fs";
import { copyFile, mkdir, readdir, rm, symlink } from "node:fs/promises";
import { join } from "node:path";
import { UserError } from "../../errors.ts";
import { sha256 } from "../../files.ts";
import { home } from "../../topic/topic.ts";
import { askGit } from "./git.ts";

/** A commit of a project, and where it is checked out. */
export interface Commit {
  readonly commit: string;
  /** The name of its folder below the one of all checkouts. */
  readonly name: string;
  /** The repository's folder, absolute. */
  readonly top: string;
  /** The project's folder in it, with `/` at its end; "" where it is the same. */
  readonly prefix: string;
}

/** A commit of a project, checked out in a folder of its own. */
export interface Checkout {
  /** The project's folder in it, absolute. */
  readonly root: string;
  readonly commit: string;
  readonly notes: readonly string[];
}

/** The commit that `ref` names in the repository around `root`; undefined where it names none. */
export async function findCommit(
  ref: string,
  root: string,
  signal: AbortSignal,
): Promise<Commit | undefined> {
  // What begins with - would be an option.
  const asked = [
    "rev-parse",
    "--verify",
    "--end-of-options",
    `${ref}^{commit}`,
  ];
  const commit = await askGit(root, asked, signal);
  if (commit === undefined) return undefined;
  const top = (await askGit(root, ["rev-parse", "--show-toplevel"])) ?? root;
  const prefix = (await askGit(root, ["rev-parse", "--show-prefix"])) ?? "";
  const name = `${sha256(top).slice(0, 8)}-${commit.slice(0, 12)}`;
  return { commit, name, top, prefix };
}

/**
 * Checks the commit out below `folder`, or takes the checkout that is there; nobody else may do so
 * at the same time. Throws UserError where git will not.
 */
export async function checkOut(
  { commit, name, top, prefix }: Commit,
  folder: string,
  signal: AbortSignal,
): Promise<Checkout> {
  const path = join(folder, name);
  await placeWorktree(path, commit, top, signal);
  const notes = await linkPackages(path, top, commit);
  return { root: join(path, prefix), commit, notes };
}

/** Windows lets everybody link a folder, and few people a file. */
async function link(target: string, path: string): Promise<void> {
  if (statSync(target).isDirectory()) await symlink(target, path, "junction");
  else await copyFile(target, path);
}

async function placeWorktree(
  folder: string,
  commit: string,
  top: string,
  signal: AbortSignal,
): Promise<void> {
  if (existsSync(folder)) {
    const there = await askGit(folder, ["rev-parse", "HEAD"]);
    const dirty = await askGit(folder, ["status", "--porcelain", "-uno"]);
    if (there === commit && dirty === "") return;
    await rm(folder, { recursive: true, force: true });
  }
  await askGit(top, ["worktree", "prune"]);
  // Twice: one that was killed while it was made is locked, and its folder gone.
  const force = ["--force", "--force"];
  const add = ["worktree", "add", ...force, "--detach", "--quiet"];
  const made = await askGit(top, [...add, folder, commit], signal);
  if (made !== undefined) return;
  throw new UserError(
    `commit cannot be checked out: ${commit.slice(0, 12)}`,
    `try it by hand: git worktree add ${folder} ${commit.slice(0, 12)}`,
  );
}

/**
 * Gives the checkout the packages that are installed, each by a link: the bundle that Lectern keeps
 * beside them is made of one folder's sources, and must not be another's.
 */
async function linkPackages(
  folder: string,
  top: string,
  commit: string,
): Promise<string[]> {
  const own = join(top, "node_modules");
  const installed = existsSync(own) ? own : join(home, "node_modules");
  const links = join(folder, "node_modules");
  if (!existsSync(links)) {
    await mkdir(links);
    for (const name of await readdir(installed))
      if (name !== ".cache")
        await link(join(installed, name), join(links, name));
  }
  const lock = ["diff", "--quiet", commit, "--", "package-lock.json"];
  return (await askGit(top, lock)) === undefined
    ? [
        "its package-lock.json is another: it ran with the packages installed now",
      ]
    : [];
}
