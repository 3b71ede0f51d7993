import { createCanvas, type ImageData } from "canvas";
import type { ColorMap, Panel } from "../data/shapes.ts";
import { mapColor, type Rgb, type ValueRange } from "./colors.ts";
import type { Paper } from "./paper.ts";
import type { Look } from "./theme.ts";

/** Colours of a picture, row by row, `[height, width]`. */
export function pixelColors(
  { pixels, channels = 1 }: Panel,
  map: ColorMap,
  range: ValueRange,
  look: Look,
): Rgb[] {
  if (channels === 1) return pixels.map((v) => mapColor(map, v, range, look));
  const byte = (value = 0) => Math.round(value * 255);
  return Array.from({ length: pixels.length / 3 }, (_, index) => [
    byte(pixels[3 * index]),
    byte(pixels[3 * index + 1]),
    byte(pixels[3 * index + 2]),
  ]);
}

/** Paints `[height, width]` colours into a rectangle: every pixel a crisp cell, none blended. */
export function paintPixels(
  { context }: Paper,
  cells: readonly Rgb[],
  width: number,
  place: { readonly width: number; readonly height: number },
  smooth = false,
): void {
  const height = cells.length / width;
  const source = createCanvas(width, height);
  const painter = source.getContext("2d");
  const image: ImageData = painter.createImageData(width, height);
  cells.forEach(([red, green, blue], index) => {
    image.data.set([red, green, blue, 255], 4 * index);
  });
  painter.putImageData(image, 0, 0);
  context.save();
  context.imageSmoothingEnabled = smooth;
  context.drawImage(source, 0, 0, place.width, place.height);
  context.restore();
}
