import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { watchingReads } from "../bounded.ts";
import { isObject, isTexts, parseJson } from "../json.ts";
import type { Shelf } from "./shelf.ts";
import { areSettled, type Stamp, stampOf } from "./stamp.ts";

/** Milliseconds after which an edit cannot have the time of the one before: as of `areSettled`. */
const settled = 3000;

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
 * What `make` says; without making it where it said so for the same `key`, and none of the files that
 * it read then, or found missing, was written since, nor any of those that it noted: folders that it
 * listed, and what others read for it. Where it says nothing, nothing is kept.
 */
export async function whileUnread<Said extends string | undefined>(
  shelf: Shelf,
  key: string,
  make: (note: (path: string) => void) => Promise<Said>,
): Promise<Said | string> {
  const kept = shelf.get(key);
  const known = kept && parseJson(Buffer.from(kept));
  if (isAnswer(known) && Object.entries(known.files).every(isAsBefore))
    return known.said;
  const begin = Date.now();
  const read = new Map<string, Stamp | undefined>();
  const note = (path: string) => {
    if (!read.has(path)) read.set(path, stampOf(path));
  };
  const said = await watchingReads(read, () => make(note));
  if (said === undefined) return said;
  // Noted after it was read, a file may be another by now: then it was written since the beginning.
  const stamps = [...read.values()];
  if (stamps.some((stamp) => stamp && begin - stamp.time < settled))
    return said;
  const files = [...read].map(([path, stamp]) => [
    path,
    stamp?.text ?? nothing,
  ]);
  const answer: Answer = { said, files: Object.fromEntries(files) };
  shelf.put(key, Buffer.from(JSON.stringify(answer)));
  shelf.settle();
  return said;
}

/** What was said, and of which files, each with its stamp. */
interface Answer {
  readonly said: string;
  readonly files: { readonly [path: string]: string };
}

function isAnswer(value: unknown): value is Answer {
  return (
    isObject(value) && typeof value.said === "string" && isTexts(value.files)
  );
}

function isAsBefore([path, text]: readonly [string, string]): boolean {
  const now = path.startsWith(sources) ? askOfSource(path) : textOf(path);
  return now === text;
}

const textOf = (path: string) => stampOf(path)?.text ?? nothing;

/** Lectern's own sources: the code that ran one topic ran all of them. */
const sources = fileURLToPath(new URL("../../src/", import.meta.url));

/** Milliseconds for which a source is not asked of again. */
const fresh = 1000;

const asked = new Map<string, { readonly at: number; readonly text: string }>();

function askOfSource(path: string): string {
  const last = asked.get(path);
  const at = performance.now();
  if (last !== undefined && at - last.at < fresh) return last.text;
  const text = textOf(path);
  asked.set(path, { at, text });
  return text;
}
