// What topic 4 measures: walks on x², an ideal 3 that follows its batches, and pixel similarity
// as a linear model that is trained at last.

import * as tf from "@tensorflow/tfjs";
import {
  AREA,
  BasicOptim,
  type Dataset,
  type DigitSet,
  item,
  type Lab,
  mnistLoss,
  nth,
  TorchRandom,
  threesAndSevens,
  trainBatch,
} from "lectern";
import * as figures from "./figures.ts";

/** Few digits a batch, so that their noise can be seen. */
const BATCH = 16;
/** The slowest rate multiplies by 0.98: after 300 steps it has forgotten its start. */
const STEPS = 600;
/** The last steps: by then the ideal has settled, and only noise moves it. */
const SETTLED = 300;
/** Steps at which the ideal is looked at. */
const LOOKS = [1, 10, 100, STEPS];
/** The chapter's learning rate for the digits. */
const TRAIN_LR = 1;
/** Steps on all digits at once: far enough to see where the curve goes. */
const TRAIN_STEPS = { full: 100, quick: 20 };

/** Where each walk is after a while, and what every step of it multiplies x by. */
export function recordWalks(lab: Lab, walks: readonly figures.Walk[]): void {
  for (const { name, lr, path } of walks) {
    for (const step of [1, 2, 3, 10, 20]) {
      lab.number(`${name}-after-${step}`, nth(path, step));
    }
    const multiplier = nth(path, 1) / nth(path, 0);
    lab.numbers({ [`${name}-rate`]: lr, [`${name}-multiplier`]: multiplier });
    lab.text(`${name}-rate`, String(lr));
    lab.text(`${name}-multiplier`, String(Number(multiplier.toFixed(6)) + 0));
  }
  lab.table("regimes", figures.regimes(walks));
  lab.figure("paths", figures.paths(walks));
}

/** Rates by what they do. */
type Rates = Readonly<
  Record<"slow" | "good" | "one-step" | "bouncing", number>
>;

/**
 * Steps to the bottom by learning rate; `stepsAt` gives up after `patience` steps. Throws
 * RangeError where a rate that has a name needs more.
 */
export function sweepRates(
  lab: Lab,
  stepsAt: (lr: number) => number,
  { slow, good, "one-step": half, bouncing }: Rates,
  patience: number,
): void {
  const steps = (lr: number) => {
    const count = stepsAt(lr);
    if (count < patience) return count;
    throw new RangeError(`at rate ${lr} ${patience} steps are too few`);
  };
  const rates = Array.from({ length: 99 }, (_, index) => (index + 1) / 100);
  const counts = rates.map(stepsAt);
  const { "good-steps": twins } = lab.numbers({
    "slow-steps": steps(slow),
    "good-steps": steps(good),
    "bouncing-steps": steps(bouncing),
    "one-step-steps": steps(half),
  });
  lab.figure("steps-needed", figures.stepsNeeded(rates, counts, twins));
}

/** Moves an ideal [28, 28] towards the digits of a batch [size, 28, 28]. */
type BatchStep = (ideal: tf.Tensor, batch: tf.Tensor, lr: number) => tf.Tensor;

/** The same seven steps for 784 pixels, on batches of digits: the ideal 3 appears. */
export function followBatches(
  lab: Lab,
  batchStep: BatchStep,
  rates: Readonly<Record<"fast" | "good" | "slow", number>>,
  threes: tf.Tensor,
): void {
  const mean = threes.mean(0); // [6131, 28, 28] → [28, 28]
  const spread = item(threes.sub(mean).square().mean()); // variance of a pixel
  const runs = Object.entries(rates).map(([name, lr]) => {
    const { errors, looks } = makeIdeal(lab, batchStep, lr, mean);
    const settled = errors.slice(-SETTLED);
    const error = settled.reduce((a, b) => a + b) / SETTLED;
    // The mean of n digits is off by spread/n: read backwards, the error says n.
    const memory = lab.number(`${name}-memory`, spread / error);
    const predicted = lab.number(`${name}-theory`, (BATCH * (1 - lr)) / lr);
    const ratio = memory / predicted;
    lab.claim(`${name}-as-predicted`, ratio, "between", [0.9, 1.1]);
    return { lr, errors, looks, memory, predicted };
  });
  lab.numbers({
    "batch-size": BATCH,
    "batch-steps": STEPS,
    "digits-seen": BATCH * STEPS,
  });
  const making = figures.making(runs, LOOKS, mean);
  lab.figure("ideals-in-the-making", making);
  lab.figure("batch-noise", figures.batchNoise(runs));
  const memories = runs.map(({ memory }) => memory);
  lab.claim("fast-forgets-most", nth(memories, 0), "<=", Math.min(...memories));
  lab.table("memory", figures.memory(runs));
}

