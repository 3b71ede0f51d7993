// The chapter builds its first model from scratch: a table of pictures, one weight a pixel, a
// loss, mini-batches. Why each part? Nudge a single weight and ask who notices: the
// prediction, the accuracy, the loss, a batch. What cannot feel the nudge cannot teach.

import * as tf from "@tensorflow/tfjs";
import type { DigitSet } from "../../src/digits/digits.ts";
import type { Lab } from "../../src/lab/lab.ts";
import type { DataLoader, Shuffle } from "../../src/learning/data-loader.ts";
import { threesAndSevens } from "../../src/learning/dataset.ts";
import { FastaiShuffle } from "../../src/learning/fastai-shuffle.ts";
import { stack } from "../../src/learning/images.ts";
import { item } from "../../src/learning/item.ts";
import type { Model } from "../../src/learning/layers.ts";
import { BasicOptim } from "../../src/learning/optimizer.ts";
import { PythonRandom } from "../../src/learning/python-random.ts";
import { trainBatch } from "../../src/learning/training.ts";
import { compareEnds, compareSizes } from "./agreement.ts";
import * as figures from "./figures.ts";
import { accuraciesMoved, jitter } from "./jitter.ts";
import { learn, shuffleOf } from "./learn.ts";
import { mostLit } from "./pixels.ts";
import { showLoss } from "./sigmoid.ts";
import { chapterStart, compareStarts, smallStart } from "./starts.ts";

/** The chapter's batch size and, for this loss, its learning rate. */
const BATCH = 256;
const LR = 1;
/** The notebook's own nudge is of this order: a thousandth. */
const NUDGE = 0.001;
/** Wide enough that the accuracy takes several steps, fine enough to see its treads. */
const SWEEP = Array.from({ length: 161 }, (_, at) => (at - 80) / 160);
/** Passes over the data for each batch size: the first ones tell most. */
const EPOCHS = { full: 3, quick: 1 };
/** Passes with and without moved pictures: both have settled by then. */
const LONG = { full: 12, quick: 3 };
/** How far a digit is moved, at most: its box of 20 × 20 leaves 4 on each side. */
const REACH = 4;

// #region table
/** Pictures [count, 28, 28] become rows; a 3 is a 1, a 7 is a 0. */
function table(threes: DigitSet, sevens: DigitSet) {
  const pictures = tf.concat([stack(threes), stack(sevens)]);
  const x = pictures.reshape([-1, 28 * 28]); // [count, 784]
  const is3 = tf.ones([threes.count, 1]);
  const y = tf.concat([is3, tf.zeros([sevens.count, 1])]); // [count, 1]
  return { x, y };
}
// #endregion

// #region linear
/** Pixel times weight, added up: [count, 784] → [count]. */
function byHand(x: tf.Tensor, weights: tf.Tensor, bias: tf.Tensor) {
  return x
    .mul(weights.reshape([1, 784]))
    .sum(1)
    .add(bias);
}

/** The same as one matrix product: [count, 784] → [count, 1]. */
function linear1(x: tf.Tensor, weights: tf.Tensor, bias: tf.Tensor) {
  return tf.matMul(x, weights).add(bias);
}
// #endregion

// #region mnist-loss
/** How far, on average, a prediction is from its target. */
function mnistLoss(predictions: tf.Tensor, targets: tf.Tensor) {
  const p = predictions.sigmoid(); // 0…1
  const distance = tf.where(targets.equal(1), tf.sub(1, p), p);
  return distance.mean<tf.Scalar>(); // one number
}
// #endregion

// #region mini-batches
/** The places 0…count−1, shuffled and cut into batches. */
function miniBatches(count: number, size: number, shuffle: Shuffle) {
  const order = [...shuffle.permutation(count)];
  const batches: number[][] = [];
  while (order.length > 0) batches.push(order.splice(0, size));
  return batches;
}
// #endregion

