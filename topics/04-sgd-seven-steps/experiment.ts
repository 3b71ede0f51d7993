// What does a machine need in order to get better by itself? Arthur Samuel's answer, taken
// apart into seven steps: first on x², where every number can be checked by hand, then on
// the digits, to see which steps pixel similarity lacks and what they would be worth.

import * as tf from "@tensorflow/tfjs";
import {
  AREA,
  type DigitSet,
  item,
  type Lab,
  nth,
  stack,
  TorchRandom,
} from "lectern";
import * as figures from "./figures.ts";
import { giveItTheSteps } from "./linear.ts";

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
/** Near enough to the bottom of x² to call it found: a hundredth of the start. */
const NEAR = 0.01 * Math.abs(START);
/** The slowest rate of the sweep needs fewer steps than this. */
const PATIENCE = 300;
/** Few digits a batch, so that their noise can be seen. */
const BATCH = 16;
/** The slowest rate multiplies by 0.98: after 300 steps it has forgotten its start. */
const STEPS = 600;
/** The last steps: by then the ideal has settled, and only noise moves it. */
const SETTLED = 300;
/** Steps at which the ideal is looked at. */
const LOOKS = [1, 10, 100, STEPS];
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

/** Digits for one batch, each drawn anew from the whole set: [size, 28, 28]. */
function draw(set: DigitSet, size: number, random: TorchRandom): tf.Tensor {
  const bytes = new Float32Array(size * AREA);
  for (const [at, u] of random.rand(size).entries()) {
    const first = Math.floor(u * set.count) * AREA;
    bytes.set(set.pixels.subarray(first, first + AREA), at * AREA);
  }
  return tf.tensor3d(bytes, [size, 28, 28]).div(255);
}

// #region batch-step
/** Moves an ideal digit one step towards the digits of a batch. */
function batchStep(ideal: tf.Tensor, batch: tf.Tensor, lr: number) {
  const errors = (w: tf.Tensor) => batch.sub(w).square();
  const loss = (w: tf.Tensor) => errors(w).mean(0).sum(); // → []
  const gradient = tf.grad(loss)(ideal); // 2 · (ideal − batch mean)
  return ideal.sub(gradient.mul(lr)); // [28, 28]
}
// #endregion

// #region as-linear
/** Pixel similarity under squares, written as weights and a bias. */
function asLinear(mean3: tf.Tensor, mean7: tf.Tensor) {
  const weights = mean3
    .sub(mean7)
    .mul(2 * SCALE)
    .reshape([784, 1]);
  const ink = (mean: tf.Tensor) => mean.square().sum();
  const bias = ink(mean7).sub(ink(mean3)).mul(SCALE);
  return { weights: tf.variable(weights), bias: tf.variable(bias) };
}
// #endregion

export default function experiment(lab: Lab): void {
  lab.table("samuel", figures.samuel());
  lab.figure("loop", figures.loop());
  walkOnSquare(lab);
  sweepRates(lab);
  const threes = stack(lab.digits.train.threes); // [6131, 28, 28]
  const sevens = stack(lab.digits.train.sevens); // [6265, 28, 28]
  const mean3 = threes.mean(0); // → [28, 28]
  const mean7 = sevens.mean(0); // → [28, 28]
  const spread = item(threes.sub(mean3).square().mean()); // variance of a pixel
  jump(lab, threes, mean3);
  followBatches(lab, mean3, spread);
  lab.text("scale", String(SCALE));
  const linear = asLinear(mean3, mean7);
  giveItTheSteps(lab, linear, tf.concat([threes, sevens]));
}

function walkOnSquare(lab: Lab): void {
  const walks = Object.entries(RATES).map(([name, lr]) => {
    const path = descend(lr, 20);
    for (const step of [1, 2, 3, 10, 20]) {
      lab.number(`${name}-after-${step}`, nth(path, step));
    }
    lab.number(`${name}-rate`, lr);
    lab.text(`${name}-rate`, String(lr));
    const multiplier = nth(path, 1) / START;
    lab.number(`${name}-multiplier`, multiplier);
    lab.text(`${name}-multiplier`, String(Number(multiplier.toFixed(6)) + 0));
    return { name, lr, path };
  });
  recordRates(lab);
  lab.number("start", START);
  lab.number("first-gradient", item(lossAndGradient(tf.scalar(START)).grad));
  lab.output("good-path", figures.printed(descend(RATES.good, 4)));
  lab.table("regimes", figures.regimes(walks));
  lab.figure("paths", figures.paths(walks));
}

