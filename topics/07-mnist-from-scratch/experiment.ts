// The chapter builds its first model from scratch: a table of pictures, one weight a pixel, a
// loss, mini-batches. Why each part? Nudge a single weight and ask what notices: the accuracy, the
// loss, a batch. And where must the first predictions lie, so that anything is noticed at all?

import * as tf from "@tensorflow/tfjs";
import {
  type DigitSet,
  exactly,
  FastaiShuffle,
  item,
  type Lab,
  nth,
  PythonRandom,
  type Shuffle,
  stack,
  threesAndSevens,
} from "lectern";
import { augment, jitter } from "./augment.ts";
import { type Course, shuffleOf } from "./draws.ts";
import * as figures from "./figures.ts";
import { compareGradients } from "./gradients.ts";
import { nudgeEveryWeight } from "./notices.ts";
import * as runs from "./runs.ts";
import * as signals from "./signals.ts";
import * as tables from "./tables.ts";

/** The chapter's batch size and, for this loss, its learning rate. */
const BATCH = 256;
const LR = 1;

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
  const validCount = valid.threes.count + valid.sevens.count;
  lab.numbers({ "train-count": y.size, "valid-count": validCount });
  const predictions = firstPredictions(lab, x, y); // [12396, 1]
  signals.showLoss(lab);
  const setting = { x, y, predictions, loss: mnistLoss };
  signals.nudgeOneWeight(lab, setting);
  nudgeEveryWeight(lab, setting);
  signals.compareStarts(lab, x, y);
  const data = threesAndSevens(train);
  const course = { lab, data, valid: threesAndSevens(valid) };
  runs.wake(course, x, BATCH);
  runs.moveStarts(course, x, BATCH);
  cutBatches(course);
  compareGradients(course, mnistLoss, BATCH);
  runs.compareSizes(course, BATCH);
  augment(course, BATCH);
}

/** What the random weights say of every digit, [12396, 1], and how right they are. */
function firstPredictions(lab: Lab, x: tf.Tensor, y: tf.Tensor): tf.Tensor {
  const [weights, bias] = exactly(2, signals.chapterStart(lab).parameters);
  const values = [...byHand(x, weights, bias).dataSync()];
  const predictions = linear1(x, weights, bias); // [12396, 1]
  lab.output("predictions", tables.printedEnds(values));
  const right = predictions.greater(0).equal(y.equal(1)); // [12396, 1]
  const share = item(right.cast("float32").mean());
  lab.numbers({
    "first-prediction": nth(values, 0),
    parameters: weights.size + bias.size,
    "correct-at-start": item(right.sum()),
    "accuracy-at-start": share,
    "loss-at-start": item(mnistLoss(predictions, y)),
  });
  lab.claim("is-a-coin", share, "between", [0.45, 0.55]);
  return predictions;
}

/** Batches of places, of letters as in the notebook, and of digits. */
function cutBatches({ lab, data }: Course): void {
  const python = new PythonRandom(lab.seed); // set_seed(42)
  const fifteen = miniBatches(15, 5, new FastaiShuffle(python));
  const letters = miniBatches(26, 6, new FastaiShuffle(python));
  lab.claim("notebook-seed", lab.seed, "=", 42);
  lab.output("fifteen", fifteen.map(tables.list));
  lab.output("letters", letters.map(tables.letters));
  const batches = miniBatches(data.count, BATCH, shuffleOf(lab));
  lab.numbers({ "batch-size": BATCH, batches: batches.length });
  lab.claim("chapter-rate", LR, "=", 1);
  const move = jitter(new PythonRandom(1)); // any seed: eight examples
  lab.figure("batch", figures.batch(data, nth(batches, 0), move));
}
