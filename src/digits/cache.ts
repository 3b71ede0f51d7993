import { join, resolve } from "node:path";
import envPaths from "env-paths";
import { readBounded } from "../bounded.ts";
import { writeWhole } from "../files.ts";

/** Nothing that is kept has more bytes: the handwriting, the largest, has 11 MB. */
const LARGEST = 16 * 1024 * 1024;

/**
 * Where Lectern keeps what it fetched or made: `LECTERN_CACHE` when set, else the
 * platform's cache folder (`~/.cache/lectern`, `~/Library/Caches/lectern`,
 * `%LOCALAPPDATA%\lectern\Cache`). Safe to delete at any time.
 */
export function cacheFolder(env: NodeJS.ProcessEnv): string {
  return env.LECTERN_CACHE
    ? resolve(env.LECTERN_CACHE)
    : envPaths("lectern", { suffix: "" }).cache;
}

/** The cache's folder for the four packed files of MNIST. */
export function mnistFolder(env: NodeJS.ProcessEnv): string {
  return join(cacheFolder(env), "mnist");
}

/**
 * Keeps bytes for a later run. A cache that cannot be written costs time, never a result,
 * so this returns false in place of throwing.
 */
export async function keep(
  env: NodeJS.ProcessEnv,
  name: string,
  bytes: string | Uint8Array,
): Promise<boolean> {
  try {
    await writeWhole(join(cacheFolder(env), name), bytes);
    return true;
  } catch {
    return false;
  }
}

/** What `keep` kept under this name; undefined where there is nothing that can be read. */
export async function kept(
  env: NodeJS.ProcessEnv,
  name: string,
): Promise<Buffer | undefined> {
  try {
    return await readBounded(join(cacheFolder(env), name), LARGEST);
  } catch {
    return undefined;
  }
}
