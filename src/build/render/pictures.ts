import { type Canvas, createCanvas, type Image, loadImage } from "canvas";
import type { OwnPicture, Pictures } from "../../article/bound.ts";
import type { Problem } from "../../article/report.ts";
import type { ThemeFile, ThemeName } from "../../deck/theme-file.ts";
import { sha256 } from "../../files.ts";
import { limits } from "../../limits.ts";
import { sizeOfPicture, typeOfPicture } from "../../picture.ts";
import { type PictureFiles, refuse } from "../pictures.ts";
import { findOutside, isSvg, loadSvg } from "./svg.ts";

/** How large a picture is drawn at most, in pixels, and what shines through it. */
interface Look {
  readonly most: { readonly width: number; readonly height: number };
  readonly ground: string | undefined;
}

/**
 * Of a page, which shows 700 pixels across, twice as fine. What is transparent would be black
 * where a reader's page is dark.
 */
const page: Look = { most: { width: 2000, height: 4000 }, ground: "#ffffff" };

/** Of a logo, which a slide shows 3.2 inches wide. Its ground is the slide's. */
const sign: Look = { most: { width: 1000, height: 600 }, ground: undefined };

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

/**
 * The theme with its logo drawn anew, as pictures are; in place of one that cannot be drawn, why.
 * A logo that is no picture at all stays what it is.
 */
export async function prepareTheme(theme: ThemeName | ThemeFile) {
  if (typeof theme === "string") return theme;
  const [text, path, named = new Map()] = theme;
  const files = new Map(named);
  for (const [name, file] of named) {
    if (!Buffer.isBuffer(file)) continue;
    if (typeOfPicture(file) === undefined && !isSvg(file)) continue;
    const made = await prepare(name, file, sign);
    files.set(name, "bytes" in made ? made : made.message);
  }
  return [text, path, files] as const;
}

async function prepare(
  path: string,
  bytes: Buffer,
  look: Look = page,
): Promise<OwnPicture | Problem> {
  const broken = refuse(path, "is broken", "save it again");
  if (isSvg(bytes)) {
    const outside = findOutside(bytes);
    if (outside !== undefined)
      return refuse(
        path,
        `needs what lies outside of it, ${outside}`,
        "save it with everything embedded, or as PNG",
      );
    const drawing = await loadSvg(bytes);
    return drawing === undefined ? broken : encode(draw(drawing, look), "png");
  }
  const type = typeOfPicture(bytes);
  if (type === undefined)
    return refuse(
      path,
      "is neither PNG, JPEG nor SVG",
      "save it as one of them",
    );
  const size = sizeOfPicture(bytes);
  if (size === undefined) return broken;
  const { width, height } = size;
  if (width * height > limits.pixels)
    return refuse(
      path,
      `has ${width} × ${height} pixels, at most ${limits.pixels}`,
      "save it smaller",
    );
  // It turns a picture as its camera was held.
  const image = await loadImage(bytes).catch(() => undefined);
  return image === undefined ? broken : encode(draw(image, look), type);
}

function draw(image: Image, { most, ground }: Look): Canvas {
  const { width, height } = image;
  const scale = Math.min(1, most.width / width, most.height / height);
  const side = (length: number) => Math.max(1, Math.round(length * scale));
  const canvas = createCanvas(side(width), side(height));
  const context = canvas.getContext("2d");
  if (ground !== undefined) {
    context.fillStyle = ground;
    context.fillRect(0, 0, canvas.width, canvas.height);
  }
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