export default function experiment(lab: Lab): void {
  const { train, valid } = lab.digits;
  const { x, y } = table(train.threes, train.sevens);
  lab.text("x-shape", `[${x.shape.join(", ")}]`);
  lab.text("y-shape", `[${y.shape.join(", ")}]`);
  lab.number("train-count", x.shape[0] ?? 0);
  lab.number("valid-count", valid.threes.count + valid.sevens.count);
  const predictions = firstPredictions(lab, x, y); // [12396, 1]
  showLoss(lab);
  nudgeOneWeight(lab, predictions, x, y);
  compareStarts(lab, x, y);
  cutBatches(lab);
  compareGradients(lab);
  compareTraining(lab);
  augment(lab);
}

function firstPredictions(lab: Lab, x: tf.Tensor, y: tf.Tensor): tf.Tensor {
  const [weights = x, bias = x] = chapterStart(lab).parameters;
  const values = [...byHand(x, weights, bias).dataSync()];
  const predictions = linear1(x, weights, bias); // [12396, 1]
  lab.number("first-prediction", values[0] ?? 0);
  lab.output("predictions", figures.printedEnds(values));
  const right = predictions.greater(0).equal(y.equal(1)); // [12396, 1]
  lab.number("parameters", weights.size + bias.size);
  lab.number("correct-at-start", item(right.sum()));
  lab.number("accuracy-at-start", item(right.cast("float32").mean()));
  lab.number("loss-at-start", item(mnistLoss(predictions, y)));
  return predictions;
}

function nudgeOneWeight(
  lab: Lab,
  start: tf.Tensor,
  x: tf.Tensor,
  y: tf.Tensor,
) {
  const pixel = mostLit(lab, x); // not the first, which is never lit
  const lit = x.slice([0, pixel], [-1, 1]); // [12396, 1]
  // #region nudge
  /** Accuracy and loss when one weight is nudged, the rest held. */
  const after = (nudge: number, from = start) =>
    tf.tidy(() => {
      const predictions = from.add(lit.mul(nudge)); // [12396, 1]
      const right = predictions.greater(0).equal(y.equal(1)).sum();
      const loss = item(mnistLoss(predictions, y));
      return { accuracy: item(right) / y.size, loss };
    });
  // #endregion
  const lossMoved = (from: tf.Tensor) =>
    Math.abs(after(NUDGE, from).loss - after(0, from).loss);
  const changed = Math.abs(after(NUDGE).accuracy - after(0).accuracy);
  lab.number("nudge", NUDGE);
  const moved = lab.number("loss-moved", lossMoved(start));
  const small = lab.number("loss-moved-small", lossMoved(smallStart(lab)(x)));
  lab.claim("accuracy-stays", changed, "<=", 0);
  lab.claim("loss-moves", moved, ">", 0);
  lab.claim("whispers", moved, "<", small / 10);
  lab.number("louder", small / moved);
  const sweep = SWEEP.map((nudge) => ({ nudge, ...after(nudge) }));
  const levels = new Set(sweep.map(({ accuracy }) => accuracy)).size;
  lab.number("sweep-points", sweep.length);
  lab.number("accuracy-levels", levels);
  lab.number("loss-levels", new Set(sweep.map(({ loss }) => loss)).size);
  lab.claim("is-staircase", levels, ">", 1);
  lab.figure("nudge", figures.nudge(sweep));
}

function cutBatches(lab: Lab): void {
  const python = new PythonRandom(lab.seed); // set_seed(42)
  const fifteen = miniBatches(15, 5, new FastaiShuffle(python));
  const letters = miniBatches(26, 6, new FastaiShuffle(python));
  lab.output("fifteen", fifteen.map(figures.list));
  lab.output("letters", letters.map(figures.letters));
  const data = threesAndSevens(lab.digits.train);
  const batches = miniBatches(data.count, BATCH, shuffleOf(lab));
  lab.number("batch-size", BATCH);
  lab.number("batches", batches.length);
  lab.figure("batch", figures.batch(data, batches[0] ?? [], REACH));
}

