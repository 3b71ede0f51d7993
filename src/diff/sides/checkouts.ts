import { readdir, rename, rm, stat, utimes } from "node:fs/promises";
import { join } from "node:path";
import { isShared, share, withLock } from "../../build/lock.ts";
import { askGit } from "./git.ts";
import { type Checkout, checkOut, findCommit } from "./worktree.ts";

/**
 * Checkouts that stay for the next time, those in use counted: their runs are what makes a second
 * comparison quick, and each has the sources and the outputs of a whole course.
 */
export const mostKept = 6;

/** As `checkOut` calls them, and as they are called while they are removed. */
const isCheckout = (name: string) => /^[0-9a-f]{8}-[0-9a-f]{12}$/.test(name);
const isGoing = (name: string) => name.startsWith(".gone-");

/** The commits that one comparison has checked out below a cache, until it is closed. */
export class Checkouts {
  readonly #folder: string;
  readonly #signal: AbortSignal;
  readonly #shared: (() => Promise<void>)[] = [];

  constructor(cache: string, signal: AbortSignal) {
    this.#folder = join(cache, "diff");
    this.#signal = signal;
  }

  /**
   * Checks `ref` of the repository around `root` out, and removes the checkouts beyond `mostKept`
   * that were not used for the longest time and are not in use, also what a killed comparison has
   * left; undefined where `ref` names no commit. Throws UserError where git will not.
   */
  async checkOut(ref: string, root: string): Promise<Checkout | undefined> {
    const [folder, signal] = [this.#folder, this.#signal];
    const found = await findCommit(ref, root, signal);
    if (found === undefined) return undefined;
    const work = async () => {
      this.#shared.push(await share(usersOf(folder, found.name)));
      const checkout = await checkOut(found, folder, signal);
      const now = new Date();
      await utimes(join(folder, found.name), now, now);
      await sweep(folder);
      return checkout;
    };
    return withLock(folder, signal, () => {}, work);
  }

  /** Lets later comparisons remove what was checked out. */
  async close(): Promise<void> {
    for (const release of this.#shared.splice(0)) await release();
  }
}

/** Beside the checkouts: in one of them it would be a file that git does not know. */
function usersOf(folder: string, name: string): string {
  return join(folder, ".users", name);
}

async function sweep(folder: string): Promise<void> {
  const names = await readdir(folder);
  for (const name of names.filter(isGoing)) await remove(join(folder, name));
  const ages = new Map<string, number>();
  for (const name of names.filter(isCheckout))
    ages.set(name, (await stat(join(folder, name))).mtimeMs);
  const byUse = [...ages].sort(([, a], [, b]) => b - a);
  for (const [name] of byUse.slice(mostKept)) {
    if (await isShared(usersOf(folder, name))) continue;
    await removeCheckout(folder, name);
  }
}

/** Under another name first: what is killed in between leaves no half of a checkout. */
async function removeCheckout(folder: string, name: string): Promise<void> {
  const [path, going] = [join(folder, name), join(folder, `.gone-${name}`)];
  const asked = ["rev-parse", "--path-format=absolute", "--git-common-dir"];
  const repository = await askGit(path, asked);
  await askGit(path, ["worktree", "unlock", path]);
  const isMoved = await rename(path, going).then(
    () => true,
    // A file of it is open, where that counts: the next comparison tries again.
    () => false,
  );
  if (!isMoved) return;
  if (repository !== undefined) await askGit(repository, ["worktree", "prune"]);
  await remove(going);
  await rm(usersOf(folder, name), { recursive: true, force: true });
}

/** What cannot be removed now is removed by the next comparison. */
function remove(path: string): Promise<void> {
  return rm(path, { recursive: true, force: true, maxRetries: 3 }).catch(
    () => {},
  );
}
