// What does a computer hold when it holds a picture of a 3? Numbers in a table, and around
// them agreements that the numbers do not contain: which end is ink, which axis comes first,
// how large a number may grow. Break each agreement in turn: who notices?

import * as tf from "@tensorflow/tfjs";
import { type Canvas, createCanvas } from "canvas";
import { AREA, type DigitSet, item, type Lab, SIDE } from "lectern";
import { fromCanvas, toCanvas } from "./canvas.ts";
import * as figures from "./figures.ts";
import {
  describe,
  differing,
  leaveEdge,
  litIn,
  look,
  weigh,
} from "./measure.ts";

/** The second 3 of the training set: the very picture that the chapter looks at. */
const SAMPLE = 1;
/** Not square, unlike all of MNIST: the only kind of picture that tells width from height. */
const STRIP = { from: 4, rows: 10 };
/** A box of which a quarter lies on the picture, the rest beyond its lower right corner. */
const OUTSIDE: Box = [21, 21, 35, 35];
/** Blue ink on cream paper: all six numbers differ, so that no mix-up stays hidden. */
const INK = [25, 60, 160];
const PAPER = [255, 246, 220];

/** Edges of a crop, as PIL orders them: left, upper, right, lower. */
type Box = readonly [number, number, number, number];

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
/** Ink of one colour on paper of another. */
function paint(picture: tf.Tensor2D, ink: number[], paper: number[]) {
  const share = picture.div(255).expandDims(2); // [28, 28] → [28, 28, 1]
  const onPaper = tf.sub(1, share).mul(paper); // → [28, 28, 3]
  return share.mul(ink).add(onPaper).round(); // → [28, 28, 3]
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
  look(lab, picture);
  describe(lab, picture);
  weigh(lab, digits);
  crop(lab, picture);
  const damage = {
    box: swapAxes(lab, picture),
    size: swapSize(lab, picture),
    bytes: addInBytes(lab, digits),
    channels: swapChannels(lab, picture),
  };
  const { channels, ...others } = damage;
  lab.claim(
    "channels-worst",
    channels,
    ">",
    Math.max(...Object.values(others)),
  );
  lab.table("agreements", figures.agreements(damage));
  climb(lab, digits);
}

function crop(lab: Lab, picture: tf.Tensor2D): void {
  const canvas = toCanvas(picture);
  lab.number("canvas-bytes", picture.size * 4);
  const pieces = Object.values(boxes).map((box) => cropTensor(picture, box));
  const drawn = Object.values(boxes).map((box) => cropLibrary(canvas, box));
  const apart = pieces.map((piece, at) =>
    differing(piece, fromCanvas(drawn[at] ?? canvas)),
  );
  const wrong = apart.reduce((sum, each) => sum + each);
  lab.number("crops-differing", wrong);
  lab.claim("both-ways-agree", wrong, "<", 1);
  ["top-left", "top-right", "centre"].forEach((name, at) => {
    const piece = pieces[at] ?? picture;
    lab.number(`${name}-sum`, item(piece.sum()));
    lab.number(`${name}-lit`, litIn(piece));
  });
  lab.figure("crops", figures.crops(picture, Object.values(boxes), pieces));
  leaveEdge(lab, picture, OUTSIDE, cropLibrary(canvas, OUTSIDE));
}

function swapAxes(lab: Lab, picture: tf.Tensor2D): number {
  const wrong = Object.values(boxes).map((box) => cropSwapped(picture, box));
  const right = Object.values(boxes).map((box) => cropTensor(picture, box));
  const [topLeft = 0, topRight = 0, centre = 0] = right.map((piece, at) =>
    differing(piece, wrong[at] ?? picture),
  );
  lab.number("swapped-top-left", topLeft);
  lab.number("swapped-top-right", topRight);
  lab.number("top-right-size", right[1]?.size ?? Number.NaN);
  lab.number("swapped-centre", centre);
  lab.claim("swap-shows", topRight, ">", 0);
  lab.figure("swapped", figures.swapped(right, wrong));
  return topRight;
}

function swapSize(lab: Lab, picture: tf.Tensor2D): number {
  const { from, rows } = STRIP;
  // #region strip
  const strip = picture.slice([from, 0], [rows, 28]); // [10, 28]
  const torn = strip.reshape([28, 10]); // the same 280 numbers
  // #endregion
  const beside = tf.zeros<tf.Rank.R2>([rows, 18], "int32");
  const seen = torn.slice([0, 0], [rows, 10]).concat(beside, 1); // [10, 28]
  const wrong = differing(strip, seen);
  lab.number("strip-rows", rows);
  lab.number("strip-numbers", strip.size);
  lab.number("torn-differing", wrong);
  lab.figure("strip", figures.strip(strip, torn));
  return wrong;
}

function addInBytes(lab: Lab, digits: DigitSet): number {
  const one = digits.pixels.subarray(0, AREA);
  const other = digits.pixels.subarray(AREA, 2 * AREA);
  const bytes = tf.tensor2d(addBytes(one, other), [SIDE, SIDE]);
  const floats = toTensor(digits, 0).add(toTensor(digits, 1)).toFloat();
  const wrapped = lab.number("wrapped-pixels", differing(bytes, floats));
  lab.claim("bytes-overflow", wrapped, ">", 0);
  const sums = [floats, floats.minimum(255), bytes]; // 255: as a canvas clamps
  lab.figure("mean-of-two", figures.meansOfTwo(sums.map((sum) => sum.div(2))));
  return wrapped;
}

function swapChannels(lab: Lab, picture: tf.Tensor2D): number {
  const colour = paint(picture, INK, PAPER); // [28, 28, 3]
  // #region channels
  const right = colour.transpose([2, 0, 1]); // → [3, 28, 28]
  const wrong = colour.reshape([3, 28, 28]); // → [3, 28, 28], too
  // #endregion
  const mixed = lab.number("channels-differing", differing(right, wrong));
  lab.number("colour-rank", colour.rank);
  lab.number("colour-numbers", colour.size);
  lab.text("colour-shape", `[${colour.shape.join(", ")}]`);
  const seen = wrong.transpose([1, 2, 0]); // what a channels-first reader sees
  lab.figure("channels", figures.channels(colour, seen));
  return mixed;
}

/** From one number to a batch in colour, a rank at a time. */
function climb(lab: Lab, digits: DigitSet): void {
  // #region batch
  const pictures = [0, 1, 2].map((index) => toTensor(digits, index));
  const batch = tf.stack(pictures); // 3 × [28, 28] → [3, 28, 28]
  const colour = batch.transpose([1, 2, 0]); // → [28, 28, 3]
  // #endregion
  lab.text("three-shape", `[${batch.shape.join(", ")}]`);
  lab.figure("three-or-one", figures.threeOrOne(pictures, colour));
  const painted = pictures.map((each) => paint(each, INK, PAPER));
  const batchInColour = tf.stack(painted); // → [3, 28, 28, 3]
  lab.text("colour-batch-shape", `[${batchInColour.shape.join(", ")}]`);
  lab.number("colour-batch-rank", batchInColour.rank);
  lab.figure("ranks", figures.ranks());
}