function compareGradients(lab: Lab): void {
  const data = threesAndSevens(lab.digits.train);
  const setting = { net: smallStart(lab), loss: mnistLoss, data };
  const sizes = lab.pick({
    full: [1, 4, 16, 64, 256, 1024, 4096],
    quick: [1, 16, 256, 1024],
  });
  const found = compareSizes(lab, setting, sizes);
  const { threes, sevens } = compareEnds(lab, setting, BATCH);
  const cosineOf = (wanted: number) =>
    found.find(({ size }) => size === wanted)?.mean ?? 0;
  lab.claim("batch-agrees", cosineOf(BATCH), ">", 0.9);
  lab.claim("one-picture-agrees-less", cosineOf(1), "<", 0.5);
  lab.claim("one-kind-misleads", Math.max(threes, sevens), "<", cosineOf(16));
  lab.figure("agreement", figures.agreement(found));
}

function compareTraining(lab: Lab): void {
  const { threes, sevens } = lab.digits.train;
  const all = threes.count + sevens.count;
  const sizes = lab.pick({
    full: [16, 64, 256, 1024, 4096, all],
    quick: [16, 256, all],
  });
  const epochs = lab.number("epochs", lab.pick(EPOCHS));
  const rows = sizes.map((size, done) => {
    lab.progress("batch sizes", { done, total: sizes.length });
    const net = smallStart(lab);
    const scores = learn(lab, net, { batchSize: size, epochs }, (loader) =>
      onePass(net, loader, still),
    );
    const name = size === all ? "full-batch" : `batch-${size}`;
    const final = lab.number(`accuracy-${name}`, scores.at(-1) ?? 0);
    return { size, steps: Math.ceil(all / size) * epochs, scores, final };
  });
  const [small, full] = [rows[0]?.final ?? 0, rows.at(-1)?.final ?? 0];
  lab.claim("small-batches-win", small, ">", full);
  lab.number("most-steps", rows[0]?.steps ?? 0);
  lab.table("sizes", figures.sizes(rows));
  const loud = chapterStart(lab);
  const stuck = learn(lab, loud, { batchSize: BATCH, epochs }, (loader) =>
    onePass(loud, loader, still),
  );
  const free = rows.find(({ size }) => size === BATCH)?.final ?? 0;
  lab.number("accuracy-chapter-start", stuck.at(-1) ?? 0);
  lab.claim("chapter-start-stuck", stuck.at(-1) ?? 0, "<", free);
}

function augment(lab: Lab): void {
  const random = new PythonRandom(lab.seed);
  const move = (xb: tf.Tensor) => jitter(xb, REACH, random);
  const epochs = lab.number("long-epochs", lab.pick(LONG));
  const [clean = [], moved = []] = [still, move].map((change, done) => {
    lab.progress("moving pictures", { done, total: 2 });
    const net = smallStart(lab);
    learn(lab, net, { batchSize: BATCH, epochs }, (loader) =>
      onePass(net, loader, change),
    );
    return accuraciesMoved(lab, net, REACH);
  });
  lab.number("reach", REACH);
  const straight = lab.number("clean-straight", clean[0] ?? 0);
  const pushed = lab.number("clean-pushed", clean[REACH] ?? 0);
  lab.number("moved-straight", moved[0] ?? 0);
  lab.number("moved-pushed", moved[REACH] ?? 0);
  lab.claim("moving-helps", moved[REACH] ?? 0, ">", pushed);
  lab.claim("below-a-coin", pushed, "<", 0.5);
  lab.claim("moving-costs", moved[0] ?? 0, "<", straight);
  lab.figure("augmented", figures.augmented(clean, moved));
}

/** A change that leaves the batch as it is. */
const still = (xb: tf.Tensor): tf.Tensor => xb;

// #region one-pass
/** Each mini-batch is changed, then learned from. */
function onePass(net: Model, loader: DataLoader, change: typeof still) {
  const optimizer = new BasicOptim(net.parameters, LR);
  for (const [xb, yb] of loader) {
    tf.tidy(() => {
      const seen = change(xb); // the targets stay as they are
      trainBatch(net, [seen, yb], mnistLoss, optimizer);
    });
  }
}
// #endregion
