import { access, constants, mkdir, rename, rm } from "node:fs/promises";
import { extname, join } from "node:path";
import type { Flags } from "../course/settings.ts";
import { UserError } from "../errors.ts";
import {
  errorCode,
  readIfThere,
  removeLeftovers,
  sha256,
  writeWhole,
} from "../files.ts";
import {
  type Manifest,
  type Part,
  type PartName,
  writeManifest,
} from "./manifest.ts";

/** Bytes by path in the topic's output folder. */
export type Files = ReadonlyMap<string, string | Uint8Array>;

/** A part to write, with the key of its inputs. */
export interface NewPart {
  readonly key: string;
  readonly files: Files;
}

export interface Written {
  /** Paths that were written because they were missing or different. */
  readonly written: string[];
  /** Files that a person had changed: from → where they were put. */
  readonly kept: { readonly from: string; readonly to: string }[];
}

/**
 * Brings the folder to hold exactly the given parts: writes what differs, leaves what is
 * equal alone, removes what an earlier build wrote and this one did not. A file that a
 * person changed by hand is put aside under another name, never lost. Killed at any moment,
 * the next call ends with the same bytes.
 */
export async function writeParts(
  folder: string,
  parts: Partial<Record<PartName, NewPart>>,
  before: Manifest | undefined,
  flags: Flags,
): Promise<Written> {
  const next = describe(parts);
  const old = before?.parts ?? {};
  const pending = merge(next);
  const ours = { ...merge(old), ...before?.pending };
  const kept: Written["kept"] = [];
  const written: string[] = [];
  try {
    const unfinished = { ...before?.pending, ...pending };
    await writeManifest(folder, {
      format: 1,
      flags,
      parts: old,
      pending: unfinished,
    });
    await removeLeftovers(folder);
    for (const { files } of Object.values(parts)) {
      for (const [path, bytes] of files) {
        const there = await readIfThere(join(folder, path));
        const hash = there === undefined ? undefined : sha256(there);
        if (hash === pending[path]) continue;
        if (hash !== undefined && hash !== ours[path]) {
          kept.push({ from: path, to: await putAside(folder, path) });
        }
        await writeWhole(join(folder, path), bytes);
        written.push(path);
      }
    }
    const all = { ...old, ...next };
    await removeStale(folder, ours, merge(all));
    await writeManifest(folder, { format: 1, flags, parts: all });
  } catch (error) {
    throw asUserError(error, folder);
  }
  return { written, kept };
}

function describe(
  parts: Partial<Record<PartName, NewPart>>,
): Partial<Record<PartName, Part>> {
  return Object.fromEntries(
    Object.entries(parts).map(([name, { key, files }]) => {
      const hashes = [...files].map(([path, bytes]) => [path, sha256(bytes)]);
      return [name, { key, files: Object.fromEntries(hashes) }];
    }),
  );
}

function merge(parts: Partial<Record<PartName, Part | undefined>>): {
  [path: string]: string;
} {
  return Object.assign({}, ...Object.values(parts).map((part) => part?.files));
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

async function removeStale(
  folder: string,
  ours: { [path: string]: string },
  now: { [path: string]: string },
): Promise<void> {
  for (const [path, hash] of Object.entries(ours)) {
    if (path in now) continue;
    const there = await readIfThere(join(folder, path));
    if (there !== undefined && sha256(there) === hash)
      await rm(join(folder, path));
  }
}

/** Makes the folder, before hours of work go into it. Throws UserError where it cannot. */
export async function openFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
    await access(folder, constants.W_OK);
  } catch (error) {
    // What Node says of a folder that is to be made on a disk that is read-only.
    const code = errorCode(error);
    throw asUserError(error, folder, code === "ENOENT" ? "EROFS" : code);
  }
}

/** The system's refusals, as something that a person can act on. */
export function asUserError(
  error: unknown,
  folder: string,
  refusal = errorCode(error),
): unknown {
  const reasons: { [code: string]: string } = {
    EACCES: "no permission",
    EPERM: "not permitted",
    EROFS: "the disk is read-only",
    ENOSPC: "the disk is full",
    EDQUOT: "the quota is used up",
    ENOTDIR: "a file is where the folder should be",
    EEXIST: "a file is where the folder should be",
    EISDIR: "a folder is where a file should be",
  };
  const reason = reasons[refusal ?? ""];
  if (reason === undefined) return error;
  return new UserError(
    `output cannot be written: ${folder}: ${reason}`,
    "choose another folder with --out DIR",
  );
}
