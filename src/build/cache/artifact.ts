import { gunzipSync, gzipSync } from "node:zlib";
import { isInside, sha256 } from "../../files.ts";
import { isObject, parseJson } from "../../json.ts";
import { formatJson } from "../../record/format.ts";
import { parseRun, type Run } from "../../record/kept.ts";

/** Bytes that an artifact may unpack to: the largest run of a figure-heavy topic has some ten million. */
const most = 256_000_000;

/** What lies in the cache under a key: a run, or which files it depends on besides. */
export type Artifact =
  | { readonly run: Run }
  | { readonly reads: readonly string[] };

/** Why an artifact is not used. */
export class ArtifactError extends Error {
  override readonly name = "ArtifactError";
}

/** JSON in gzip: the key, and the run with its SHA-256. It holds no path that anything is written to. */
export function packRun(key: string, run: Run): Buffer {
  const text = formatJson(run);
  return pack({ format: 1, key, sha256: sha256(text), run: text });
}

/** In the place of a run: the files, from the root and with `/`, whose hashes are in its own key. */
export function packReads(key: string, reads: readonly string[]): Buffer {
  return pack({ format: 1, key, reads });
}

function pack(value: unknown): Buffer {
  return gzipSync(JSON.stringify(value));
}

/**
 * What was packed under `key`. Throws ArtifactError where it was cut off or changed, belongs to
 * another key, or is no run of this version of Lectern.
 */
export async function unpack(bytes: Buffer, key: string): Promise<Artifact> {
  const value = parseJson(unzip(bytes));
  if (!isObject(value) || value.format !== 1)
    throw new ArtifactError("not one of lectern's runs");
  if (value.key !== key) throw new ArtifactError("made for another key");
  const { run: text, reads } = value;
  if (isPaths(reads)) return { reads };
  if (typeof text !== "string" || sha256(text) !== value.sha256)
    throw new ArtifactError("not what its hash says");
  const run = await parseRun(Buffer.from(text));
  // Written as this Lectern writes it, so that the file here has the bytes that it has there.
  if (run === undefined || formatJson(run) !== text)
    throw new ArtifactError("no run that this version can read");
  return { run };
}

function unzip(bytes: Buffer): Buffer {
  try {
    return gunzipSync(bytes, { maxOutputLength: most });
  } catch {
    throw new ArtifactError("cut off, or not packed by lectern");
  }
}

/** They are hashed here, and nothing outside the project is. */
function isPaths(value: unknown): value is string[] {
  const isPath = (path: unknown) => typeof path === "string" && isInside(path);
  return Array.isArray(value) && value.every(isPath);
}
