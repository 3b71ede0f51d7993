import { createCanvas } from "canvas";
import type { Paper } from "./paper.ts";
import type { Rect } from "./placing.ts";

/** Pixels of paper that stay around what is drawn. */
const rim = 4;

/**
 * The rectangle of everything on the paper that is not bare, in pixels of the file, with a rim of
 * four; all of it where nothing is drawn.
 */
export function inkOf({ context }: Paper): Rect {
  const { width, height } = context.canvas;
  const { data } = context.getImageData(0, 0, width, height);
  const pixels = new Uint32Array(data.buffer, data.byteOffset, width * height);
  // Margins are clear: the corner is bare paper.
  const bare = pixels[0];
  let [left, right, top, bottom] = [width, -1, height, -1];
  for (let y = 0; y < height; y += 1) {
    const start = y * width;
    let first = 0;
    while (first < width && pixels[start + first] === bare) first += 1;
    if (first === width) continue;
    let last = width - 1;
    while (pixels[start + last] === bare) last -= 1;
    left = Math.min(left, first);
    right = Math.max(right, last);
    top = Math.min(top, y);
    bottom = y;
  }
  if (right < 0) return { x: 0, y: 0, width, height };
  const x = Math.max(0, left - rim);
  const y = Math.max(0, top - rim);
  return {
    ...{ x, y },
    width: Math.min(width, right + 1 + rim) - x,
    height: Math.min(height, bottom + 1 + rim) - y,
  };
}

/** The same paper with nothing but what lies in the rectangle, to the bit. */
export function crop(paper: Paper, { x, y, width, height }: Rect): Paper {
  const canvas = createCanvas(width, height);
  const context = canvas.getContext("2d");
  context.putImageData(paper.context.getImageData(x, y, width, height), 0, 0);
  return { ...paper, context };
}
