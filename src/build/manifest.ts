import { join } from "node:path";
import type { Flags } from "../course/settings.ts";
import { readIfThere, writeWhole } from "../files.ts";
import { formatJson } from "../record/format.ts";

/**
 * What Lectern knows of one topic's output: which inputs made which files. It lives in
 * `output/<topic>/.lectern/`; without it everything is simply made again.
 */
export interface Manifest {
  readonly format: 1;
  readonly parts: { readonly [name in PartName]?: Part };
  /** How the documents were asked for. */
  readonly flags: Flags;
  /** What an unfinished build was about to write: ours too, after a power cut. */
  readonly pending?: Hashes;
}

/** SHA-256 by path in the topic's output folder. */
export interface Hashes {
  readonly [path: string]: string;
}

/** Files that are made together from the same inputs. */
export interface Part {
  /** Hash of everything that the part was made from. */
  readonly key: string;
  readonly files: Hashes;
}

export type PartName = "run" | "article" | "deck";

const file = ".lectern/manifest.json";

/** The manifest in a topic's output folder; undefined when there is none that can be used. */
export async function readManifest(
  folder: string,
): Promise<Manifest | undefined> {
  const bytes = await readIfThere(join(folder, file));
  if (bytes === undefined) return undefined;
  try {
    const manifest: Manifest = JSON.parse(bytes.toString());
    const parts = Object.values(manifest.parts);
    const whole = parts.every((part) => typeof part.files === "object");
    return manifest.format === 1 && whole ? manifest : undefined;
  } catch {
    return undefined;
  }
}

export function writeManifest(
  folder: string,
  manifest: Manifest,
): Promise<void> {
  return writeWhole(join(folder, file), formatJson(manifest));
}
