// What does a computer hold when it holds a picture of a 3? Numbers in a table, and around
// them agreements that the numbers do not contain: which end is ink, which axis comes first,
// how large a number may grow. Break each agreement in turn: who notices?

import * as tf from "@tensorflow/tfjs";
import { type Canvas, createCanvas } from "canvas";
import { AREA, type DigitSet, type Lab, SIDE } from "lectern";
import type { Box } from "./figures.ts";
import * as runs from "./runs.ts";

/** The second 3 of the training set: the very picture that the chapter looks at. */
const SAMPLE = 1;
/** Not square, unlike all of MNIST: the only kind of picture that tells width from height. */
const STRIP = { from: 4, rows: 10 };
/** A box of which a quarter lies on the picture, the rest beyond its lower right corner. */
const OUTSIDE: Box = [21, 21, 35, 35];
/** Blue ink on cream paper: all six numbers differ, so that no mix-up stays hidden. */
const INK = [25, 60, 160];
const PAPER = [255, 246, 220];

// #region boxes
/** Left, upper, right, lower: the order of PIL, x before y. */
const boxes = {
  topLeft: [0, 0, 14, 14],
  topRight: [14, 0, 28, 14],
  centre: [7, 7, 21, 21],
} satisfies { [name: string]: Box };
// #endregion

// #region tensor
/** One picture as a tensor of rank 2: 0 is paper, 255 is ink. */
function toTensor(set: DigitSet, index: number): tf.Tensor2D {
  const start = index * AREA;
  const bytes = set.pixels.subarray(start, start + AREA); // [784]
  return tf.tensor2d(bytes, [SIDE, SIDE], "int32"); // → [28, 28]
}
// #endregion

// #region crop-library
/** The library's way: x and y of the corner, then width and height. */
function cropLibrary(source: Canvas, box: Box): Canvas {
  const [left, upper, right, lower] = box;
  const width = right - left;
  const height = lower - upper;
  const piece = createCanvas(width, height);
  const draw = piece.getContext("2d");
  draw.drawImage(source, left, upper, width, height, 0, 0, width, height);
  return piece;
}
// #endregion

// #region crop-tensor
/** The tensor's way: rows first, then columns. */
function cropTensor(picture: tf.Tensor2D, box: Box): tf.Tensor2D {
  const [left, upper, right, lower] = box;
  return picture.slice([upper, left], [lower - upper, right - left]);
}
// #endregion

// #region swapped
/** The same line by someone who thinks x before y. Valid, and wrong. */
function cropSwapped(picture: tf.Tensor2D, box: Box): tf.Tensor2D {
  const [left, upper, right, lower] = box;
  return picture.slice([left, upper], [right - left, lower - upper]);
}
// #endregion

// #region paint
/** The picture in our two colours. */
function paint(picture: tf.Tensor2D): tf.Tensor {
  const share = picture.div(255).expandDims(2); // [28, 28] → [28, 28, 1]
  const onPaper = tf.sub(1, share).mul(PAPER); // → [28, 28, 3]
  return share.mul(INK).add(onPaper).round(); // → [28, 28, 3]
}
// #endregion

// #region bytes
/** Two pictures in one, pixel by pixel, without leaving the bytes. */
function addBytes(one: Uint8Array, other: Uint8Array): Uint8Array {
  return one.map((value, at) => value + (other[at] ?? 0)); // 256 becomes 0
}
// #endregion

export default function experiment(lab: Lab): void {
  const digits = lab.digits.train.threes;
  const picture = toTensor(digits, SAMPLE); // [28, 28]
  runs.look(lab, picture);
  runs.describe(lab, picture);
  runs.weigh(lab, digits);
  const canvas = runs.toCanvas(picture);
  const crops = Object.entries(boxes).map(([name, box]) => ({
    name,
    box,
    drawn: cropLibrary(canvas, box),
    meant: cropTensor(picture, box),
    swapped: cropSwapped(picture, box),
  }));
  runs.cropBothWays(lab, picture, crops);
  runs.leaveEdge(lab, picture, OUTSIDE, cropLibrary(canvas, OUTSIDE));
  runs.addUp(lab, {
    box: runs.swapAxes(lab, crops),
    size: swapSize(lab, picture),
    bytes: runs.addInBytes(lab, digits, addBytes),
    channels: swapChannels(lab, picture),
  });
  climb(lab, digits);
}

function swapSize(lab: Lab, picture: tf.Tensor2D): number {
  const { from, rows } = STRIP;
  // #region strip
  const strip = picture.slice([from, 0], [rows, 28]); // [10, 28]
  const torn = strip.reshape([28, 10]); // the same 280 numbers
  // #endregion
  return runs.compareStrips(lab, strip, torn);
}

function swapChannels(lab: Lab, picture: tf.Tensor2D): number {
  const colour = paint(picture); // [28, 28, 3]
  // #region channels
  const right = colour.transpose([2, 0, 1]); // → [3, 28, 28]
  const wrong = colour.reshape([3, 28, 28]); // → [3, 28, 28], too
  // #endregion
  return runs.compareChannels(lab, colour, right, wrong);
}

/** From one number to a batch in colour, a rank at a time. */
function climb(lab: Lab, digits: DigitSet): void {
  // #region batch
  const pictures = [0, 1, 2].map((index) => toTensor(digits, index));
  const batch = tf.stack(pictures); // 3 × [28, 28] → [3, 28, 28]
  const colour = batch.transpose([1, 2, 0]); // → [28, 28, 3]
  // #endregion
  const painted = tf.stack(pictures.map(paint)); // → [3, 28, 28, 3]
  runs.climb(lab, pictures, { batch, colour, painted });
}
