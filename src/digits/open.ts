import { UserError } from "../errors.ts";
import type { Digits, Sets } from "./digits.ts";
import { hashSets } from "./digits.ts";
import { readPngFolder } from "./files/png.ts";
import { openHandwriting } from "./handwriting/handwriting.ts";
import { MNIST_SHA256 } from "./identities.ts";
import { type Located, type LocateOptions, locateDigits } from "./locate.ts";
import { BRIEF, type DownloadProgress, fetchMnist } from "./mnist/download.ts";
import { readMnist } from "./mnist/mnist.ts";
import { lastFailure, rememberFailure } from "./quiet.ts";

export interface OpenOptions extends LocateOptions {
  readonly onProgress?: (progress: DownloadProgress) => void;
  /** Default: the public mirrors. */
  readonly mirrors?: readonly string[];
  readonly signal?: AbortSignal;
}

/** Digits with where they came from. */
export interface Opened {
  readonly digits: Digits;
  /** What `locateDigits` says from now on. */
  readonly identity: string;
  /** One sentence for a person, without a full stop. */
  readonly origin: string;
}

/**
 * Opens the digits that `data` asks for: `auto` is `LECTERN_DATA` → cache → verified
 * download → handwriting. Throws UserError when what was asked for cannot be had, and the
 * signal's reason.
 */
export async function openDigits(options: OpenOptions): Promise<Opened> {
  const located = await locateDigits(options);
  if (located.source.kind === "download") return download(options);
  if (located.source.kind !== "handwriting" || options.data !== "auto") {
    return read(located, options);
  }
  const failure = await lastFailure(options.env);
  if (failure !== undefined) return substitute(failure, located, options);
  try {
    return await download(options);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    await rememberFailure(options.env, error.message);
    return substitute(error.message, located, options);
  }
}

async function download(options: OpenOptions): Promise<Opened> {
  const patience = options.data === "auto" ? { patience: BRIEF } : {};
  const folder = await fetchMnist({ ...options, ...patience });
  return {
    digits: await readMnist(folder),
    identity: MNIST_SHA256,
    origin: "MNIST, downloaded just now and verified",
  };
}

async function substitute(
  failure: string,
  located: Located,
  options: OpenOptions,
): Promise<Opened> {
  const origin = `handwriting, drawn by Lectern, because ${failure} (lectern data tries again)`;
  return { ...(await read(located, options)), origin };
}

async function read(located: Located, options: OpenOptions): Promise<Opened> {
  const { source, identity, origin } = located;
  if (source.kind === "mnist") {
    const digits = await readMnist(source.folder);
    return { digits, identity, origin };
  }
  if (source.kind === "png") {
    const progress = (done: number, total: number) =>
      options.onProgress?.({ label: "reading PNGs", done, total });
    const { folder } = source;
    const sets = await readPngFolder(folder, progress, options.signal);
    return { digits: nameSets(sets), identity, origin };
  }
  const digits = await openHandwriting(options.env, options.onProgress);
  return { digits, identity, origin };
}

/** PNGs are called MNIST when they are MNIST_SAMPLE, name by name and pixel by pixel. */
export function nameSets(sets: Sets): Digits {
  const sha256 = hashSets(sets);
  const name = sha256 === MNIST_SHA256 ? "MNIST" : "PNG folder";
  return { ...sets, name, sha256 };
}
