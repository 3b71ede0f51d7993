import { areSame, type Classes, courseClasses } from "../classes.ts";
import { UserError } from "../errors.ts";
import type { Digits, Sets } from "./digits.ts";
import { hashSets } from "./digits.ts";
import { readPictureFolder } from "./files/read-pictures.ts";
import { openHandwriting } from "./handwriting/handwriting.ts";
import { MNIST_SHA256 } from "./identities.ts";
import { type Located, type LocateOptions, locateDigits } from "./locate.ts";
import { BRIEF, type DownloadProgress, fetchMnist } from "./mnist/download.ts";
import { readIdxFolder, readMnist } from "./mnist/mnist.ts";
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
 * Opens the digits that `data` asks for, the two `classes` of them (default: 3 and 7): `auto` is `LECTERN_DATA` → cache → verified
 * download → handwriting. Throws UserError when what was asked for cannot be had, and the
 * signal's reason.
 */
export async function openDigits(asked: OpenOptions): Promise<Opened> {
  const options = { ...asked, classes: asked.classes ?? courseClasses };
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

/** Options with the two classes to open. */
interface Chosen extends OpenOptions {
  readonly classes: Classes;
}

async function download(options: Chosen): Promise<Opened> {
  const patience = options.data === "auto" ? { patience: BRIEF } : {};
  const folder = await fetchMnist({ ...options, ...patience });
  return {
    digits: await readMnist(folder, options.classes),
    identity: MNIST_SHA256,
    origin: "MNIST, downloaded just now and verified",
  };
}

async function substitute(
  failure: string,
  located: Located,
  options: Chosen,
): Promise<Opened> {
  const origin = `handwriting, drawn by Lectern, because ${failure} (lectern data tries again)`;
  return { ...(await read(located, options)), origin };
}

async function read(located: Located, options: Chosen): Promise<Opened> {
  const { source, identity, origin } = located;
  const { classes, labels } = options;
  if (source.kind === "mnist") {
    const digits = await readMnist(source.folder, classes);
    return { digits, identity, origin };
  }
  if (source.kind === "idx") {
    const digits = await readIdxFolder(source.folder, classes, labels);
    return { digits, identity, origin };
  }
  if (source.kind === "pictures") {
    const progress = (done: number, total: number) =>
      options.onProgress?.({ label: "reading pictures", done, total });
    const { signal } = options;
    const { found } = source;
    const sets = await readPictureFolder(found, classes, progress, signal);
    return { digits: nameSets(sets), identity, origin };
  }
  const drawn = await openHandwriting(options.env, options.onProgress);
  const digits = areSame(classes, courseClasses) ? drawn : turnRound(drawn);
  return { digits, identity, origin };
}

/** The same pictures with 7 as the first class: the other order of what is drawn. */
function turnRound(digits: Digits): Digits {
  const { train, valid } = digits;
  const [first, second] = digits.classes;
  const turned: Sets = {
    classes: [second, first],
    train: { threes: train.sevens, sevens: train.threes },
    valid: { threes: valid.sevens, sevens: valid.threes },
  };
  return { ...digits, ...turned, sha256: hashSets(turned) };
}

/** Pictures are called MNIST when they are MNIST_SAMPLE, name by name and pixel by pixel. */
export function nameSets(sets: Sets): Digits {
  const sha256 = hashSets(sets);
  const name = sha256 === MNIST_SHA256 ? "MNIST" : "picture folder";
  return { ...sets, name, sha256 };
}
