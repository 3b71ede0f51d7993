import { rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { cacheFolder, keep, kept } from "./cache.ts";

/** How long a failed download is not tried again of Lectern's own accord, in minutes. */
const QUIET = 15;

const NAME = "download-failed.txt";

/** For a cache that cannot be written: what this process knows. */
const known = new Map<string, string>();

/** Why the last download failed, while it is too soon to try again; else undefined. */
export async function lastFailure(
  env: NodeJS.ProcessEnv,
): Promise<string | undefined> {
  const here = known.get(cacheFolder(env));
  if (here !== undefined) return here;
  try {
    const path = join(cacheFolder(env), NAME);
    const { mtimeMs } = await stat(path);
    // A time in the future is a clock that was set back: not believed either.
    const minutes = Math.abs(Date.now() - mtimeMs) / 60_000;
    return minutes < QUIET ? (await kept(env, NAME))?.toString() : undefined;
  } catch {
    return undefined;
  }
}

/** Notes that the download failed now, for this process and for those to come. */
export async function rememberFailure(
  env: NodeJS.ProcessEnv,
  reason: string,
): Promise<void> {
  known.set(cacheFolder(env), reason);
  await keep(env, NAME, reason);
}

/** The download works again. */
export async function forgetFailure(env: NodeJS.ProcessEnv): Promise<void> {
  known.delete(cacheFolder(env));
  await rm(join(cacheFolder(env), NAME), { force: true });
}
