// What is left of a digit when an axis is averaged away: 28 numbers, or one.

import type * as tf from "@tensorflow/tfjs";
import { item, type Lab, nth } from "lectern";
import * as figures from "./figures.ts";
import type { Pictures } from "./runs.ts";

type Judge = (axis: 1 | 2, pictures: Pictures) => readonly [number, number];

/** How well do 28 numbers a picture do, for either digit? And how much of that is ink alone? */
export function press(lab: Lab, judge: Judge, pictures: Pictures): void {
  const record = (name: string, [of3, of7]: readonly [number, number]) => {
    lab.numbers({ [`${name}-of-3s`]: of3, [`${name}-of-7s`]: of7 });
    return lab.number(name, (of3 + of7) / 2);
  };
  const byColumns = record("by-columns", judge(1, pictures));
  const byRows = record("by-rows", judge(2, pictures));
  const byInk = record("by-ink", judgeInk(pictures));
  lab.claim("rows-tell-much", byRows, ">", 0.9);
  lab.claim("columns-tell-less", byColumns, "<", byRows - 0.1);
  lab.claim("columns-are-ink", byColumns - byInk, "<", (byRows - byInk) / 3);
  const even = sameInk(pictures); // the control: shape without amount
  const rowsEven = record("even-by-rows", judge(2, even));
  const columnsEven = record("even-by-columns", judge(1, even));
  lab.claim("shape-tells-by-rows", rowsEven, ">", 0.9);
  lab.claim("order-stands", columnsEven, "<", rowsEven - 0.1);
  const { threes, sevens } = pictures;
  const byRow = [threes.mean([0, 2]), sevens.mean([0, 2])] as const; // → [28]
  const byColumn = [threes.mean([0, 1]), sevens.mean([0, 1])] as const; // → [28]
  lab.claim("three-strokes", peaksOf(byRow[0]), "=", 3);
  lab.claim("one-heap", Math.max(...byColumn.map(peaksOf)), "=", 1);
  lab.figure("profiles-both", figures.profilesBoth(byRow, byColumn));
}

/** Both axes averaged away: one number a picture, the nearer mean wins. */
function judgeInk({ threes, sevens, valid3, valid7 }: Pictures) {
  const [of3, of7] = [item(threes.mean()), item(sevens.mean())];
  const share = (images: tf.Tensor, own: number, other: number) => {
    const ink = images.mean([1, 2]); // [1010]
    return item(ink.sub(own).abs().less(ink.sub(other).abs()).mean());
  };
  return [share(valid3, of3, of7), share(valid7, of7, of3)] as const;
}

/** The same pictures, each with the same sum of ink. */
function sameInk(pictures: Pictures): Pictures {
  const even = (images: tf.Tensor3D) =>
    images.div(images.mean([1, 2], true)).mul(0.1) as tf.Tensor3D;
  const { threes, sevens, valid3, valid7 } = pictures;
  return {
    threes: even(threes),
    sevens: even(sevens),
    valid3: even(valid3),
    valid7: even(valid7),
  };
}

/** How many values are larger than both of their neighbours. */
function peaksOf(profile: tf.Tensor): number {
  const ink = [0, ...profile.dataSync(), 0]; // paper beyond both ends
  const isPeak = (value: number, at: number) =>
    value > nth(ink, at) && value > nth(ink, at + 2);
  return ink.slice(1, -1).filter(isPeak).length;
}
