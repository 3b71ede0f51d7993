import { type Canvas, createCanvas, type Image, loadImage } from "canvas";
import type { OwnPicture, Pictures } from "../../article/bound.ts";
import type { Problem } from "../../article/report.ts";
import { sha256 } from "../../files.ts";
import { limits } from "../../limits.ts";
import { typeOfPicture } from "../../medium/rules/png.ts";
import { type PictureFiles, refuse } from "../pictures.ts";

/** The most that a picture is wide and high, in pixels; a page shows 700 of them, twice as fine. */
const most = { width: 2000, height: 4000 } as const;

/** Bytes of a picture that a phone loads while its reader waits. */
const heaviest = 2_000_000;

/** Qualities of a JPEG, the first that is light enough is taken. */
const qualities = [88, 75, 60] as const;

/**
 * The pictures as they are shown: upright, not larger than a page needs, on white, and drawn
 * anew, so that nothing of their files is left but what is seen. The same bytes give the same, and
 * those in `kept`, by path and hash, are not drawn again; afterwards it holds just these.
 */
export async function preparePictures(
  files: PictureFiles,
  kept: Map<string, OwnPicture | Problem> = new Map(),
): Promise<Pictures> {
  const pictures = new Map<string, OwnPicture | Problem>();
  const before = new Map(kept);
  kept.clear();
  for (const [path, file] of files) {
    if (!Buffer.isBuffer(file)) {
      pictures.set(path, file);
      continue;
    }
    const key = `${path} ${sha256(file)}`;
    const picture = before.get(key) ?? (await prepare(path, file));
    kept.set(key, picture);
    pictures.set(path, picture);
  }
  return pictures;
}

async function prepare(
  path: string,
  bytes: Buffer,
): Promise<OwnPicture | Problem> {
  const type = typeOfPicture(bytes);
  if (type === undefined)
    return refuse(path, "is neither PNG nor JPEG", "save it as one of them");
  const size = type === "png" ? sizeOfPng(bytes) : sizeOfJpeg(bytes);
  const broken = refuse(path, "is broken", "save it again");
  if (size === undefined || !isComplete(bytes, type)) return broken;
  const { width, height } = size;
  if (width * height > limits.pixels)
    return refuse(
      path,
      `has ${width} × ${height} pixels, at most ${limits.pixels}`,
      "save it smaller",
    );
  // It turns a picture as its camera was held.
  const image = await loadImage(bytes).catch(() => undefined);
  return image === undefined ? broken : encode(draw(image), type);
}

function draw(image: Image): Canvas {
  const { width, height } = image;
  const scale = Math.min(1, most.width / width, most.height / height);
  const side = (length: number) => Math.max(1, Math.round(length * scale));
  const canvas = createCanvas(side(width), side(height));
  const context = canvas.getContext("2d");
  // What is transparent would be black where a reader's page is dark.
  context.fillStyle = "#ffffff";
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.imageSmoothingQuality = "high";
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  return canvas;
}

/** A drawing stays sharp as PNG; a photograph would be heavy as one. */
function encode(canvas: Canvas, type: OwnPicture["type"]): OwnPicture {
  const { width, height } = canvas;
  if (type === "png") {
    const bytes = canvas.toBuffer("image/png");
    if (bytes.length <= heaviest) return { bytes, type, width, height };
  }
  let bytes: Buffer = Buffer.alloc(0);
  for (const quality of qualities) {
    bytes = canvas.toBuffer("image/jpeg", quality);
    if (bytes.length <= heaviest) break;
  }
  return { bytes, type: "jpeg", width, height };
}

interface Size {
  readonly width: number;
  readonly height: number;
}

function sizeOfPng(bytes: Buffer): Size | undefined {
  if (bytes.length < 24) return undefined;
  return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
}

/** From the header of its first frame. Source: ITU-T T.81, B.2.2. */
function sizeOfJpeg(bytes: Buffer): Size | undefined {
  for (let at = 2; at + 9 <= bytes.length; ) {
    const marker = bytes.readUInt16BE(at);
    const isFrame =
      marker >= 0xffc0 &&
      marker <= 0xffcf &&
      ![0xffc4, 0xffc8, 0xffcc].includes(marker);
    if (isFrame)
      return {
        height: bytes.readUInt16BE(at + 5),
        width: bytes.readUInt16BE(at + 7),
      };
    if (marker < 0xff00) return undefined;
    // Before a marker there may be more of its first byte.
    at += marker === 0xffff ? 1 : 2 + bytes.readUInt16BE(at + 2);
  }
  return undefined;
}

/** Whether its last part is there: a decoder would show what is missing as gray. */
function isComplete(bytes: Buffer, type: OwnPicture["type"]): boolean {
  if (type === "png") return bytes.includes("IEND");
  const [scan, end] = ["ffda", "ffd9"].map((marker) =>
    bytes.lastIndexOf(Buffer.from(marker, "hex")),
  );
  return (end ?? 0) > (scan ?? 0);
}
