import { PNG } from "pngjs";
import { readBounded, UnboundedError } from "../../bounded.ts";
import { UserError } from "../../errors.ts";
import { limits } from "../../limits.ts";
import { sizeOfPicture, typeOfPicture } from "../../picture.ts";
import { SIDE } from "../digits.ts";
import { type Rgba, scaleToGray } from "./scale.ts";

/** Bytes of a PNG of 28×28: 784 pixels take one; the rest is what programs add, such as profiles. */
const SMALL = 64 * 1024;

const AGAIN = "save it again as PNG or JPEG, or take it away";

/**
 * A picture's file as 784 bytes, 0 black and 255 white: scaled to 28×28, whatever its shape was, and
 * its colours weighed as the eye does. A gray one of 28×28 stays as it is. Throws UserError that
 * names the file: broken, transparent, too large, or no picture.
 */
export async function readPicture(path: string): Promise<Uint8Array> {
  let bytes: Buffer;
  try {
    bytes = await readBounded(path, limits.pictureBytes);
  } catch (error) {
    if (!(error instanceof UnboundedError)) throw error;
    throw new UserError(
      `picture cannot be read: ${path}: ${error.message}`,
      `a picture is a file of at most ${limits.pictureBytes} bytes`,
    );
  }
  return parsePicture(bytes, path);
}

/** The same for bytes that were read; `file` is for the message. */
export async function parsePicture(
  bytes: Buffer,
  file: string,
): Promise<Uint8Array> {
  const rgba = await decode(bytes, file);
  for (let at = 3; at < rgba.data.length; at += 4) {
    if (rgba.data[at] === 255) continue;
    // What shines through would be black to one reader and white to the other.
    throw new UserError(
      `picture is transparent: ${file}`,
      "save it on a background, black as MNIST's or white",
    );
  }
  return scaleToGray(rgba);
}

async function decode(bytes: Buffer, file: string): Promise<Rgba> {
  const type = typeOfPicture(bytes);
  if (type === undefined)
    throw new UserError(`picture is neither PNG nor JPEG: ${file}`, AGAIN);
  const size = sizeOfPicture(bytes);
  if (size === undefined || size.width * size.height === 0)
    throw broken(file, "cut short");
  const { width, height } = size;
  if (width * height > limits.pixels) {
    throw new UserError(
      `picture has ${width} × ${height} pixels: ${file}`,
      `save it smaller: ${limits.pixels} pixels at most, and 28 × 28 are used`,
    );
  }
  if (type === "png" && !hasOneHeader(bytes))
    throw broken(file, "a header out of place");
  const isSmall = width === SIDE && height === SIDE && bytes.length <= SMALL;
  // An interlaced picture pngjs would unpack whole, however much that is.
  if (type === "png" && isSmall && bytes[28] === 0)
    return decodePng(bytes, file);
  return decodeAny(bytes, file);
}

/** To the last bit, whatever a file says of its colours: MNIST_SAMPLE stays MNIST_SAMPLE. */
function decodePng(bytes: Buffer, file: string): Rgba {
  try {
    return PNG.sync.read(bytes);
  } catch (error) {
    throw broken(file, error instanceof Error ? error.message : String(error));
  }
}

/** Loaded where a folder has such a picture: most runs read none. */
async function decodeAny(bytes: Buffer, file: string): Promise<Rgba> {
  const { createCanvas, loadImage } = await import("canvas");
  const image = await loadImage(bytes).catch((error) => {
    throw broken(file, error instanceof Error ? error.message : String(error));
  });
  const { width, height } = image;
  const context = createCanvas(width, height).getContext("2d");
  context.drawImage(image, 0, 0);
  return context.getImageData(0, 0, width, height);
}

function broken(file: string, why: string): UserError {
  return new UserError(`picture is broken: ${file}: ${why}`, AGAIN);
}

/** A decoder that allocates by a second header, or by one that is not first, would take too much. */
function hasOneHeader(bytes: Buffer): boolean {
  let headers = 0;
  for (let at = 8; at + 12 <= bytes.length; ) {
    const length = bytes.readUInt32BE(at);
    const isHeader = bytes.toString("latin1", at + 4, at + 8) === "IHDR";
    if (isHeader) headers += 1;
    if (isHeader ? headers > 1 : headers === 0) return false;
    at += 12 + length;
  }
  return headers === 1;
}
