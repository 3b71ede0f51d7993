import type { ColorMap } from "../data/shapes.ts";
import { articleLook, type Hex, type Look } from "./theme.ts";

/** Red, green and blue, 0…255. */
export type Rgb = readonly [number, number, number];

/** Ends of a colour scale, in the values' own unit. */
export interface ValueRange {
  readonly min: number;
  readonly max: number;
}

/** Red, green, blue of `#RRGGBB`. */
export function parseHex(hex: string): Rgb {
  const value = Number.parseInt(hex.slice(1), 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}

/**
 * The colour of a value: `min` gets the map's first colour, `max` its last, values outside
 * the nearest end. A range without extent gives the middle of a diverging map and the low end of the others.
 */
export function mapColor(
  map: ColorMap,
  value: number,
  range: ValueRange,
  { maps }: Pick<Look, "maps"> = articleLook,
): Rgb {
  const extent = range.max - range.min;
  const flat = map === "diverging" ? 0.5 : 0;
  const part = extent > 0 ? (value - range.min) / extent : flat;
  const list = maps[map];
  const position = Math.min(1, Math.max(0, part)) * (list.length - 1);
  const index = Math.min(list.length - 2, Math.floor(position));
  const low = parseHex(list[index] ?? "#FFFFFF");
  const high = parseHex(list[index + 1] ?? "#FFFFFF");
  const mix = (at: 0 | 1 | 2) =>
    Math.round(low[at] + (high[at] - low[at]) * (position - index));
  return [mix(0), mix(1), mix(2)];
}

/**
 * The range that values span; for a diverging map as wide on both sides, so that zero is
 * exactly in the middle.
 */
export function rangeOf(values: Iterable<number>, map: ColorMap): ValueRange {
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (value < min) min = value;
    if (value > max) max = value;
  }
  if (map !== "diverging") {
    if (min < max) return { min, max };
    // All values are equal: the scale starts at zero.
    return min === 0
      ? { min: 0, max: 1 }
      : { min: Math.min(0, min), max: Math.max(0, min) };
  }
  const reach = Math.max(Math.abs(min), Math.abs(max)) || 1;
  return { min: -reach, max: reach };
}

/** `rgb(r, g, b)` for a canvas. */
export function css([red, green, blue]: Rgb): string {
  return `rgb(${red}, ${green}, ${blue})`;
}

/** Relative luminance, 0…1. Source: WCAG 2.2, "relative luminance". */
export function luminance(color: Rgb): number {
  const [red = 0, green = 0, blue = 0] = color.map((byte) => {
    const part = byte / 255;
    return part <= 0.04045
      ? part / 12.92
      : Math.exp(2.4 * Math.log((part + 0.055) / 1.055));
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Contrast ratio, 1…21. Source: WCAG 2.2, "contrast ratio". */
export function contrast(one: Rgb, other: Rgb): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort(
    (a, b) => a - b,
  );
  return (light + 0.05) / (dark + 0.05);
}

/** `part` of one colour, the rest of the other. */
export function mix(one: Hex, other: Hex, part: number): Hex {
  const [a, b] = [parseHex(one), parseHex(other)];
  const byte = (at: 0 | 1 | 2) =>
    Math.round(a[at] * part + b[at] * (1 - part))
      .toString(16)
      .padStart(2, "0");
  return `#${byte(0)}${byte(1)}${byte(2)}`;
}

/** Contrast of a line that steps back. Source: WCAG 2.2, 1.4.11 asks for 3:1. */
const quietContrast = 3.1;

/**
 * How much of `muted` lies on `paper` where something steps back: as little as is still seen, in
 * hundredths, 0…1.
 */
export function quietPart(muted: Hex, paper: Hex): number {
  const ground = parseHex(paper);
  for (let part = 50; part < 100; part += 1) {
    const color = parseHex(mix(muted, paper, part / 100));
    if (contrast(color, ground) >= quietContrast) return part / 100;
  }
  return 1;
}

/** Black or white: whichever is easier to read on the colour; one of them always reaches 4.5:1. */
export function readableOn(background: Rgb): Hex {
  const black = contrast(background, [0, 0, 0]);
  return black >= contrast(background, [255, 255, 255]) ? "#000000" : "#FFFFFF";
}
