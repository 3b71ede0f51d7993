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

/** Bytes by path in the topic's output folder. */
export type Files = ReadonlyMap<string, string | Uint8Array>;

/** A part to write, with the key of its inputs. */
export interface NewPart {
  readonly key: string;
  readonly files: Files;
}

type NewParts = { readonly [name in PartName]?: NewPart };

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
 * nothing; the caller holds the folder's lock. `notes` are files of Lectern's own.
 */
export async function writeParts(
  folder: string,
  parts: NewParts,
  before: Manifest | undefined,
  flags: Flags,
  notes: Files = new Map(),
): Promise<Written> {
  const old = before?.parts ?? {};
  const all = { ...old, ...describe(parts) };
  const manifest: Manifest = { format: 1, flags, parts: all };
  return writeOutput(async () => {
    const writes = await findWrites(folder, parts, merge(old));
    const kept = await commit(folder, {
      writes: [
        ...writes,
        ...[...notes].map(([path, bytes]) => ({ path, bytes })),
        // Last: while it says what was, the rest is not done.
        { path: manifestPath, bytes: formatJson(manifest) },
      ],
      removals: findRemovals(merge(old), merge(all)),
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
): Promise<Change["writes"]> {
  const writes: Change["writes"][number][] = [];
  for (const { files } of Object.values(parts)) {
    for (const [path, bytes] of files) {
      if ((await hashOf(folder, path)) === sha256(bytes)) continue;
      const hash = ours[path];
      writes.push({ path, bytes, ours: hash === undefined ? [] : [hash] });
    }
  }
  return writes;
}

function findRemovals(before: Hashes, now: Hashes): Change["removals"] {
  return Object.entries(before)
    .filter(([path]) => !(path in now))
    .map(([path, hash]) => ({ path, ours: [hash] }));
}
