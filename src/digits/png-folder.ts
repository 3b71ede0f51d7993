import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { PNG } from "pngjs";
import { UserError } from "../errors.ts";
import { isMissing, sha256 } from "../files.ts";
import { AREA, type DigitSet, inOrder, type Sets, SIDE } from "./digits.ts";

/** Where fast.ai's archive puts the four sets. */
const FOLDERS = ["train/3", "train/7", "valid/3", "valid/7"] as const;

/**
 * The folder that holds `train/3` and its three siblings: `folder` itself or
 * `folder/mnist_sample`. Undefined where neither has `train/3`.
 */
export async function findPngFolder(
  folder: string,
): Promise<string | undefined> {
  for (const each of [folder, join(folder, "mnist_sample")]) {
    if (await isFolder(join(each, FOLDERS[0]))) return each;
  }
  return undefined;
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch {
    return false;
  }
}

/** The names of the PNGs in one of the four folders, sorted as strings. Throws UserError. */
async function listPngs(folder: string): Promise<string[]> {
  let names: string[];
  try {
    names = await readdir(folder);
  } catch (error) {
    throw new UserError(
      isMissing(error)
        ? `folder of PNGs is missing: ${folder}`
        : `cannot read folder of PNGs: ${folder}: ${error}`,
      `a data folder of PNGs has ${FOLDERS.join(", ")}`,
    );
  }
  // Archives made on a Mac carry files such as ._10.png.
  const pngs = names.filter((name) => /^[^.].*\.png$/i.test(name)).sort();
  if (pngs.length === 0) {
    throw new UserError(
      `folder of PNGs is empty: ${folder}`,
      "unpack the archive again: tar -xzf mnist_sample.tgz",
    );
  }
  return pngs;
}

/**
 * SHA-256 over names, sizes and times of change of every PNG: while it stays the same, the
 * pictures are taken to be the same. Reads no picture. Throws UserError.
 */
export async function hashListing(folder: string): Promise<string> {
  const lines: string[] = [];
  for (const each of FOLDERS) {
    const within = join(folder, each);
    const names = await listPngs(within);
    const stats = await Promise.all(
      names.map((name) => stat(join(within, name))),
    );
    names.forEach((name, index) => {
      const found = stats[index];
      lines.push(`${each}/${name} ${found?.size} ${found?.mtimeMs}`);
    });
  }
  return sha256(`${lines.join("\n")}\n`);
}

/**
 * The four sets from a folder as `findPngFolder` returns it. Throws UserError that names the
 * first file that is not a gray PNG of 28×28, and the signal's reason.
 */
export async function readPngFolder(
  folder: string,
  onProgress?: (done: number, total: number) => void,
  signal?: AbortSignal,
): Promise<Sets> {
  const lists = await Promise.all(
    FOLDERS.map((each) => listPngs(join(folder, each))),
  );
  const total = lists.reduce((sum, names) => sum + names.length, 0);
  let done = 0;
  const read = async (index: number): Promise<DigitSet> => {
    const pictures = [];
    for (const name of lists[index] ?? []) {
      const path = join(folder, FOLDERS[index] ?? "", name);
      pictures.push({ name, pixels: parsePng(await readFile(path), path) });
      if (++done % 200 === 0 || done === total) onProgress?.(done, total);
      signal?.throwIfAborted();
    }
    return inOrder(pictures);
  };
  return {
    train: { threes: await read(0), sevens: await read(1) },
    valid: { threes: await read(2), sevens: await read(3) },
  };
}

/** A gray PNG of 28×28 → 784 bytes. `file` is for the message. Throws UserError. */
export function parsePng(bytes: Uint8Array, file: string): Uint8Array {
  const hint = "every picture must be a gray PNG of 28×28 pixels";
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  if (view.length < 24 || view.readUInt32BE(0) !== 0x89504e47) {
    throw new UserError(`not a PNG: ${file}: ${view.length} bytes`, hint);
  }
  // Width and height stand in the first chunk: read before pngjs allocates by them.
  const width = view.readUInt32BE(16);
  const height = view.readUInt32BE(20);
  if (width !== SIDE || height !== SIDE) {
    throw new UserError(
      `picture is not 28×28: ${file}: ${width}×${height}`,
      hint,
    );
  }
  let rgba: Buffer;
  try {
    rgba = PNG.sync.read(view).data;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new UserError(`PNG is broken: ${file}: ${why}`, hint);
  }
  const pixels = new Uint8Array(AREA);
  for (let index = 0; index < AREA; index++) {
    const [red, green, blue, alpha] = rgba.subarray(index * 4, index * 4 + 4);
    if (red === undefined || red !== green || red !== blue || alpha !== 255) {
      const found = alpha === 255 ? "coloured" : "transparent";
      throw new UserError(`picture is ${found}: ${file}`, hint);
    }
    pixels[index] = red;
  }
  return pixels;
}
