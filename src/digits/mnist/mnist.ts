import { stat } from "node:fs/promises";
import { join } from "node:path";
import { type Classes, courseClasses } from "../../classes.ts";
import { UserError } from "../../errors.ts";
import { isMissing, sha256 } from "../../files.ts";
import { keep, kept } from "../cache.ts";
import { type Digits, hashSets, type Sets } from "../digits.ts";
import {
  type Idx,
  parseIdx,
  readIdx,
  readIdxBytes,
  unpackIdx,
} from "../files/idx.ts";
import { MNIST_SHA256 } from "../identities.ts";
import { listLabels, selectSample } from "./sample.ts";

/** One file of MNIST, by what is in it once unpacked. */
export interface MnistFile {
  readonly name: string;
  /** SHA-256 of the unpacked bytes, in hex. */
  readonly sha256: string;
  /** Unpacked size in bytes. */
  readonly size: number;
}

/** The four files; the same bytes on every mirror, once unpacked. */
export const MNIST_FILES = [
  {
    name: "train-images-idx3-ubyte",
    sha256: "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
    size: 47_040_016,
  },
  {
    name: "train-labels-idx1-ubyte",
    sha256: "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
    size: 60_008,
  },
  {
    name: "t10k-images-idx3-ubyte",
    sha256: "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
    size: 7_840_016,
  },
  {
    name: "t10k-labels-idx1-ubyte",
    sha256: "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2",
    size: 10_008,
  },
] as const satisfies readonly MnistFile[];

/**
 * Where the folder has this file: plain or gzipped, with the dot that some archives put in
 * place of the dash (`train-images.idx3-ubyte`). Undefined where it has none.
 */
export async function findMnistFile(
  folder: string,
  name: string,
): Promise<string | undefined> {
  const dotted = name.replace("-idx", ".idx");
  for (const each of [name, `${name}.gz`, dotted, `${dotted}.gz`]) {
    const path = join(folder, each);
    try {
      if ((await stat(path)).isFile()) return path;
    } catch (error) {
      if (!isMissing(error)) {
        throw new UserError(`cannot read data folder: ${folder}: ${error}`);
      }
    }
  }
  return undefined;
}

/**
 * SHA-256 of a file's unpacked bytes. Which packing gives which content is kept in the cache
 * by the packing's own hash, so that a second look unpacks nothing. Throws UserError.
 */
export async function hashUnpacked(
  path: string,
  env: NodeJS.ProcessEnv,
): Promise<string> {
  const bytes = await readIdxBytes(path);
  const packed = sha256(bytes);
  if (MNIST_FILES.some((file) => file.sha256 === packed)) return packed;
  const known = (await kept(env, memo(packed)))?.toString();
  if (known?.match(/^[0-9a-f]{64}$/)) return known;
  const unpacked = sha256(unpackIdx(bytes, path));
  await keep(env, memo(packed), unpacked);
  return unpacked;
}

function memo(packed: string): string {
  return join("unpacked", packed);
}

/**
 * Makes sure that a folder holds MNIST's four files. Throws UserError that names the first
 * file which is missing, broken, or not MNIST's.
 */
export async function verifyMnist(
  folder: string,
  env: NodeJS.ProcessEnv,
): Promise<void> {
  for (const file of MNIST_FILES) {
    const path = await resolveMnistFile(folder, file.name);
    checkHash(path, await hashUnpacked(path, env), file);
  }
}

/** What four idx files of MNIST's names are. */
export interface IdxFolder {
  readonly isMnist: boolean;
  /** MNIST's, or SHA-256 over what the four hold once unpacked. */
  readonly identity: string;
  /** The classes in both halves, in order. */
  readonly classes: readonly string[];
}

/** The classes of MNIST. */
export const MNIST_CLASSES: readonly string[] = [..."0123456789"];

/**
 * Tells MNIST from four files of other data, such as Fashion-MNIST. Where some of them are MNIST's
 * the others are damaged. Throws UserError that names the first file which is missing or broken.
 */
export async function identifyIdx(
  folder: string,
  env: NodeJS.ProcessEnv,
): Promise<IdxFolder> {
  const found = [];
  for (const file of MNIST_FILES) {
    const path = await resolveMnistFile(folder, file.name);
    found.push({ file, path, hash: await hashUnpacked(path, env) });
  }
  if (found.some(({ file, hash }) => file.sha256 === hash)) {
    for (const { file, path, hash } of found) checkHash(path, hash, file);
    return { isMnist: true, identity: MNIST_SHA256, classes: MNIST_CLASSES };
  }
  const [train, valid] = await Promise.all(
    found
      .filter(({ file }) => file.name.includes("labels"))
      .map(async ({ path }) => {
        return { labels: await readIdx(path), labelsFile: path };
      }),
  );
  return {
    isMnist: false,
    identity: sha256(`${found.map(({ hash }) => hash).join("\n")}\n`),
    classes: train && valid ? listLabels(train, valid) : [],
  };
}

/** Two classes of MNIST from a folder with the four files, verified as read. Throws UserError. */
export async function readMnist(
  folder: string,
  classes: Classes = courseClasses,
): Promise<Digits> {
  const sets = await readSets(folder, classes, readVerified);
  return { ...sets, name: "MNIST", sha256: hashSets(sets) };
}

/**
 * Two classes of whatever four idx files of MNIST's names hold: numbers, or names that `labels` gives
 * to the numbers 0, 1, 2 … Throws UserError.
 */
export async function readIdxFolder(
  folder: string,
  classes: Classes,
  labels: readonly string[] = [],
): Promise<Digits> {
  const sets = await readSets(folder, classes, readIdx, labels);
  return { ...sets, name: "idx files", sha256: hashSets(sets) };
}

async function readSets(
  folder: string,
  classes: Classes,
  readFile: (path: string, file: MnistFile) => Promise<Idx>,
  names: readonly string[] = [],
): Promise<Sets> {
  const [trainImages, trainLabels, validImages, validLabels] = MNIST_FILES;
  const read = async (images: MnistFile, labels: MnistFile) => {
    const imagesFile = await resolveMnistFile(folder, images.name);
    const labelsFile = await resolveMnistFile(folder, labels.name);
    return {
      images: await readFile(imagesFile, images),
      imagesFile,
      labels: await readFile(labelsFile, labels),
      labelsFile,
    };
  };
  return selectSample(
    await read(trainImages, trainLabels),
    await read(validImages, validLabels),
    classes,
    names,
  );
}

async function readVerified(path: string, file: MnistFile): Promise<Idx> {
  const unpacked = unpackIdx(await readIdxBytes(path), path);
  checkHash(path, sha256(unpacked), file);
  return parseIdx(unpacked, path);
}

async function resolveMnistFile(folder: string, name: string): Promise<string> {
  const path = await findMnistFile(folder, name);
  if (path !== undefined) return path;
  throw new UserError(
    `idx file is missing: ${join(folder, name)} (or .gz)`,
    "put the four idx files there, or run lectern data to fetch them",
  );
}

function checkHash(path: string, found: string, file: MnistFile): void {
  if (found === file.sha256) return;
  throw new UserError(
    `not MNIST's file: ${path}: sha256 of its unpacked bytes is ${found}, MNIST's is ${file.sha256}`,
    "delete it and fetch it again: lectern data gets MNIST, verified",
  );
}
