import { existsSync, statSync } from "node:fs";
import { copyFile, mkdir, readdir, rm, symlink } from "node:fs/promises";
import { join } from "node:path";
import { UserError } from "../../errors.ts";
import { makeFolder, sha256 } from "../../files.ts";
import { home } from "../../topic/topic.ts";
import { askGit } from "./git.ts";

/** A commit of a project, checked out in a folder of its own. */
export interface Checkout {
  /** The project's folder in it, absolute. */
  readonly root: string;
  readonly commit: string;
  readonly notes: readonly string[];
}

/**
 * Checks `ref` of the repository around `root` out below `cache`, where it stays for the next time;
 * undefined where it names no commit. Throws UserError where git will not.
 */
export async function checkOut(
  ref: string,
  root: string,
  cache: string,
  signal: AbortSignal,
): Promise<Checkout | undefined> {
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
  const folder = join(cache, "diff", name);
  await placeWorktree(folder, commit, top, signal);
  const notes = await linkPackages(folder, top, commit);
  return { root: join(folder, prefix), commit, notes };
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
  await makeFolder(join(folder, ".."));
  await askGit(top, ["worktree", "prune"]);
  const add = ["worktree", "add", "--detach", "--quiet", folder, commit];
  if ((await askGit(top, add, signal)) !== undefined) return;
  // Another `lectern diff` may have been quicker.
  if ((await askGit(folder, ["rev-parse", "HEAD"])) === commit) return;
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
