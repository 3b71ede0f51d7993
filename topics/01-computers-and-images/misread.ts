// What topic 1 measures when two readers of the same numbers do not agree: how many come out wrong.

import * as tf from "@tensorflow/tfjs";
import {
  AREA,
  type DigitSet,
  exactly,
  item,
  type Lab,
  nth,
  SIDE,
} from "lectern";
import * as figures from "./figures-misread.ts";
import { type Crop, differing, shapeOf } from "./runs.ts";

/** The share of the numbers of two tensors of one shape that differ, 0…1. */
export function shareWrong(one: tf.Tensor, other: tf.Tensor): number {
  return differing(one, other) / one.size;
}

/** Which crops show that x and y were exchanged? */
export function swapAxes(
  lab: Lab,
  crops: readonly Crop[],
  others: readonly Crop[],
): void {
  const apartIn = (crops: readonly Crop[]) =>
    crops.map(({ meant, swapped }) => differing(meant, swapped));
  const apart = apartIn(crops);
  const [topLeft, topRight, centre] = exactly(3, apart);
  const [bottomLeft, bottomRight] = exactly(2, apartIn(others));
  lab.numbers({
    "swapped-top-left": topLeft,
    "swapped-top-right": topRight,
    "swapped-centre": centre,
    "swapped-bottom-left": bottomLeft,
    "swapped-bottom-right": bottomRight,
    "top-right-size": nth(crops, 1).meant.size,
  });
  lab.claim("swap-shows", Math.min(topRight, bottomLeft), ">", 0);
  lab.claim("diagonal-hides", topLeft + centre + bottomRight, "=", 0);
  lab.figure("swapped", figures.swapped(crops, apart));
}

/** How many boxes off the diagonal hide that x and y were exchanged, by the side of the box. */
export function swapEverywhere(
  lab: Lab,
  picture: tf.Tensor2D,
  sides: { readonly large: number; readonly small: number },
): void {
  const rows = picture.arraySync();
  const hides = (left: number, upper: number, side: number) =>
    rows
      .slice(upper, upper + side)
      .every((row, at) =>
        row
          .slice(left, left + side)
          .every((ink, to) => ink === rows[left + at]?.[upper + to]),
      );
  const misses = (left: number, upper: number, side: number) =>
    rows
      .slice(upper, upper + side)
      .every((row) => row.slice(left, left + side).every((ink) => ink === 0));
  const count = (side: number) => {
    const starts = Array.from({ length: SIDE - side + 1 }, (_, at) => at);
    const boxes = starts.flatMap((left) =>
      starts.filter((upper) => upper !== left).map((upper) => [left, upper]),
    );
    const hidden = boxes.filter((box) => hides(nth(box, 0), nth(box, 1), side));
    const blank = hidden.filter((box) =>
      misses(nth(box, 0), nth(box, 1), side),
    );
    return { boxes: boxes.length, hidden: hidden.length, blank: blank.length };
  };
  const [large, small] = [count(sides.large), count(sides.small)];
  lab.numbers({
    "large-boxes": large.boxes,
    "large-boxes-hiding": large.hidden,
    "small-boxes": small.boxes,
    "small-boxes-hiding": small.hidden,
    "small-boxes-blank": small.blank,
  });
  lab.claim("large-boxes-show", large.hidden, "=", 0);
  lab.claim("small-boxes-hide", small.hidden, ">", 0);
  // A box that hides the mistake is the same as its mirror image: blank, here, and so are both.
  lab.claim("blank-hides", small.blank, "=", small.hidden);
}

/** How many of all the pictures come out of a torn strip with no number wrong. */
export function tearAll(
  lab: Lab,
  { pixels, count }: DigitSet,
  { from, rows }: { readonly from: number; readonly rows: number },
): void {
  const survives = (index: number) => {
    const start = index * AREA + from * SIDE;
    const strip = pixels.subarray(start, start + rows * SIDE);
    // The corner of rows × rows that both have: row r starts at r · 28, torn at r · 10.
    for (let r = 0; r < rows; r += 1) {
      const [meant, torn] = [r * SIDE, r * rows];
      for (let c = 0; c < rows; c += 1)
        if (strip[meant + c] !== strip[torn + c]) return false;
    }
    return true;
  };
  const all = Array.from({ length: count }, (_, index) => index);
  lab.number("strips-unharmed", all.filter(survives).length);
}

