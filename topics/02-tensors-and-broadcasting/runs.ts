// What topic 2 measures: what averaging leaves of the digits, which shapes add up, what a loan
// weighs and asks of the engine, and what it does to a list of answers.

import * as tf from "@tensorflow/tfjs";
import { defined, item, type Lab, nth } from "lectern";
import * as figures from "./figures.ts";

/** Shapes that the course's broadcasting notebook adds; the last pair does not fit. */
const PAIRS = [
  { left: [3], right: [] },
  { left: [2, 3], right: [3] },
  { left: [3, 1], right: [3] },
  { left: [3, 2], right: [3, 1] },
  { left: [3, 2], right: [3] },
];
/** What PyTorch says to the last pair: pytorch.py stops where it says anything else. */
const TORCH_SAYS =
  "The size of tensor a (2) must match the size of tensor b (3) at non-singleton dimension 1";
/** Four stacks of pictures, each [count, 28, 28]. */
export type Pictures = {
  [name in "threes" | "sevens" | "valid3" | "valid7"]: tf.Tensor3D;
};

/** The mean of the training set's 3s and of its 7s, each [28, 28]. */
export type Ideals = { [name in "mean3" | "mean7"]: tf.Tensor };

/** What was made of one picture, by name. */
export function handle(
  lab: Lab,
  results: { inked: tf.Tensor; [name: string]: tf.Tensor },
): void {
  lab.number("inked-pixels", item(results.inked.sum()));
  lab.figure("handled", figures.handled(results));
}

/** The mean over each axis; over everything, in one long sum and in two short ones. */
export function average(
  lab: Lab,
  threes: tf.Tensor3D,
  means: readonly tf.Tensor[],
  shapes: readonly number[][],
): void {
  const written = shapes.map(figures.bracketed);
  lab.output(
    "shapes",
    written.map((shape, axis) => `mean(${axis}): ${shape}`),
  );
  lab.text("threes-shape", figures.bracketed(threes.shape));
  lab.text("mean-shape", nth(written, 0));
  lab.number("threes-count", threes.shape[0]);
  lab.figure("means", figures.means(means));
  const atOnce = lab.number("threes-mean-at-once", item(threes.mean()));
  const inSteps = lab.number("threes-mean", item(threes.mean(0).mean()));
  lab.claim("steps-are-one-go", Math.abs(atOnce - inSteps), "<", 1e-5);
}

/** The mean of each ideal, and the row, the column and the ink of its peak. */
export function lookAtIdeals(lab: Lab, ideals: Ideals): void {
  for (const [name, ideal] of Object.entries(ideals)) {
    const place = item(ideal.flatten().argMax());
    lab.numbers({
      [`${name}-mean`]: item(ideal.mean()),
      [`${name}-peak`]: item(ideal.max()),
      [`${name}-peak-row`]: Math.floor(place / 28),
      [`${name}-peak-column`]: place % 28,
    });
  }
}

/** The notebook's examples: those that fit, and what both libraries say to the other. */
export function addShapes(lab: Lab): void {
  const sums = PAIRS.map(({ left, right }) => shapeOfSum(left, right));
  lab.output("fits", figures.fits(PAIRS, sums));
  const refusal = defined(nth(sums, -1).message, "word against the last pair");
  const said = [`TensorFlow.js: ${refusal}`, `PyTorch: ${TORCH_SAYS}`];
  lab.output("failing", said.flatMap(figures.folded));
}

/** The shape of the sum of two shapes, or what TensorFlow.js says against it. */
function shapeOfSum(left: number[], right: number[]): figures.Sum {
  try {
    const sum = tf.ones(left).add(tf.ones(right));
    return { shape: figures.bracketed(sum.shape) };
  } catch (error) {
    return { message: (error as Error).message };
  }
}

/** The sum with its column upright, and the table of all sums of a column and a list. */
export function repair(lab: Lab, sum: tf.Tensor, outer: tf.Tensor): void {
  lab.output("repaired", figures.printed(sum, outer));
  lab.figure("broadcasting", figures.broadcasting());
}

