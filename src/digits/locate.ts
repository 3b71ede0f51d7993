import { stat } from "node:fs/promises";
import { didYouMean, UserError } from "../errors.ts";
import { isMissing } from "../files.ts";
import { mnistFolder } from "./cache.ts";
import type { Digits } from "./digits.ts";
import { findPngFolder, hashListing } from "./files/png-folder.ts";
import { HANDWRITING_SHA256, MNIST_SHA256 } from "./identities.ts";
import { findMnistFile, MNIST_FILES, verifyMnist } from "./mnist/mnist.ts";

/** Which digits a build would use, found without opening them. */
export interface Located {
  readonly name: Digits["name"];
  /**
   * Same identity, same digits: their `sha256`, or for a folder of PNGs `hashListing`,
   * because to hash 14,434 pictures takes longer than a build that has nothing to do.
   */
  readonly identity: string;
  /** Where they come from: one sentence for a person. */
  readonly origin: string;
  readonly source: Source;
}

/** Where to read them. */
type Source =
  | { readonly kind: "mnist"; readonly folder: string }
  | { readonly kind: "png"; readonly folder: string }
  | { readonly kind: "download" }
  | { readonly kind: "handwriting" };

export interface LocateOptions {
  /** `auto`, `mnist`, `handwriting`, or a folder. */
  readonly data: string;
  readonly env: NodeJS.ProcessEnv;
}

const WORDS = ["auto", "mnist", "handwriting"];

/**
 * Says in a few hundredths of a second which digits would be used. It never asks the
 * network: `auto` is `LECTERN_DATA`, else the cache, else handwriting. So what was built on
 * handwriting stays up to date until MNIST comes into the cache (`lectern data`), and a
 * machine without network is not asked to find that out at every build. `mnist` that is not
 * there yet has MNIST's identity, because nothing else passes the download's verification.
 * Throws UserError when what was asked for is there and cannot be used, or is not there.
 */
export async function locateDigits(options: LocateOptions): Promise<Located> {
  const { data, env } = options;
  if (data === "handwriting") return handwriting("as asked");
  if (!WORDS.includes(data)) return locateFolder(data, data, env);
  const folder = env.LECTERN_DATA;
  if (folder) {
    const located = await locateFolder(folder, `LECTERN_DATA (${folder})`, env);
    if (data === "auto" || located.name === "MNIST") return located;
    throw new UserError(
      `LECTERN_DATA is not MNIST: ${folder}`,
      "unset LECTERN_DATA to use the cache or a download",
    );
  }
  if (await isCached(env)) return mnist(mnistFolder(env), "the cache");
  if (data === "auto") return handwriting("until lectern data fetches MNIST");
  return {
    name: "MNIST",
    identity: MNIST_SHA256,
    origin: "MNIST, which is not downloaded yet",
    source: { kind: "download" },
  };
}

/** True when the cache holds MNIST's four files, verified. */
async function isCached(env: NodeJS.ProcessEnv): Promise<boolean> {
  try {
    await verifyMnist(mnistFolder(env), env);
    return true;
  } catch (error) {
    if (error instanceof UserError) return false;
    throw error;
  }
}

function mnist(folder: string, from: string): Located {
  return {
    name: "MNIST",
    identity: MNIST_SHA256,
    origin: `MNIST from ${from}`,
    source: { kind: "mnist", folder },
  };
}

function handwriting(why: string): Located {
  return {
    name: "handwriting",
    identity: HANDWRITING_SHA256,
    origin: `handwriting, drawn by Lectern (${why})`,
    source: { kind: "handwriting" },
  };
}

/** `shown` is how the person named the folder. */
async function locateFolder(
  folder: string,
  shown: string,
  env: NodeJS.ProcessEnv,
): Promise<Located> {
  await checkFolder(folder, shown);
  const pngs = await findPngFolder(folder);
  if (pngs !== undefined) return locatePngs(pngs, shown);
  const found = await Promise.all(
    MNIST_FILES.map((file) => findMnistFile(folder, file.name)),
  );
  if (found.every((path) => path === undefined)) {
    throw new UserError(
      `no digits in data folder: ${shown}`,
      "it needs MNIST's four idx files, or PNGs in train/3, train/7, valid/3, valid/7",
    );
  }
  await verifyMnist(folder, env);
  return mnist(folder, shown);
}

async function checkFolder(folder: string, shown: string): Promise<void> {
  try {
    if ((await stat(folder)).isDirectory()) return;
  } catch (error) {
    if (!isMissing(error)) {
      throw new UserError(`cannot read data folder: ${shown}: ${error}`);
    }
    const near = didYouMean(folder, WORDS);
    throw new UserError(
      `data folder is missing: ${shown}`,
      near ??
        `--data and LECTERN_DATA take a folder; --data also ${WORDS.join(", ")}`,
    );
  }
  throw new UserError(
    `data folder is a file: ${shown}`,
    "give the folder that holds it",
  );
}

/** `shown` is how the person named the folder. */
async function locatePngs(folder: string, shown: string): Promise<Located> {
  return {
    name: "PNG folder",
    identity: await hashListing(folder),
    origin: `PNGs from ${shown}`,
    source: { kind: "png", folder },
  };
}
