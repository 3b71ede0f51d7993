import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { PNG } from "pngjs";
import { UserError } from "../errors.ts";
import {
  AREA,
  type DigitSet,
  inOrder,
  type Picture,
  type Sets,
  SIDE,
} from "./digits.ts";
import { FOLDERS, listPngs } from "./png-folder.ts";

/** Pictures read at once: enough to keep the disk busy. */
const BATCH = 128;

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
  const open = async (index: number, name: string): Promise<Picture> => {
    const path = join(folder, FOLDERS[index] ?? "", name);
    return { name, pixels: parsePng(await readFile(path), path) };
  };
  const read = async (index: number): Promise<DigitSet> => {
    const names = lists[index] ?? [];
    const pictures: Picture[] = [];
    for (let start = 0; start < names.length; start += BATCH) {
      signal?.throwIfAborted();
      const batch = names.slice(start, start + BATCH);
      pictures.push(
        ...(await Promise.all(batch.map((name) => open(index, name)))),
      );
      done += batch.length;
      onProgress?.(done, total);
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
