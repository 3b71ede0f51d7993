// What does a machine need in order to get better by itself? Arthur Samuel's answer, taken
// apart into seven steps: first on x², where every number can be checked by hand, then on
// the digits, to see which steps pixel similarity lacks and what they would be worth.

import * as tf from "@tensorflow/tfjs";
import { item, type Lab, nth, stack } from "lectern";
import { followBatches } from "./batches.ts";
import * as figures from "./figures.ts";
import * as runs from "./runs.ts";
import { giveItTheSteps, type Weights } from "./training.ts";

/** Where the walk on x² begins: the gradient is −3 there. */
const START = -1.5;
/** One rate for each way to behave, and 1, where two of them meet. */
const RATES = {
  slow: 0.01,
  good: 0.1,
  "one-step": 0.5,
  bouncing: 0.9,
  edge: 1,
  diverging: 1.1,
};
/** Steps of the walks that are compared: by then each has shown what it does. */
const WALK = 20;
/** Near enough to the bottom of x² to call it found: a hundredth of the start. */
const NEAR = 0.01 * Math.abs(START);
/** The slowest rate of the sweep needs fewer steps than this. */
const PATIENCE = 300;
/** The pixel baseline's scores reach ±30, where a sigmoid is flat: a tenth is felt. */
const SCALE = 0.1;

// #region quadratic
/** The loss of x: how far it is from 0, squared. */
const f = (x: tf.Tensor) => x.square(); // [] → []
const lossAndGradient = tf.valueAndGrad(f);
// #endregion

// #region descend
/** Every x that gradient descent visits on its way down x². */
function descend(lr: number, most: number, enough = 0): number[] {
  let x: tf.Tensor = tf.scalar(START); // 1 initialize
  const path = [START];
  while (path.length <= most) {
    // 2 predict, 3 loss, 4 gradient
    const { value, grad } = lossAndGradient(x);
    if (item(value) < enough) break; // 7 stop
    x = x.sub(grad.mul(lr)); // 5 step
    path.push(item(x));
  } // 6 repeat
  return path;
}
// #endregion

// #region batch-step
/** Moves ideal digits one step towards the digits of a batch. */
function batchStep(ideal: tf.Tensor, batch: tf.Tensor, lr: number) {
  const errors = (w: tf.Tensor) => batch.sub(w).square();
  const loss = (w: tf.Tensor) => errors(w).mean(0).sum(); // → []
  const gradient = tf.grad(loss)(ideal); // 2 · (ideal − batch mean)
  return ideal.sub(gradient.mul(lr)); // [28, 28]
}
// #endregion

// #region as-linear
/** Pixel similarity under squares, written as weights and a bias. */
function asLinear(mean3: tf.Tensor, mean7: tf.Tensor, scale: number) {
  const weights = mean3.sub(mean7).mul(2 * scale);
  const ink = (mean: tf.Tensor) => mean.square().sum();
  const bias = ink(mean7).sub(ink(mean3)).mul(scale);
  return asModel(weights.reshape([784, 1]), bias);
}
// #endregion

function asModel(weights: tf.Tensor, bias: tf.Tensor): Weights {
  return { weights: tf.variable(weights), bias: tf.variable(bias) };
}

export default function experiment(lab: Lab): void {
  lab.table("samuel", figures.samuel());
  lab.table("ideas", figures.ideas());
  lab.figure("loop", figures.loop());
  walkOnSquare(lab);
  const threes = stack(lab.digits.train.threes); // [6131, 28, 28]
  const sevens = stack(lab.digits.train.sevens); // [6265, 28, 28]
  const mean3 = threes.mean(0); // → [28, 28]
  const mean7 = sevens.mean(0); // → [28, 28]
  const { slow, good, "one-step": fast } = RATES;
  // All digits at once, rate 0.5, one step from a page of ink: is that the average?
  const landed = batchStep(tf.ones([28, 28]), threes, fast);
  const gap = item(landed.sub(mean3).abs().max()); // 0 but for rounding
  lab.claim("jump-is-average", gap, "<", 1e-5);
  followBatches(lab, batchStep, { fast, good, slow }, threes);
  // The same loss once more from the averages: they are where it wants them.
  const own3 = batchStep(mean3, threes, fast);
  const own7 = batchStep(mean7, sevens, fast);
  const moved = Math.max(
    item(own3.sub(mean3).abs().max()),
    item(own7.sub(mean7).abs().max()),
  );
  lab.claim("own-loss-is-done", moved, "<", 1e-5);
  lab.text("scale", String(SCALE));
  giveItTheSteps(lab, {
    scaled: asLinear(mean3, mean7, SCALE),
    plain: asLinear(mean3, mean7, 1),
    zeros: asModel(tf.zeros([784, 1]), tf.scalar(0)),
    own: asLinear(own3, own7, SCALE),
  });
}

/** The way down x² at each rate, and how many steps it takes to get near the bottom. */
function walkOnSquare(lab: Lab): void {
  const walks = Object.entries(RATES).map(([name, lr]) => {
    return { name, lr, path: descend(lr, WALK) };
  });
  runs.recordWalks(lab, walks);
  nameRates(lab);
  lab.number("start", START);
  lab.number("first-gradient", item(lossAndGradient(tf.scalar(START)).grad));
  lab.output("good-path", figures.printed(descend(RATES.good, 4)));
  const stepsAt = (lr: number) =>
    tf.tidy(() => descend(lr, PATIENCE, NEAR * NEAR).length - 1);
  runs.sweepRates(lab, stepsAt, RATES, PATIENCE);
}

/** Does each rate do what its name says, and are the good and the bouncing one twins? */
function nameRates(lab: Lab): void {
  const { slow, good, "one-step": half, bouncing, edge, diverging } = RATES;
  const inside = slow > 0 && slow < good && good < half;
  const beyond = half < bouncing && bouncing < edge && edge < diverging;
  const atEnds = half === 0.5 && edge === 1;
  lab.claim("rates-as-named", Number(inside && beyond && atEnds), "=", 1);
  lab.claim("twins", Math.abs(good + bouncing - 1), "<", 1e-9);
  const far = descend(bouncing, WALK);
  const sides = descend(good, WALK).map((x, at) => [x, nth(far, at)]);
  const apart = sides.map(([a = 0, b = 0]) => Math.abs(a * a - b * b));
  lab.claim("same-loss", Math.max(...apart), "<", 1e-6);
  lab.claim("near-is-a-hundredth", NEAR / Math.abs(START), "=", 0.01);
}
