// What topic 1 measures on the side: what a picture and a batch hold, three looks at one
// picture, and what becomes of a box that leaves it.

import * as tf from "@tensorflow/tfjs";
import type { Canvas } from "canvas";
import { type DigitSet, item, type Lab, stack } from "lectern";
import { fromCanvas } from "./canvas.ts";
import * as figures from "./figures.ts";

/** The rows and columns that the chapter prints: where the stroke begins. */
const CORNER = { from: 4, size: 6 };

/** How many numbers of two tensors of one shape differ. */
export function differing(one: tf.Tensor, other: tf.Tensor): number {
  return item(one.notEqual(other).sum());
}

/** How many numbers of a piece are not 0. */
export function litIn(piece: tf.Tensor): number {
  return differing(piece, tf.zerosLike(piece));
}

/** Shape, rank and ink of the picture [28, 28]. */
export function describe(lab: Lab, picture: tf.Tensor2D): void {
  lab.text("picture-shape", `[${picture.shape.join(", ")}]`);
  lab.number("picture-rank", picture.rank);
  lab.number("pixels", picture.size);
  const lit = lab.number("lit-pixels", litIn(picture));
  lab.claim("mostly-paper", lit, "<", picture.size / 2);
  lab.number("ink-sum", item(picture.sum()));
  lab.number("mean-byte", item(picture.sum()) / picture.size);
  const { from, size } = CORNER;
  lab.number("corner-first", from);
  lab.number("corner-last", from + size - 1);
  const corner = picture.slice([from, from], [size, size]); // → [6, 6]
  lab.figure("corner", figures.numbersOf(corner, from));
}

/** Shape, rank and bytes of all the digits in one tensor. */
export function weigh(lab: Lab, digits: DigitSet): void {
  const batch = stack(digits); // [6131, 28, 28]
  lab.text("batch-shape", `[${batch.shape.join(", ")}]`);
  lab.number("batch-rank", batch.rank);
  lab.number("batch-count", digits.count);
  lab.number("bytes-as-uint8", digits.pixels.byteLength);
  lab.number("bytes-as-float32", batch.dataSync().byteLength);
  const restored = batch.mul(255).round(); // 0…1 → 0…255
  const stored = tf.tensor(digits.pixels, batch.shape);
  const lost = lab.number("lost-in-floats", differing(restored, stored));
  lab.claim("floats-lose-nothing", lost, "<", 1);
}

/** Same numbers, two colour maps; other numbers, same look. */
export function look(lab: Lab, picture: tf.Tensor2D): void {
  const faint = picture.div(4).floor(); // a quarter of the ink
  const changed = differing(faint, picture.toFloat());
  lab.number("faint-differing", changed);
  lab.number("faint-peak", item(faint.max()));
  const differ = `of ${picture.size} numbers differ from A`;
  const notes = ["255 drawn as black", `0 ${differ}`, `${changed} ${differ}`];
  lab.figure("looks", figures.looks(picture, faint));
  lab.figure("looks-counted", figures.looks(picture, faint, notes));
}

/** `drawn` is what the library makes of a box that leaves the picture; a slice stops. */
export function leaveEdge(
  lab: Lab,
  picture: tf.Tensor2D,
  box: readonly [number, number, number, number],
  drawn: Canvas,
): void {
  const [left, upper, right, lower] = box;
  const side = lab.number("outside-library-side", fromCanvas(drawn).shape[0]);
  const rows = picture.arraySync().slice(upper, lower);
  const kept = rows.map((row) => row.slice(left, right)).length;
  lab.number("outside-slice-side", kept);
  lab.output("outside", [
    `library: ${side} × ${side}, filled up with nothing`,
    `slice:   ${kept} × ${kept}, what there was`,
  ]);
}
