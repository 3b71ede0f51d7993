import { join } from "node:path";
import { watchingReads } from "../bounded.ts";
import { isTexts, parseJson } from "../json.ts";
import type { Shelf } from "./shelf.ts";
import { areSettled, type Stamp, stampOf } from "./stamp.ts";

/** In the place of a stamp: there is no such file. */
const nothing = "none";

/**
 * What `make` makes of the files at `paths` below `root`; without making it where the shelf says
 * what it was and none of them was written since.
 */
export async function whileUnchanged(
  shelf: Shelf,
  root: string,
  paths: readonly string[],
  make: () => Promise<string>,
): Promise<string> {
  // Looked at before it is made: what is written meanwhile has another stamp the next time.
  const stamps = paths.map((path) => stampOf(join(root, path)));
  const known = paths.map((path, at) => [path, stamps[at]?.text ?? nothing]);
  const key = JSON.stringify([root, known]);
  const kept = shelf.get(key);
  if (kept !== undefined) return Buffer.from(kept).toString();
  const made = await make();
  if (areSettled(stamps)) {
    shelf.put(key, Buffer.from(made));
    shelf.settle();
  }
  return made;
}

/**
 * Whether `look` says yes; without looking where it said so for the same `key` and none of the files
 * that it read then, or found missing, was written since, nor any of `others`, which it asks of
 * without reading them.
 */
export async function stillTrue(
  shelf: Shelf,
  key: string,
  others: readonly string[],
  look: () => Promise<boolean>,
): Promise<boolean> {
  const kept = shelf.get(key);
  const known = kept && parseJson(Buffer.from(kept));
  if (isTexts(known) && Object.entries(known).every(isAsBefore)) return true;
  const read = new Map<string, Stamp | undefined>();
  for (const path of others) read.set(path, stampOf(path));
  if (!(await watchingReads(read, look))) return false;
  if (!areSettled(read.values())) return true;
  const stamps = [...read].map(([path, stamp]) => [
    path,
    stamp?.text ?? nothing,
  ]);
  shelf.put(key, Buffer.from(JSON.stringify(Object.fromEntries(stamps))));
  shelf.settle();
  return true;
}

function isAsBefore([path, text]: readonly [string, string]): boolean {
  return (stampOf(path)?.text ?? nothing) === text;
}
