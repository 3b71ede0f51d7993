import { PNG } from "pngjs";
import type { Box } from "../layout/grid.ts";

/** The pixels of a slide, and which of them are its bare ground. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  /** Pixels an inch. */
  readonly scale: number;
  /** Red, green and blue as one number, row by row. */
  readonly colors: Uint32Array;
  readonly ground: number;
  /** 1 where something is seen on the ground. */
  readonly ink: Uint8Array;
}

/** Shades that an eye does not tell from the ground, of 255. */
const unseen = 8;

/**
 * Decodes a slide or a picture that is so many inches wide, on a ground of six hexadecimal digits, which
 * shows through where it is transparent.
 */
export function readPixels(
  png: Buffer,
  inches: number,
  ground: string,
): Pixels {
  const { data, width, height } = PNG.sync.read(png);
  const colors = new Uint32Array(width * height);
  const ink = new Uint8Array(width * height);
  const bare = Number.parseInt(ground, 16);
  for (let at = 0; at < colors.length; at += 1) {
    const color = data[4 * at + 3] === 0 ? bare : data.readUIntBE(4 * at, 3);
    colors[at] = color;
    if (color !== bare && apart(color, bare) > unseen) ink[at] = 1;
  }
  const scale = width / inches;
  return { width, height, scale, colors, ground: bare, ink };
}

/** The part of a box that lies on the slide, in whole pixels: right and bottom are excluded. */
export interface Window {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** The pixels of a box in inches, `grow` pixels larger on each side. */
export function windowOf(
  { x, y, w, h }: Box,
  { scale, width, height }: Pixels,
  grow = 0,
): Window {
  const within = (value: number, most: number) =>
    Math.min(most, Math.max(0, value));
  return {
    left: within(Math.floor(x * scale) - grow, width),
    top: within(Math.floor(y * scale) - grow, height),
    right: within(Math.ceil((x + w) * scale) + grow, width),
    bottom: within(Math.ceil((y + h) * scale) + grow, height),
  };
}

/** The largest difference of two colours in red, green or blue, 0…255. */
export function apart(one: number, other: number): number {
  const red = Math.abs((one >> 16) - (other >> 16));
  const green = Math.abs(((one >> 8) & 255) - ((other >> 8) & 255));
  return Math.max(red, green, Math.abs((one & 255) - (other & 255)));
}

/** The colour that most pixels of a box have; undefined where it lies outside of the slide. */
export function commonColor(box: Box, pixels: Pixels): number | undefined {
  const { left, top, right, bottom } = windowOf(box, pixels);
  const counts = new Map<number, number>();
  for (let y = top; y < bottom; y += 1)
    for (let x = left; x < right; x += 1) {
      const color = pixels.colors[y * pixels.width + x] ?? 0;
      counts.set(color, (counts.get(color) ?? 0) + 1);
    }
  const [first] = [...counts].sort(([, a], [, b]) => b - a);
  return first?.[0];
}
