// How topic 1's misreadings are drawn. Nothing is measured here.

import type * as tf from "@tensorflow/tfjs";
import { type Images, nth, picture, type Spread, type Table } from "lectern";
import { bytes, type Crop, colourful, inWords } from "./figures.ts";

/** Each crop above the one that comes of x before y; `apart` counts the numbers that differ. */
export function swapped(
  cut: readonly Crop[],
  apart: readonly number[],
): Images {
  return {
    kind: "images",
    alt: "Two rows of crops: as meant, and with x and y exchanged. Top left and centre are the same in both rows, top right is another part of the picture.",
    columns: 3,
    scale: bytes,
    rowLabels: ["as meant", "x, y swapped"],
    panels: [
      ...cut.map(({ name, meant }) => picture(meant, inWords(name))),
      ...cut.map(({ swapped }, at) =>
        picture(swapped, "", `${nth(apart, at)} of ${swapped.size} wrong`),
      ),
    ],
  };
}

/** A strip, and the same numbers under the shape [width, height]. */
export function strip(right: tf.Tensor, torn: tf.Tensor): Images {
  return {
    kind: "images",
    alt: "Ten rows of a handwritten 3, wide and flat, beside the same 280 numbers read as a narrow, tall picture in which nothing can be recognized.",
    scale: bytes,
    panels: [
      picture(right, "[10, 28]: ten rows of 28"),
      picture(torn, "[28, 10]: 28 rows of ten"),
    ],
  };
}

/** The mean of two pictures, by way of three sums: with room, clamped and wrapped. */
export function meansOfTwo(means: readonly tf.Tensor[]): Images {
  const titles = ["with room", "clamped at 255", "in bytes"];
  const notes = ["250 + 250 is 500", "250 + 250 is 255", "250 + 250 is 244"];
  return {
    kind: "images",
    alt: "The mean of two 3s, computed three ways: dark where the sum had room, pale where it was clamped at 255, and pale with holes where bytes wrapped round.",
    scale: bytes,
    valueLabel: "half of the sum",
    panels: means.map((mean, at) =>
      picture(mean, nth(titles, at), nth(notes, at)),
    ),
  };
}

/** Blue ink on white paper, and the same after axes were folded instead of moved. */
export function channels(right: tf.Tensor, wrong: tf.Tensor): Images {
  return {
    kind: "images",
    alt: "A 3 in blue ink on white paper, beside the same numbers read with the channels in the wrong place: stripes of pink, yellow and turquoise, and no 3 to be seen.",
    panels: [
      colourful(right, "channels last, read as such", "[28, 28, 3]"),
      colourful(wrong, "reshaped to channels first", "[3, 28, 28]"),
    ],
  };
}

/** Shares of the numbers that were wrong, 0…1, where an agreement was broken. */
export type Damage = {
  readonly [agreement in "box" | "size" | "bytes" | "channels"]: number;
};

/** Each agreement, the two readings of it, and the share of numbers that the wrong one spoils. */
export function agreements(
  one: Damage,
  many: { readonly [agreement in keyof Damage]: Spread },
): Table {
  const costs = (name: keyof Damage) => {
    const { mean, least, most } = many[name];
    const [low, high] = [least.toFixed(0), most.toFixed(0)];
    return [100 * one[name], `${mean.toFixed(0)} (${low}–${high})`];
  };
  return {
    columns: [
      { label: "agreement" },
      { label: "one reading" },
      { label: "the other" },
      { label: "this 3, % wrong", digits: 0 },
      { label: "many 3s, % wrong" },
    ],
    rows: [
      ["colour map", "255 is ink", "255 is light", 0, "0 (0–0)"],
      ["order of a box", "x, y", "row, column", ...costs("box")],
      ["order of a size", "width, height", "height, width", ...costs("size")],
      ["room for a number", "bytes", "floats", ...costs("bytes")],
      ["place of the channels", "last", "first", ...costs("channels")],
    ],
  };
}