/** The corner that a strip and its torn copy both have: no number is made up. */
export function overlap(
  strip: tf.Tensor2D,
  torn: tf.Tensor,
): [tf.Tensor, tf.Tensor] {
  const [rows] = strip.shape;
  const [, columns] = exactly(2, torn.shape);
  const corner = [rows, columns];
  return [strip.slice([0, 0], corner), torn.slice([0, 0], corner)];
}

/** Numbers wrong when a strip's shape is taken for a size, corner laid on corner. */
export function compareStrips(
  lab: Lab,
  strip: tf.Tensor2D,
  torn: tf.Tensor,
): void {
  const [meant, seen] = overlap(strip, torn);
  lab.numbers({
    "strip-rows": nth(strip.shape, 0),
    "strip-numbers": strip.size,
    "torn-differing": differing(meant, seen),
    "torn-compared": meant.size,
  });
  lab.figure("strip", figures.strip(strip, torn));
}

/** Numbers of two pictures' sum that `add`, which keeps to bytes, gets wrong. */
export function addInBytes(
  lab: Lab,
  { pixels }: DigitSet,
  add: (one: Uint8Array, other: Uint8Array) => Uint8Array,
): void {
  const [one, other] = [
    pixels.subarray(0, AREA),
    pixels.subarray(AREA, 2 * AREA),
  ];
  const square = (numbers: Uint8Array) => tf.tensor2d(numbers, [SIDE, SIDE]);
  const bytes = square(add(one, other));
  const floats = square(one).add(square(other)).toFloat();
  const wrapped = lab.number("wrapped-pixels", differing(bytes, floats));
  lab.claim("bytes-overflow", wrapped, ">", 0);
  const sums = [floats, floats.minimum(255), bytes]; // 255: as a canvas clamps
  lab.figure("mean-of-two", figures.meansOfTwo(sums.map((sum) => sum.div(2))));
}

/** A picture whose channels were moved, and the same one folded anew. */
interface Moved {
  readonly right: tf.Tensor;
  readonly wrong: tf.Tensor;
}

/** Numbers wrong when `colour` [28, 28, 3] is folded anew, and in other pairs of colours. */
export function compareChannels(
  lab: Lab,
  colour: tf.Tensor,
  { right, wrong }: Moved,
  controls: Record<"cream" | "hairOff" | "black" | "yellow" | "shifted", Moved>,
): void {
  const count = ({ right, wrong }: Moved) => differing(right, wrong);
  const mixed = count({ right, wrong });
  const cream = count(controls.cream);
  const black = count(controls.black);
  const yellow = count(controls.yellow);
  const hairOff = count(controls.hairOff);
  const shifted = count(controls.shifted);
  lab.numbers({
    "channels-differing": mixed,
    "channels-on-cream": cream,
    "channels-a-hair-off": hairOff,
    "channels-in-black": black,
    "channels-in-yellow": yellow,
    "channels-in-shifted-yellow": shifted,
    "colour-rank": colour.rank,
    "colour-numbers": colour.size,
    "colour-above-1": item(colour.greater(1).sum()),
  });
  lab.claim("paper-makes-the-count", cream, ">", 1.5 * mixed);
  const near = [0.9 * mixed, 1.1 * mixed] as const;
  lab.claim("black-as-blue", black, "between", near);
  lab.claim("hair-off-white", hairOff, ">", 0.9 * cream);
  lab.claim("shared-channels-hide", yellow, "<", 0.5 * mixed);
  lab.claim("shift-shows", shifted, ">", 2 * yellow);
  lab.text("colour-shape", shapeOf(colour));
  lab.text("colour-first-shape", shapeOf(right));
  const seen = wrong.transpose([1, 2, 0]); // what a channels-first reader sees
  lab.figure("channels", figures.channels(colour, seen));
}

/** The bill: numbers wrong, agreement by agreement, in one picture and in many. */
export function addUp(
  lab: Lab,
  one: figures.Damage,
  many: readonly figures.Damage[],
): void {
  const spreadOf = (name: keyof figures.Damage) =>
    lab.spread(
      `${name}-wrong`,
      many.map((each) => 100 * each[name]),
    );
  const spreads = {
    box: spreadOf("box"),
    size: spreadOf("size"),
    bytes: spreadOf("bytes"),
    channels: spreadOf("channels"),
  };
  lab.number("many-pictures", many.length);
  const least = Math.min(
    ...Object.values(spreads).map((spread) => spread.least),
  );
  lab.claim("all-mistakes-show", least, ">", 0);
  lab.table("agreements", figures.agreements(one, spreads));
}
