import { join } from "node:path";
import { PNG } from "pngjs";
import { readBounded, UnboundedError } from "../../bounded.ts";
import { UserError } from "../../errors.ts";
import {
  AREA,
  type DigitSet,
  inOrder,
  type Picture,
  type Sets,
  SIDE,
} from "../digits.ts";
import { FOLDERS, listPngs } from "./png-folder.ts";

/** Pictures read at once: enough to keep the disk busy. */
const BATCH = 128;

/** Bytes of a file. 784 pixels take one; the rest is for what programs add, such as profiles. */
const LARGEST = 64 * 1024;

const HINT = "every picture must be a gray PNG of 28×28 pixels";

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
    return { name, pixels: parsePng(await readPicture(path), path) };
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

async function readPicture(path: string): Promise<Buffer> {
  try {
    return await readBounded(path, LARGEST);
  } catch (error) {
    if (!(error instanceof UnboundedError)) throw error;
    throw new UserError(
      `picture is not 28×28: ${path}: ${error.message}`,
      HINT,
    );
  }
}

/** A gray PNG of 28×28 → 784 bytes. `file` is for the message. Throws UserError. */
export function parsePng(bytes: Uint8Array, file: string): Uint8Array {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  if (view.length < 24 || view.readUInt32BE(0) !== 0x89504e47) {
    throw new UserError(`not a PNG: ${file}: ${view.length} bytes`, HINT);
  }
  const wrong = findLie(view);
  if (wrong !== undefined) {
    throw new UserError(`picture is not 28×28: ${file}: ${wrong}`, HINT);
  }
  let rgba: Buffer;
  try {
    rgba = PNG.sync.read(view).data;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new UserError(`PNG is broken: ${file}: ${why}`, HINT);
  }
  const pixels = new Uint8Array(AREA);
  for (let index = 0; index < AREA; index++) {
    const [red, green, blue, alpha] = rgba.subarray(index * 4, index * 4 + 4);
    if (red === undefined || red !== green || red !== blue || alpha !== 255) {
      const found = alpha === 255 ? "coloured" : "transparent";
      throw new UserError(`picture is ${found}: ${file}`, HINT);
    }
    pixels[index] = red;
  }
  return pixels;
}

/**
 * What makes pngjs allocate more than 28×28 pixels need: it allocates by the last header that it
 * meets, and unpacks an interlaced picture whole. Undefined where nothing does.
 */
function findLie(view: Buffer): string | undefined {
  if (view.length > LARGEST) return `file has ${view.length} bytes`;
  let headers = 0;
  for (let at = 8; at + 12 <= view.length; ) {
    const length = view.readUInt32BE(at);
    const isHeader = view.toString("latin1", at + 4, at + 8) === "IHDR";
    if (isHeader) headers += 1;
    if (isHeader ? headers > 1 : headers === 0) return "a header out of place";
    at += 12 + length;
  }
  const width = view.readUInt32BE(16);
  const height = view.readUInt32BE(20);
  if (width !== SIDE || height !== SIDE) return `${width}×${height}`;
  return view[28] === 0 ? undefined : "interlaced";
}
