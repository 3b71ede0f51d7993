// Training needs a slope for every parameter, and nobody works them out. Where do they come
// from? First from nudging, which is easy to grasp and dear; then from remembering each step
// of the calculation and walking it back, which is what "autograd" means.

import * as tf from "@tensorflow/tfjs";
import { item, type Lab } from "lectern";
import { forgetInLoop } from "./forgetting.ts";
import { list } from "./graph.ts";
import * as nudging from "./nudging.ts";
import * as tape from "./tape.ts";
import * as walks from "./walks.ts";
import * as weights from "./weights.ts";

/** Where the chapter takes the slope of x². */
const AT = 3;
/** Slow enough to watch x come down, fast enough to arrive within the figure. */
const LR = 0.1;
/** Four swings of the walk that never zeroes its gradient. */
const STEPS = 60;

// #region square
const square = (x: tf.Tensor) => x.square();
const gradient = tf.grad(square); // a function: x ↦ 2x
// #endregion

// #region slopes
/** The slope of f at x, found by nudging. */
function oneSided(f: typeof square, x: tf.Tensor, nudge: tf.Tensor) {
  return f(x.add(nudge)).sub(f(x)).div(nudge);
}

function central(f: typeof square, x: tf.Tensor, nudge: tf.Tensor) {
  const rise = f(x.add(nudge)).sub(f(x.sub(nudge)));
  return rise.div(nudge.mul(2));
}
// #endregion

// #region notebook
/** The autograd notebook: a sum, a square, a factor, a mean. */
function notebook(x: tf.Tensor): tf.Tensor {
  const y = x.add(2); // [2, 2]
  const z = y.mul(y).mul(3); // [2, 2]
  return z.mean(); // []
}
// #endregion

/** The same with one factor held: y is used once as a variable, once as a constant. */
const usedOnce = (held: tf.Tensor) => (x: tf.Tensor) =>
  x.add(2).mul(held).mul(3).mean();

// #region forgetful
/** Walks down x², adding each gradient to those before. */
function forgetfulWalk(): number[] {
  let x = tf.scalar(AT);
  let kept = tf.scalar(0);
  const path = [item(x)];
  for (let step = 0; step < STEPS; step++) {
    kept = kept.add(gradient(x)); // nobody sets it to 0
    x = x.sub(kept.mul(LR));
    path.push(item(x));
  }
  return path;
}
// #endregion

export default async function experiment(lab: Lab): Promise<void> {
  measureSlope(lab);
  tape.readTape(lab, notebook, tf.ones([2, 2]));
  tape.countUses(lab, notebook, usedOnce, tf.ones([2, 2]));
  manyOutputs(lab);
  holdConstant(lab);
  addUp(lab);
  standOnKink(lab);
  walks.compareWalks(lab, square, forgetfulWalk(), { start: AT, lr: LR });
  walks.swingOn(lab, AT);
  const batch = weights.digitBatch(lab);
  const starts = weights.startsOf(lab);
  await weights.priceWeights(lab, batch, starts);
  weights.judgeBoth(lab, batch, starts);
  weights.tryDirections(lab, batch, starts);
  forgetInLoop(lab);
}

function measureSlope(lab: Lab): void {
  const x = tf.scalar(AT);
  const slope = item(gradient(x));
  lab.claim("at-three", AT, "=", 3);
  lab.numbers({ "value-at-3": item(square(x)), "gradient-at-3": slope });
  nudging.recordSecants(lab, AT, slope);
  nudging.nudgeParabola(lab, { oneSided, central }, square, AT);
  nudging.recordNudges(lab, { oneSided, central });
}

function manyOutputs(lab: Lab): void {
  const x = tf.tensor1d([3, 4, 10]);
  const total = (x: tf.Tensor) => x.square().sum(); // [3] → []
  const slopes = tf.grad(total)(x); // [6, 8, 20]
  lab.number("sum-of-squares", item(total(x)));
  recordList(lab, "vector-gradient", slopes);
  // #region vjp
  const y = tf.tensor1d([3, 4, 10]);
  const counts = tf.tensor1d([1, 0.1, 0.01]); // of each output
  const counted = tf.grad(square)(y, counts); // [6, 0.8, 0.2]
  const silent = tf.grad(square)(y); // [6, 8, 20], no error
  // #endregion
  recordList(lab, "vjp", counted);
  lab.text("silent-gradient", list(silent.dataSync()));
  const variable = tf.variable(x);
  try {
    tf.variableGrads(() => square(variable) as tf.Scalar); // three losses, not one
  } catch (error) {
    lab.text("refusal", (error as Error).message); // the deck quotes it
  }
}

/** Records the values of a vector, and each by its place, from 1. */
function recordList(lab: Lab, name: string, vector: tf.Tensor): void {
  const values = vector.dataSync();
  lab.text(name, list(values));
  for (const [at, value] of values.entries()) {
    lab.number(`${name}-${at + 1}`, value);
  }
}

function holdConstant(lab: Lab): void {
  // #region hold
  const held = tf.scalar(3); // never passed in: a constant
  const whole = tf.grad((x) => x.square().mul(x)); // 3x²
  const partly = tf.grad((x) => x.square().mul(held)); // 2x · 3
  // #endregion
  lab.numbers({
    "gradient-of-whole": item(whole(tf.scalar(AT))),
    "gradient-of-partly": item(partly(tf.scalar(AT))),
    // The tape knows tensors, not names: `held` itself as the input is no constant any more.
    "gradient-of-itself": item(partly(held)),
  });
}

function addUp(lab: Lab): void {
  // #region accumulate
  const x = tf.scalar(3);
  let kept = tf.scalar(0); // what PyTorch keeps in x.grad
  const sums = [1, 2, 3].map(() => {
    kept = kept.add(gradient(x)); // adds to it
    return item(kept); // 6, 12, 18
  });
  // #endregion
  for (const [at, sum] of sums.entries()) {
    lab.number(`after-${at + 1}-calls`, sum);
  }
}

/** |x| at 0 has no slope. What does each way say of it? */
function standOnKink(lab: Lab): void {
  const abs = (x: tf.Tensor) => x.abs();
  const [here, step] = [tf.scalar(0), tf.scalar(0.01)];
  lab.numbers({
    "kink-from-right": item(oneSided(abs, here, step)),
    "kink-from-left": item(oneSided(abs, here, step.neg())),
    "kink-both-sides": item(central(abs, here, step)),
    "kink-tape": item(tf.grad(abs)(here)),
    "relu-tape": item(tf.grad((x) => x.relu())(here)),
  });
}
