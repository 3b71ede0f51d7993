import { type Canvas, createCanvas, type Image, loadImage } from "canvas";
import type { OwnPicture, Pictures } from "../../article/bound.ts";
import type { Problem } from "../../article/report.ts";
import { limits } from "../../limits.ts";
import { sizeOfPicture, typeOfPicture } from "../../picture-file.ts";
import { type PictureFiles, refuse } from "../pictures.ts";
import { findOutside, isSvg, loadSvg } from "./svg.ts";

/** The most that a picture is wide and high, in pixels; a page shows 700 of them, twice as fine. */
const most = { width: 2000, height: 4000 } as const;

/** Bytes of a picture that a phone loads while its reader waits. */
const heaviest = 2_000_000;

/** Qualities of a JPEG, the first that is light enough is taken. */
const qualities = [88, 75, 60] as const;

/**
 * The pictures as they are shown: upright, not larger than a page needs, on white, and drawn
 * anew, so that nothing of their files is left but what is seen. The same bytes give the same.
 */
export async function preparePictures(files: PictureFiles): Promise<Pictures> {
  const pictures = new Map<string, OwnPicture | Problem>();
  for (const [path, file] of files) {
    const isRead = Buffer.isBuffer(file);
    pictures.set(path, isRead ? await prepare(path, file) : file);
  }
  return pictures;
}

async function prepare(
  path: string,
  bytes: Buffer,
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
    return drawing === undefined ? broken : encode(draw(drawing), "png");
  }
  const type = typeOfPicture(bytes);
  if (type === undefined)
    return refuse(
      path,
      "is neither PNG, JPEG nor SVG",
      "save it as one of them",
    );
  const size = sizeOfPicture(bytes, type);
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
