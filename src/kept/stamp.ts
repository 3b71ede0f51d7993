import { statSync } from "node:fs";

/** Milliseconds after which an edit cannot have the time of the one before: a disk counts coarsely. */
const settled = 3000;

/** What tells whether a file was written since. */
export interface Stamp {
  /** Its size, its times and its number. */
  readonly text: string;
  /** Milliseconds since 1970 of its last change. */
  readonly time: number;
}

/**
 * The stamp of a file or folder; undefined where there is none. Whatever writes into a file sets the
 * second of its times, which nobody can set back.
 */
export function stampOf(path: string): Stamp | undefined {
  const there = statSync(path, { throwIfNoEntry: false });
  if (there === undefined) return undefined;
  const { size, mtimeMs, ctimeMs, ino } = there;
  return {
    text: `${size} ${mtimeMs} ${ctimeMs} ${ino}`,
    time: Math.max(mtimeMs, ctimeMs),
  };
}

/** Whether all of them were written so long ago that another edit must have another stamp. */
export function areSettled(stamps: Iterable<Stamp | undefined>): boolean {
  const now = Date.now();
  for (const stamp of stamps)
    if (stamp !== undefined && now - stamp.time < settled) return false;
  return true;
}
