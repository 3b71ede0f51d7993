import { randomUUID } from "node:crypto";
import { open, readdir, rename, rm } from "node:fs/promises";
import { dirname, extname, join } from "node:path";
import {
  isInside,
  isLeftover,
  isMissing,
  makeFolder,
  readIfThere,
  removeLeftovers,
  sha256,
  writeThrough,
  writeWhole,
} from "../files.ts";
import { isHash, isObject, parseJson } from "../json.ts";
import { formatJson } from "../record/format.ts";
import { isLocked, lockName } from "./lock.ts";

/**
 * Changes of a topic's output folder that happen all or not at all. Every new file is written
 * into a staging folder first, where a full disk hurts nobody; then a journal says what is to
 * be moved where; then everything is moved. Killed before the journal stands, the old output
 * is whole; after it, the next build finishes what the journal says.
 */
export interface Change {
  readonly writes: readonly Write[];
  readonly removals: readonly Removal[];
}

interface Write {
  /** In the output folder, with `/`. */
  readonly path: string;
  readonly bytes: string | Uint8Array;
  /**
   * SHA-256 of what Lectern itself may have put there: what is neither is a person's, and is
   * put aside. Undefined: nothing there is a person's.
   */
  readonly ours?: readonly string[];
}

interface Removal {
  readonly path: string;
  /** Removed only while it holds one of these. */
  readonly ours: readonly string[];
}

/** Files that a person had changed: from → where they were put. */
export interface Kept {
  readonly from: string;
  readonly to: string;
}

/** What is still to be done, as it is kept on the disk. */
interface Journal {
  readonly format: 1;
  readonly moves: readonly Move[];
  readonly removals: readonly Removal[];
}

interface Move {
  readonly path: string;
  /** Name in the staging folder. */
  readonly staged: string;
  readonly sha256: string;
  readonly ours?: readonly string[];
}

const own = ".lectern";
const stagingPath = `${own}/staged`;
const journalPath = `${own}/journal.json`;

/**
 * Makes the change in `folder`, whose lock the caller holds. Returns the files that it put
 * aside. Throws what the disk refuses: then either nothing was changed, or the journal stands.
 */
export async function commit(folder: string, change: Change): Promise<Kept[]> {
  const staging = join(folder, stagingPath);
  try {
    await makeFolder(staging);
    const moves = await stage(staging, change.writes);
    // In the way of a move there must be no folder that is not there yet.
    for (const { path } of moves) await makeFolder(dirname(join(folder, path)));
    await syncFolder(staging);
    const journal: Journal = { format: 1, moves, removals: change.removals };
    await writeWhole(join(folder, journalPath), formatJson(journal));
    await syncFolder(join(folder, own));
  } catch (error) {
    await rm(staging, { recursive: true, force: true }).catch(() => {});
    throw error;
  }
  // What fails once may go through at the second try: the disk then holds one state, not two.
  const kept: Kept[] = [];
  await recover(folder, kept).catch(() => recover(folder, kept));
  return kept;
}

/**
 * Finishes what a killed build began, or clears away what it had not begun. Returns the files
 * that it put aside. The caller holds the folder's lock.
 */
export async function recover(
  folder: string,
  kept: Kept[] = [],
): Promise<Kept[]> {
  const journal = parseJournal(
    parseJson(await readIfThere(join(folder, journalPath))),
  );
  if (journal !== undefined) await finish(folder, journal, kept);
  await rm(join(folder, journalPath), { force: true });
  await rm(join(folder, stagingPath), { recursive: true, force: true });
  await removeLeftovers(join(folder, own));
  return kept;
}

/** True when a killed build left something in the folder, or another one is at work there. */
export async function isUnfinished(folder: string): Promise<boolean> {
  const names: string[] = await readdir(join(folder, own)).catch((error) => {
    if (isMissing(error)) return [];
    throw error;
  });
  const signs = [stagingPath, journalPath].map((path) =>
    path.slice(own.length + 1),
  );
  return (
    names.some((name) => isLeftover(name) || signs.includes(name)) ||
    (names.includes(lockName) && (await isLocked(folder)))
  );
}

async function stage(
  staging: string,
  writes: Change["writes"],
): Promise<Move[]> {
  const run = randomUUID().slice(0, 8);
  return Promise.all(
    writes.map(async ({ path, bytes, ours }, index) => {
      const staged = `${run}-${index}`;
      await writeThrough(join(staging, staged), bytes);
      const move = { path, staged, sha256: sha256(bytes) };
      return ours === undefined ? move : { ...move, ours };
    }),
  );
}

/** Does what is not done yet: run again after any step, it ends with the same bytes. */
async function finish(
  folder: string,
  journal: Journal,
  kept: Kept[],
): Promise<void> {
  for (const { path, staged, sha256: hash, ours } of journal.moves) {
    const from = join(folder, stagingPath, staged);
    if ((await readIfThere(from)) === undefined) continue;
    const there = await hashOf(folder, path);
    if (ours !== undefined && there !== undefined && there !== hash) {
      if (!ours.includes(there))
        kept.push({ from: path, to: await putAside(folder, path) });
    }
    await rename(from, join(folder, path));
  }
  for (const { path, ours } of journal.removals) {
    const there = await hashOf(folder, path);
    if (there !== undefined && ours.includes(there))
      await rm(join(folder, path));
  }
}

/** Of the file there; undefined where there is none. */
export async function hashOf(
  folder: string,
  path: string,
): Promise<string | undefined> {
  const bytes = await readIfThere(join(folder, path));
  return bytes === undefined ? undefined : sha256(bytes);
}

/** `article.md` → `article.yours-1.md`: the first name that is free. */
async function putAside(folder: string, path: string): Promise<string> {
  const ending = extname(path);
  const stem = path.slice(0, path.length - ending.length);
  for (let n = 1; ; n++) {
    const to = `${stem}.yours-${n}${ending}`;
    if ((await readIfThere(join(folder, to))) !== undefined) continue;
    await rename(join(folder, path), join(folder, to));
    return to;
  }
}

/** A journal that leads out of the folder, or is none, is not followed. */
function parseJournal(value: unknown): Journal | undefined {
  if (!isObject(value) || value.format !== 1) return undefined;
  const { moves, removals } = value;
  if (!Array.isArray(moves) || !moves.every(isMove)) return undefined;
  if (!Array.isArray(removals) || !removals.every(isRemoval)) return undefined;
  return { format: 1, moves, removals };
}

function isMove(value: unknown): value is Move {
  if (!isObject(value) || !isPath(value.path)) return false;
  const { staged, sha256: hash, ours } = value;
  const isName = typeof staged === "string" && /^[0-9a-f]+-\d+$/.test(staged);
  return isName && isHash(hash) && (ours === undefined || isHashes(ours));
}

function isRemoval(value: unknown): value is Removal {
  return isObject(value) && isPath(value.path) && isHashes(value.ours);
}

function isPath(value: unknown): value is string {
  return typeof value === "string" && isInside(value);
}

function isHashes(value: unknown): value is string[] {
  return Array.isArray(value) && value.every(isHash);
}

/** Windows has no such call for a folder, and keeps the order without it. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r").catch(() => undefined);
  await handle?.sync().catch(() => {});
  await handle?.close();
}
