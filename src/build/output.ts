import { createRequire } from "node:module";
import type { Flags } from "../course/settings.ts";
import { sha256 } from "../files.ts";
import { formatJson } from "../record/format.ts";
import { writeOutput } from "./folder.ts";
import {
  type Hashes,
  type Manifest,
  manifestPath,
  type Part,
  type PartName,
} from "./manifest.ts";
import { type Change, commit, hashOf, type Kept } from "./transaction.ts";

const { version } = createRequire(import.meta.url)("../../package.json");

/** Bytes by path in the topic's output folder. */
export type Files = ReadonlyMap<string, string | Uint8Array>;

/** A part to write, with the key of its inputs. */
interface NewPart {
  readonly key: string;
  readonly files: Files;
}

/** What is written beside the parts, and what of a person's is in them. */
export interface Beside {
  /** Files of Lectern's own. */
  readonly notes?: Files;
  /** Files of Lectern's own that it keeps no longer. */
  readonly gone?: readonly string[];
  /** SHA-256 of a person's version that went into the new file, by path. */
  readonly merged?: Hashes;
}

type NewParts = { readonly [name in PartName]?: NewPart };

/** A part to make, with the key of what it is made from. */
export interface Wanted {
  readonly name: PartName;
  readonly key: string;
}

/** The parts that were made, each with the key of its inputs. */
export function withKeys(
  parts: { readonly [name in PartName]?: Files },
  wanted: readonly Wanted[],
): NewParts {
  const made = wanted.flatMap(({ name, key }) => {
    const files = parts[name];
    return files === undefined ? [] : [[name, { key, files }] as const];
  });
  return Object.fromEntries(made);
}

export interface Written {
  /** Paths that were written because they were missing or different. */
  readonly written: readonly string[];
  /** Files that a person had changed: from → where they were put. */
  readonly kept: readonly Kept[];
}

/**
 * Brings the folder to hold exactly the given parts: writes what differs, leaves what is
 * equal alone, removes what an earlier build wrote and this one did not. A file that a
 * person changed by hand is put aside under another name, never lost. All of it happens or
 * nothing; the caller holds the folder's lock.
 */
export async function writeParts(
  folder: string,
  parts: NewParts,
  before: Manifest | undefined,
  flags: Flags,
  { notes = new Map(), gone = [], merged = {} }: Beside = {},
): Promise<Written> {
  const old = before?.parts ?? {};
  const all = { ...old, ...describe(parts) };
  const manifest: Manifest = {
    ...{ format: 1, flags, parts: all },
    lectern: version,
  };
  return writeOutput(async () => {
    const writes = await findWrites(folder, parts, merge(old), merged);
    const kept = await commit(folder, {
      writes: [
        ...writes,
        ...[...notes].map(([path, bytes]) => ({ path, bytes })),
        // Last: while it says what was, the rest is not done.
        { path: manifestPath, bytes: formatJson(manifest) },
      ],
      removals: [
        ...findRemovals(merge(old), merge(all)),
        ...(await findGone(folder, gone)),
      ],
    });
    return { written: writes.map(({ path }) => path), kept };
  });
}

function describe(parts: NewParts): { readonly [name in PartName]?: Part } {
  return Object.fromEntries(
    Object.entries(parts).map(([name, { key, files }]) => {
      const hashes = [...files].map(([path, bytes]) => [path, sha256(bytes)]);
      return [name, { key, files: Object.fromEntries(hashes) }];
    }),
  );
}

function merge(parts: { readonly [name in PartName]?: Part }): Hashes {
  return Object.assign({}, ...Object.values(parts).map((part) => part?.files));
}

async function findWrites(
  folder: string,
  parts: NewParts,
  ours: Hashes,
  merged: Hashes,
): Promise<Change["writes"]> {
  const writes: Change["writes"][number][] = [];
  for (const { files } of Object.values(parts)) {
    for (const [path, bytes] of files) {
      if ((await hashOf(folder, path)) === sha256(bytes)) continue;
      const hashes = [ours[path], merged[path]].filter(
        (hash) => hash !== undefined,
      );
      writes.push({ path, bytes, ours: hashes });
    }
  }
  return writes;
}

/** The removals of files of Lectern's own, as they lie there now. */
export async function findGone(
  folder: string,
  paths: readonly string[],
): Promise<Change["removals"]> {
  const hashes = paths.map(async (path) => {
    const hash = await hashOf(folder, path);
    return { path, ours: hash === undefined ? [] : [hash] };
  });
  return Promise.all(hashes);
}

function findRemovals(before: Hashes, now: Hashes): Change["removals"] {
  return Object.entries(before)
    .filter(([path]) => !(path in now))
    .map(([path, hash]) => ({ path, ours: [hash] }));
}
