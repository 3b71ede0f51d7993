// What does a computer hold when it holds a picture of a 3? Numbers in a table, and around
// them agreements that the numbers do not contain: which end is ink, which axis comes first,
// how large a number may grow. Break each agreement in turn: who notices?

import * as tf from "@tensorflow/tfjs";
import { type Canvas, createCanvas } from "canvas";
import { AREA, type DigitSet, type Lab, nth, SIDE } from "lectern";
import type { Box } from "./figures.ts";
import type { Damage } from "./figures-misread.ts";
import * as misread from "./misread.ts";
import * as runs from "./runs.ts";

/** The second 3 of the training set: the very picture that the chapter looks at. */
const SAMPLE = 1;
/** Not square, unlike all of MNIST: the only kind of picture that tells width from height. */
const STRIP = { from: 4, rows: 10 };
/** A box of which a quarter lies on the picture, the rest beyond its lower right corner. */
const OUTSIDE: Box = [21, 21, 35, 35];
/** Blue ink on white, and controls that change one colour each: other paper, other inks. */
const INK = [25, 60, 160];
const WHITE = [255, 255, 255];
const CREAM = [255, 246, 220];
/** Three different numbers, as on cream paper, and no eye tells it from white. */
const HAIR_OFF = [255, 254, 253];
const BLACK = [0, 0, 0];
/** An ink that has two of its three numbers in common with white paper. */
const YELLOW = [255, 255, 0];
/** Nearly the same yellow, with no number in common. */
const SHIFTED = [250, 250, 5];
/** Sides of the boxes that are swapped at every place off the diagonal. */
const SIDES = { large: 14, small: 4 };
/** Pictures behind the first on which every mistake is made again. */
const MANY = 100;

// #region boxes
/** Left, upper, right, lower: the order of PIL, x before y. */
const boxes = {
  topLeft: [0, 0, 14, 14],
  topRight: [14, 0, 28, 14],
  centre: [7, 7, 21, 21],
} satisfies { [name: string]: Box };
// #endregion

/** The two corners that are left: the control for what the first three show. */
const others = {
  bottomLeft: [0, 14, 14, 28],
  bottomRight: [14, 14, 28, 28],
} satisfies { [name: string]: Box };

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
/** The picture in two colours. */
function paint(picture: tf.Tensor2D, ink = INK, paper = WHITE): tf.Tensor {
  const share = picture.div(255).expandDims(2); // [28, 28] → [28, 28, 1]
  const onPaper = tf.sub(1, share).mul(paper); // → [28, 28, 3]
  return share.mul(ink).add(onPaper).round(); // → [28, 28, 3]
}
// #endregion

// #region bytes
/** Two pictures in one, pixel by pixel, without leaving the bytes. */
function addBytes(one: Uint8Array, other: Uint8Array): Uint8Array {
  return one.map((value, at) => value + nth(other, at)); // 256 becomes 0
}
// #endregion

export default function experiment(lab: Lab): void {
  const digits = lab.digits.train.threes;
  const picture = toTensor(digits, SAMPLE); // [28, 28]
  runs.look(lab, picture);
  runs.describe(lab, picture);
  runs.weigh(lab, digits);
  const canvas = runs.toCanvas(picture);
  const cut = (boxes: { readonly [name: string]: Box }) =>
    Object.entries(boxes).map(([name, box]) => ({
      name,
      box,
      drawn: cropLibrary(canvas, box),
      meant: cropTensor(picture, box),
      swapped: cropSwapped(picture, box),
    }));
  const crops = cut(boxes);
  runs.cropBothWays(lab, picture, crops);
  runs.leaveEdge(lab, picture, OUTSIDE, cropLibrary(canvas, OUTSIDE));
  misread.swapAxes(lab, crops, cut(others));
  misread.swapEverywhere(lab, picture, SIDES);
  misread.addInBytes(lab, digits, addBytes);
  showMistakes(lab, picture);
  const many = Math.min(MANY, digits.count - 1);
  const places = Array.from({ length: many }, (_, at) => at + 1);
  const damages = places.map((index) => tf.tidy(() => damage(digits, index)));
  misread.addUp(lab, damage(digits, SAMPLE), damages);
  misread.tearAll(lab, digits, STRIP);
  climb(lab, digits);
}

/** Two mistakes on the sample, drawn, and the second one in other colours. */
function showMistakes(lab: Lab, picture: tf.Tensor2D): void {
  const { strip, torn } = swapSize(picture);
  misread.compareStrips(lab, strip, torn);
  const colour = paint(picture); // [28, 28, 3]
  misread.compareChannels(lab, colour, swapChannels(colour), {
    cream: swapChannels(paint(picture, INK, CREAM)),
    hairOff: swapChannels(paint(picture, INK, HAIR_OFF)),
    black: swapChannels(paint(picture, BLACK, WHITE)),
    yellow: swapChannels(paint(picture, YELLOW, WHITE)),
    shifted: swapChannels(paint(picture, SHIFTED, WHITE)),
  });
}

function swapSize(picture: tf.Tensor2D) {
  const { from, rows } = STRIP;
  // #region strip
  const strip = picture.slice([from, 0], [rows, 28]); // [10, 28]
  const torn = strip.reshape([28, 10]); // the same 280 numbers
  // #endregion
  return { strip, torn };
}

function swapChannels(colour: tf.Tensor) {
  // #region channels
  const right = colour.transpose([2, 0, 1]); // → [3, 28, 28]
  const wrong = colour.reshape([3, 28, 28]); // → [3, 28, 28], too
  // #endregion
  return { right, wrong };
}

/** The share of numbers that each mistake spoils, on one picture and the one before it. */
function damage(digits: DigitSet, index: number): Damage {
  const [before, picture] = [
    toTensor(digits, index - 1),
    toTensor(digits, index),
  ];
  const { strip, torn } = swapSize(picture);
  const { right, wrong } = swapChannels(paint(picture));
  const { topRight } = boxes;
  const bytes = (one: tf.Tensor2D) => Uint8Array.from(one.dataSync());
  const wrapped = tf.tensor2d(addBytes(bytes(before), bytes(picture)), [
    SIDE,
    SIDE,
  ]);
  return {
    box: misread.shareWrong(
      cropTensor(picture, topRight),
      cropSwapped(picture, topRight),
    ),
    size: misread.shareWrong(...misread.overlap(strip, torn)),
    bytes: misread.shareWrong(before.add(picture).toFloat(), wrapped),
    channels: misread.shareWrong(right, wrong),
  };
}

/** From one number to a batch in colour, a rank at a time. */
function climb(lab: Lab, digits: DigitSet): void {
  // #region batch
  const pictures = [0, 1, 2].map((index) => toTensor(digits, index));
  const batch = tf.stack(pictures); // 3 × [28, 28] → [3, 28, 28]
  const colour = batch.transpose([1, 2, 0]); // → [28, 28, 3]
  // #endregion
  const painted = tf.stack(pictures.map((each) => paint(each))); // → [3, 28, 28, 3]
  runs.climb(lab, pictures, { batch, colour, painted });
}
