import { join } from "node:path";
import { z } from "zod";
import { readIfThere, writeWhole } from "../files.ts";
import { formatJson } from "../record/format.ts";

/**
 * What Lectern knows of one topic's output: which inputs made which files. It lives in
 * `output/<topic>/.lectern/`; without it everything is simply made again.
 */

const hashes = z.record(z.string(), z.string());

/** Files that are made together from the same inputs. */
const Part = z.object({
  /** Hash of everything that the part was made from. */
  key: z.string(),
  /** SHA-256 by path in the topic's output folder. */
  files: hashes,
});

const Manifest = z.object({
  format: z.literal(1),
  parts: z.object({
    run: Part.optional(),
    article: Part.optional(),
    deck: Part.optional(),
  }),
  /** What an unfinished build was about to write: ours too, after a power cut. */
  pending: hashes.optional(),
});

export type Part = z.infer<typeof Part>;
export type Manifest = z.infer<typeof Manifest>;
export type PartName = keyof Manifest["parts"];

const file = ".lectern/manifest.json";

/** The manifest in a topic's output folder; undefined when there is none that can be used. */
export async function readManifest(
  folder: string,
): Promise<Manifest | undefined> {
  const bytes = await readIfThere(join(folder, file));
  if (bytes === undefined) return undefined;
  try {
    return Manifest.parse(JSON.parse(bytes.toString()));
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
