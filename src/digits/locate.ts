import { stat } from "node:fs/promises";
import { type Classes, checkClasses, courseClasses } from "../classes.ts";
import { didYouMean, UserError } from "../errors.ts";
import { isMissing, sha256 } from "../files.ts";
import { mnistFolder } from "./cache.ts";
import type { Digits } from "./digits.ts";
import {
  findPictureFolder,
  hashListing,
  PICTURE_FOLDER,
  type PictureFolder,
} from "./files/picture-folder.ts";
import { HANDWRITING_SHA256, MNIST_SHA256 } from "./identities.ts";
import {
  findMnistFile,
  identifyIdx,
  MNIST_CLASSES,
  MNIST_FILES,
  verifyMnist,
} from "./mnist/mnist.ts";

/** Which digits a build would use, found without opening them. */
export interface Located {
  readonly name: Digits["name"];
  /**
   * Same identity and same two classes, same digits: what holds them all, hashed, or for a folder
   * of pictures `hashListing`, because to hash 14,434 pictures takes longer than a build that has
   * nothing to do.
   */
  readonly identity: string;
  /** The classes that there are, in order. */
  readonly classes: readonly string[];
  /** Where they come from: one sentence for a person. */
  readonly origin: string;
  readonly source: Source;
}

/** Where to read them. */
type Source =
  | { readonly kind: "mnist" | "idx"; readonly folder: string }
  | { readonly kind: "pictures"; readonly found: PictureFolder }
  | { readonly kind: "download" }
  | { readonly kind: "handwriting" };

export interface LocateOptions {
  /** `auto`, `mnist`, `handwriting`, or a folder. */
  readonly data: string;
  readonly env: NodeJS.ProcessEnv;
  /** The two that a run tells apart. Default: none are looked for. */
  readonly classes?: Classes;
  /** What the labels 0, 1, 2 … of idx files that are not MNIST are called. Default: their numbers. */
  readonly labels?: readonly string[];
}

const WORDS = ["auto", "mnist", "handwriting"];

/**
 * Says in a few hundredths of a second which digits would be used. It never asks the
 * network: `auto` is `LECTERN_DATA`, else the cache, else handwriting. So what was built on
 * handwriting stays up to date until MNIST comes into the cache (`lectern data`), and a
 * machine without network is not asked to find that out at every build. `mnist` that is not
 * there yet has MNIST's identity, because nothing else passes the download's verification.
 * Throws UserError when what was asked for is there and cannot be used, lacks one of the classes,
 * or is not there.
 */
export async function locateDigits(options: LocateOptions): Promise<Located> {
  const located = await locate(options);
  const { classes } = options;
  if (classes === undefined) return located;
  if (located.name === "handwriting") checkDrawn(classes);
  checkClasses(classes, located.classes, placeOf(located, options));
  return located;
}

async function locate(options: LocateOptions): Promise<Located> {
  const { data, env } = options;
  if (data === "handwriting") return handwriting("as asked");
  if (!WORDS.includes(data)) return locateFolder(data, data, options);
  const folder = env.LECTERN_DATA;
  if (folder) {
    const shown = `LECTERN_DATA (${folder})`;
    const located = await locateFolder(folder, shown, options);
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
    classes: MNIST_CLASSES,
    origin: "MNIST, which is not downloaded yet",
    source: { kind: "download" },
  };
}

/** Throws UserError for classes that nobody draws. */
function checkDrawn(classes: Classes): void {
  const other = classes.find((each) => !courseClasses.includes(each));
  if (other === undefined) return;
  throw new UserError(
    `handwriting has 3s and 7s only, no class ${other}`,
    "get MNIST, which has ten: lectern data; or give a folder of your own: --data <folder>",
  );
}

/** What a message calls the place where a class is missing. */
function placeOf({ name }: Located, { data, env }: LocateOptions): string {
  const folder = WORDS.includes(data) ? env.LECTERN_DATA : data;
  return name === "MNIST" || folder === undefined ? name : folder;
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
    classes: MNIST_CLASSES,
    origin: `MNIST from ${from}`,
    source: { kind: "mnist", folder },
  };
}

function handwriting(why: string): Located {
  return {
    name: "handwriting",
    identity: HANDWRITING_SHA256,
    classes: courseClasses,
    origin: `handwriting, drawn by Lectern (${why})`,
    source: { kind: "handwriting" },
  };
}

/** `shown` is how the person named the folder. */
async function locateFolder(
  folder: string,
  shown: string,
  { env, classes, labels }: LocateOptions,
): Promise<Located> {
  await checkFolder(folder, shown);
  const pictures = await findPictureFolder(folder);
  if (pictures !== undefined) return locatePictures(pictures, shown, classes);
  const found = await Promise.all(
    MNIST_FILES.map((file) => findMnistFile(folder, file.name)),
  );
  if (found.every((path) => path === undefined)) {
    throw new UserError(
      `no digits in data folder: ${shown}`,
      `it needs four idx files, called as MNIST's are, or ${PICTURE_FOLDER}`,
    );
  }
  const { isMnist, ...idx } = await identifyIdx(folder, env);
  if (isMnist) return mnist(folder, shown);
  return {
    name: "idx files",
    ...(labels === undefined ? idx : nameLabels(idx, labels)),
    origin: `idx files in ${shown}, which are not MNIST`,
    source: { kind: "idx", folder },
  };
}

/** Idx files whose labels have names: with other names the same files are other data. */
function nameLabels(
  { identity, classes }: Pick<Located, "identity" | "classes">,
  labels: readonly string[],
): Pick<Located, "identity" | "classes"> {
  return {
    identity: sha256(`${[identity, ...labels].join("\n")}\n`),
    classes: classes.map((each) => labels[Number(each)] ?? each),
  };
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
async function locatePictures(
  found: PictureFolder,
  shown: string,
  classes: Classes | undefined,
): Promise<Located> {
  const asked = (classes ?? found.classes).filter((each) =>
    found.classes.includes(each),
  );
  return {
    name: "picture folder",
    identity: await hashListing(found, asked),
    classes: found.classes,
    origin: `pictures from ${shown}`,
    source: { kind: "pictures", found },
  };
}
