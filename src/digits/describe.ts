import { UserError } from "../errors.ts";
import { cacheFolder, mnistFolder } from "./cache.ts";
import { type Located, type LocateOptions, locateDigits } from "./locate.ts";
import { findMnistFile, hashUnpacked, MNIST_FILES } from "./mnist/mnist.ts";
import { lastFailure } from "./quiet.ts";

/** What is known about one of MNIST's files in the cache. */
interface CachedFile {
  readonly name: string;
  readonly state: "verified" | "missing" | "wrong";
  /** Path, where there is a file. */
  readonly path?: string;
  /** For a wrong file: what was found, in one sentence. */
  readonly found?: string;
}

/** Everything that `lectern data` tells. */
export interface Description {
  /** Absolute. */
  readonly cache: string;
  readonly files: readonly CachedFile[];
  /** What a build would use; or the mistake in what was asked for. */
  readonly located: Located | UserError;
  /** Why the last download failed, while builds do not try again; else undefined. */
  readonly lastFailure: string | undefined;
}

/** Looks at the cache and at what `data` would use. Asks no network, changes nothing. */
export async function describeDigits(
  options: LocateOptions,
): Promise<Description> {
  const { env } = options;
  return {
    cache: cacheFolder(env),
    files: await Promise.all(
      MNIST_FILES.map((file) => describeFile(file.name, file.sha256, env)),
    ),
    located: await locateDigits(options).catch(asMistake),
    lastFailure: await lastFailure(env),
  };
}

async function describeFile(
  name: string,
  expected: string,
  env: NodeJS.ProcessEnv,
): Promise<CachedFile> {
  const path = await findMnistFile(mnistFolder(env), name);
  if (path === undefined) return { name, state: "missing" };
  const found = await hashUnpacked(path, env).catch(asMistake);
  if (found === expected) return { name, state: "verified", path };
  const why =
    found instanceof UserError
      ? found.message
      : `sha256 of its unpacked bytes is ${found}, MNIST's is ${expected}`;
  return { name, state: "wrong", path, found: why };
}

function asMistake(error: unknown): UserError {
  if (error instanceof UserError) return error;
  throw error;
}