/** Does each rate do what its name says, and are the good and the bouncing one twins? */
function recordRates(lab: Lab): void {
  const { slow, good, "one-step": half, bouncing, edge, diverging } = RATES;
  const inside = slow > 0 && slow < good && good < half;
  const beyond = half < bouncing && bouncing < edge && edge < diverging;
  const atEnds = half === 0.5 && edge === 1;
  lab.claim("rates-as-named", Number(inside && beyond && atEnds), ">=", 1);
  lab.claim("twins", Math.abs(good + bouncing - 1), "<", 1e-9);
  lab.claim("near-is-a-hundredth", NEAR / Math.abs(START), "=", 0.01);
}

/** How many steps it takes to get near the bottom, by learning rate. */
function sweepRates(lab: Lab): void {
  const rates = Array.from({ length: 99 }, (_, index) => (index + 1) / 100);
  const counts = rates.map((lr) =>
    tf.tidy(() => descend(lr, PATIENCE, NEAR * NEAR).length - 1),
  );
  const steps = (lr: number) => {
    const count = descend(lr, PATIENCE, NEAR * NEAR).length - 1;
    if (count < PATIENCE) return count;
    throw new RangeError(`at rate ${lr} ${PATIENCE} steps are too few`);
  };
  lab.number("slow-steps", steps(RATES.slow));
  const twins = lab.number("good-steps", steps(RATES.good));
  lab.number("bouncing-steps", steps(RATES.bouncing));
  lab.number("one-step-steps", steps(RATES["one-step"]));
  lab.figure("steps-needed", figures.stepsNeeded(rates, counts, twins));
}

/** All digits at once, rate 0.5, one step: is that the average? */
function jump(lab: Lab, threes: tf.Tensor, mean3: tf.Tensor): void {
  const landed = batchStep(tf.ones([28, 28]), threes, RATES["one-step"]);
  const gap = item(landed.sub(mean3).abs().max()); // 0 but for rounding
  lab.claim("jump-is-average", gap, "<", 1e-5);
}

/** The same seven steps for 784 pixels, on batches of digits: the ideal 3 appears. */
function followBatches(lab: Lab, mean3: tf.Tensor, spread: number): void {
  const { slow, good, "one-step": fast } = RATES;
  const runs = Object.entries({ fast, good, slow }).map(([name, lr]) => {
    const random = new TorchRandom(lab.seed); // the same batches for each rate
    let ideal: tf.Tensor = tf.zeros([28, 28]);
    const errors: number[] = []; // mean square of ideal − mean3, step by step
    const looks: tf.Tensor[] = [];
    for (let step = 1; step <= STEPS; step++) {
      const next = tf.tidy(() =>
        batchStep(ideal, draw(lab.digits.train.threes, BATCH, random), lr),
      );
      ideal = next;
      errors.push(tf.tidy(() => item(ideal.sub(mean3).square().mean())));
      if (LOOKS.includes(step)) looks.push(ideal);
      if (step % 100 === 0) {
        const detail = `learning rate ${lr}, step ${step}`;
        lab.progress("ideal 3", { done: step, total: STEPS, detail });
      }
    }
    const settled = errors.slice(-SETTLED);
    const error = settled.reduce((a, b) => a + b) / SETTLED;
    // The mean of n digits is off by spread/n: read backwards, the error says n.
    const memory = lab.number(`${name}-memory`, spread / error);
    const predicted = lab.number(`${name}-theory`, (BATCH * (1 - lr)) / lr);
    lab.claim(
      `${name}-as-predicted`,
      memory / predicted,
      "between",
      [0.9, 1.1],
    );
    return { name, lr, errors, looks, memory, predicted };
  });
  lab.number("batch-size", BATCH);
  lab.number("batch-steps", STEPS);
  lab.number("digits-seen", BATCH * STEPS);
  lab.figure("ideals-in-the-making", figures.making(runs, LOOKS, mean3));
  lab.figure("batch-noise", figures.batchNoise(runs));
  const memories = runs.map(({ memory }) => memory);
  lab.claim("fast-forgets-most", nth(memories, 0), "<=", Math.min(...memories));
  lab.table("memory", figures.memory(runs));
}