/** Takes the mean away: from each pixel over all pictures, or from each picture. */
export function centre(
  lab: Lab,
  threes: tf.Tensor3D,
  perPixel: tf.Tensor,
  perPicture: tf.Tensor,
): void {
  const means = tf.concat([
    perPixel.mean(0).flatten(),
    perPicture.mean([1, 2]),
  ]);
  lab.claim("centred", item(means.abs().max()), "<", 1e-4); // rounding remains
  const [kept, dropped] = [threes.mean([1, 2], true), threes.mean([1, 2])];
  lab.text("kept-shape", figures.bracketed(kept.shape));
  lab.text("dropped-shape", figures.bracketed(dropped.shape));
}

/** A function `z` [50, 50] of two variables that both run along `x` [50]. */
export function drawSurface(lab: Lab, x: tf.Tensor, z: tf.Tensor): void {
  lab.numbers({ "surface-points": x.size, "surface-highest": item(z.max()) });
  lab.figure("surface", figures.surface(x, z));
}

/** A picture [28, 28] as its numbers lie in memory, row after row. */
export function held(picture: tf.Tensor) {
  const numbers = picture.dataSync() as Float32Array;
  return { numbers, shape: [28, 28], strides: [28, 1] };
}

type View = ReturnType<typeof held>;

/** One ideal, seen a thousand times: by strides, and as TensorFlow.js holds it. */
export function weighLoan(
  lab: Lab,
  ideal: tf.Tensor,
  lent: View,
  at: (view: View, index: number[]) => number,
): void {
  const { numbers, shape, strides } = lent;
  const count = lab.number("valid-3-count", nth(shape, 0));
  lab.text("lent-shape", figures.bracketed(shape));
  lab.text("lent-strides", figures.bracketed(strides));
  const size = shape.reduce((product, length) => product * length);
  const [first, last] = [at(lent, [0, 14, 14]), at(lent, [count - 1, 14, 14])];
  lab.claim("last-is-first", last, "=", first);
  lab.text(
    "own-strides",
    figures.bracketed(ideal.broadcastTo([count, 28, 28]).strides),
  );
  lab.numbers({
    "bytes-held": numbers.byteLength,
    "bytes-seen": size * numbers.BYTES_PER_ELEMENT,
    "bytes-copied": ideal.broadcastTo([count, 28, 28]).dataSync().byteLength,
  });
}

/** Distances [count] of images [count, 28, 28] to an ideal [28, 28]. */
type Way = (images: tf.Tensor, ideal: tf.Tensor) => tf.Tensor;

/** What each way asks of the engine; the stopwatch speaks to the terminal only. */
export async function compareWays(
  lab: Lab,
  ways: Record<"byLoop" | "byBroadcast", Way>,
  images: tf.Tensor,
  ideal: tf.Tensor,
): Promise<void> {
  // The control: no loop and no broadcasting, but a copy of the ideal for each picture.
  const byCopies: Way = (stack, one) =>
    stack.sub(one.broadcastTo(stack.shape)).abs().mean([1, 2]);
  const loop = await measure(() => ways.byLoop(images, ideal));
  const broadcast = await measure(() => ways.byBroadcast(images, ideal));
  const copies = await measure(() => byCopies(images, ideal));
  const detail = `loop ${loop.took} ms, broadcast ${broadcast.took} ms, copies ${copies.took} ms`;
  lab.progress("loop against broadcast", { done: 3, total: 3, detail });
  lab.numbers({
    "operations-loop": loop.operations,
    "operations-broadcast": broadcast.operations,
    "operations-copies": copies.operations,
    "bytes-more-with-copies": copies.bytes - broadcast.bytes,
  });
  lab.claim("fewer", broadcast.operations, "<", loop.operations);
  lab.claim("copies-need-no-loop", copies.operations, "<", 10);
  const stack = images.size * Float32Array.BYTES_PER_ELEMENT;
  lab.claim("the-copy-is-spared", copies.bytes - broadcast.bytes, ">=", stack);
  const apart = tf.sub(loop.result, broadcast.result).abs().max();
  lab.claim("same-distances", item(apart), "<", 1e-6);
}

/** Runs `way` on the engine; `took` is in milliseconds and never part of a record. */
async function measure(way: () => tf.Tensor) {
  way().dispose(); // the first call also pays for what every later one reuses
  const start = performance.now();
  const result = way().dataSync();
  const took = Math.round(performance.now() - start);
  const { kernels } = await tf.profile(way);
  const bytes = kernels.reduce((sum, { bytesAdded }) => sum + bytesAdded, 0);
  return { result, took, operations: kernels.length, bytes };
}
