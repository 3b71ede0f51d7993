import { readdir } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { readBounded } from "../../bounded.ts";
import type { Settings } from "../../course/settings.ts";
import { readIfThere, sha256 } from "../../files.ts";
import { type Manifest, type PartName, partNames } from "../manifest.ts";
import { compareDesk, deckPath } from "../refresh/desk.ts";
import type { Collected } from "../render/render.ts";
import { partKeys } from "../state.ts";
import type { TopicTexts } from "../texts.ts";

/** What lies in a topic's output folder. */
export interface Lying {
  readonly folder: string;
  /** The bytes of every file that the build wrote, by path; of a missing one, undefined. */
  readonly files: ReadonlyMap<string, Buffer | undefined>;
  /** The paths that lie there as the last build wrote them. */
  readonly untouched: ReadonlySet<string>;
  /** Every file of the Medium kit, by path in it. */
  readonly kit: ReadonlyMap<string, Buffer>;
  /** The deck; `isOurs` where it is one as it was generated, byte by byte. */
  readonly deck?: { readonly bytes: Buffer; readonly isOurs: boolean };
}

/** Reads the output of a build; `note` is told each folder that is listed. */
export async function readLying(
  folder: string,
  manifest: Manifest,
  note: (path: string) => void,
): Promise<Lying> {
  const kit = await readFolder(join(folder, "medium"), note);
  const files = new Map<string, Buffer | undefined>();
  const untouched = new Set<string>();
  for (const { files: written } of Object.values(manifest.parts)) {
    for (const [path, hash] of Object.entries(written)) {
      const bytes =
        (path.startsWith("medium/") ? kit.get(path.slice(7)) : undefined) ??
        (await readIfThere(join(folder, path)));
      files.set(path, bytes);
      if (bytes !== undefined && sha256(bytes) === hash) untouched.add(path);
    }
  }
  const bytes =
    files.get(deckPath) ?? (await readIfThere(join(folder, deckPath)));
  const deck = bytes && {
    bytes,
    isOurs: (await compareDesk(folder, bytes)).untouched,
  };
  return { folder, files, untouched, kit, ...(deck && { deck }) };
}

/** Every file below a folder, by path in it with `/`; none where it is missing. */
async function readFolder(
  folder: string,
  note: (path: string) => void,
  within = folder,
): Promise<Map<string, Buffer>> {
  note(folder);
  const files = new Map<string, Buffer>();
  const entries = await readdir(folder, { withFileTypes: true }).catch(
    () => [],
  );
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      for (const [name, bytes] of await readFolder(path, note, within))
        files.set(name, bytes);
    }
    if (!entry.isFile()) continue;
    const name = relative(within, path).split(sep).join("/");
    files.set(name, await readBounded(path));
  }
  return files;
}

/**
 * The parts that lie there as they would be made now: what they are made from is the same, and
 * nobody touched a file of them. None of a course with code of its own, which may read what it likes.
 */
export async function findMade(
  { untouched }: Lying,
  { parts }: Manifest,
  run: string,
  texts: TopicTexts,
  settings: Settings,
): Promise<ReadonlySet<PartName>> {
  if (settings.code !== undefined) return new Set();
  const keys = await partKeys(run, texts, settings);
  const made = partNames.filter((name) => {
    const part = parts[name];
    if (part?.key !== keys[name]) return false;
    return Object.keys(part.files).every((path) => untouched.has(path));
  });
  return new Set(made);
}

/** The paths of the parts made now whose files on the disk are missing, or others. */
export async function findStale(
  { folder, files: known, untouched, deck }: Lying,
  parts: Collected["parts"],
): Promise<string[]> {
  const stale: string[] = [];
  for (const [path, made] of Object.values(parts).flatMap((files) => [
    ...files,
  ])) {
    const now = Buffer.from(made);
    const there = known.get(path) ?? (await readIfThere(join(folder, path)));
    if (there?.equals(now)) continue;
    // A person's work in the deck does not make it old.
    if (path === deckPath && deck?.isOurs === false) {
      const { isStale } = await compareDesk(folder, deck.bytes, now);
      if (!isStale) continue;
    }
    // What a hand changed in the kit the rules have looked at: MD-57.
    if (untouched.has(path) || !path.startsWith("medium/")) stale.push(path);
  }
  return stale;
}
