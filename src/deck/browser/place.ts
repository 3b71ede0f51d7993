import type { Properties } from "hast";
import type { Box } from "../layout/grid.ts";
import type { Placed } from "../layout/placed.ts";

/** How the elements of a slide say where they stand, and what they came from. */

/** A number as CSS and SVG take it: four decimals at most. */
export function short(value: number): string {
  return String(Number(value.toFixed(4)));
}

/** A style attribute: where the box stands on the page, in inches, and what else there is to say. */
export function placeAt({ x, y, w, h }: Box, ...more: string[]): string {
  const place = Object.entries({ left: x, top: y, width: w, height: h });
  return [
    ...place.map(([side, value]) => `${side}:${short(value)}in`),
    ...more,
  ].join(";");
}

/** By what a live page finds an element again: its line in deck.md, and its name in the file. */
export function originOf({ place, name }: Placed): Properties {
  return { dataLine: place.line, dataName: name };
}