/** From an empty page, at one rate: how far the ideal is off, step by step, and some looks at it. */
function makeIdeal(
  lab: Lab,
  batchStep: BatchStep,
  lr: number,
  mean: tf.Tensor,
) {
  const { threes } = lab.digits.train;
  const random = new TorchRandom(lab.seed); // the same batches for each rate
  let ideal: tf.Tensor = tf.zeros([28, 28]);
  const errors: number[] = []; // mean square of ideal − mean
  const looks: tf.Tensor[] = [];
  for (let step = 1; step <= STEPS; step++) {
    const before = ideal;
    ideal = tf.tidy(() => batchStep(before, draw(threes, BATCH, random), lr));
    errors.push(tf.tidy(() => item(ideal.sub(mean).square().mean())));
    if (LOOKS.includes(step)) looks.push(ideal);
    if (step % 100 !== 0) continue;
    const detail = `learning rate ${lr}, step ${step}`;
    lab.progress("ideal 3", { done: step, total: STEPS, detail });
  }
  return { errors, looks };
}

/** Digits for one batch, each drawn anew from the whole set: [size, 28, 28]. */
function draw(set: DigitSet, size: number, random: TorchRandom): tf.Tensor {
  const bytes = new Float32Array(size * AREA);
  for (const [at, u] of random.rand(size).entries()) {
    const first = Math.floor(u * set.count) * AREA;
    bytes.set(set.pixels.subarray(first, first + AREA), at * AREA);
  }
  return tf.tensor3d(bytes, [size, 28, 28]).div(255);
}

/** Trains weights [784, 1] and a bias, those of pixel similarity, on all the training digits. */
export function giveItTheSteps(
  lab: Lab,
  { weights, bias }: { weights: tf.Variable; bias: tf.Variable },
): void {
  const model = (x: tf.Tensor) => tf.matMul(x, weights).add(bias);
  const optimizer = new BasicOptim([weights, bias], TRAIN_LR);
  const batch = whole(threesAndSevens(lab.digits.train)); // [12396, 784]
  const [validXs, validYs] = whole(threesAndSevens(lab.digits.valid));
  const mistakes = () =>
    tf.tidy(() => {
      const scores = model(validXs); // [2038, 1]
      return item(scores.greater(0).notEqual(validYs.greater(0)).sum());
    });
  const missed = [mistakes()];
  const losses: number[] = [];
  const total = lab.number("train-steps", lab.pick(TRAIN_STEPS));
  for (let step = 1; step <= total; step++) {
    const loss = trainBatch(model, batch, mnistLoss, optimizer);
    losses.push(loss);
    missed.push(mistakes());
    const detail = `step ${step}, loss ${loss.toFixed(4)}`;
    lab.progress("linear model", { done: step, total, detail });
  }
  const [before, after] = [nth(missed, 0), nth(missed, total)];
  lab.numbers({
    "mistakes-before": before,
    "mistakes-after": after,
    "valid-count": validYs.size,
    "accuracy-before": 1 - before / validYs.size,
    "accuracy-after": 1 - after / validYs.size,
    "loss-before": nth(losses, 0),
    "loss-after": nth(losses, -1),
  });
  lab.claim("learning-helps", after, "<", before);
  lab.figure("mistakes", figures.mistakes(missed));
}

/** All the data as one batch: rows [count, 784] and targets [count, 1]. */
function whole({ count, inputs, targets }: Dataset) {
  return [
    tf.tensor2d(inputs, [count, AREA]),
    tf.tensor2d(targets, [count, 1]),
  ] as const;
}
