// Training needs a slope for every parameter, and nobody works them out. Where do they come
// from? First from nudging, which is easy to grasp and dear; then from remembering each step
// of the calculation and walking it back, which is what "autograd" means.

import * as tf from "@tensorflow/tfjs";
import { item, type Lab } from "lectern";
import * as figures from "./figures.ts";
import * as runs from "./runs.ts";

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
  runs.readTape(lab, notebook, tf.ones([2, 2]));
  manyOutputs(lab);
  holdConstant(lab);
  addUp(lab);
  runs.compareWalks(lab, square, forgetfulWalk(), { start: AT, lr: LR });
  await runs.priceWeights(lab);
}

function measureSlope(lab: Lab): void {
  const x = tf.scalar(AT);
  const slope = item(gradient(x));
  lab.claim("at-three", AT, "=", 3);
  lab.numbers({ "value-at-3": item(square(x)), "gradient-at-3": slope });
  runs.recordSecants(lab, AT, slope);
  const wide = central(square, x, tf.scalar(1)); // exact for a parabola
  lab.number("central-1", item(wide));
  const xs = tf.fill([runs.NUDGES.length], AT); // [17]
  const nudges = tf.tensor1d(runs.NUDGES); // [17]
  runs.recordNudges(lab, {
    oneSided: [...oneSided(square, xs, nudges).dataSync()],
    central: [...central(square, xs, nudges).dataSync()],
    truth: slope,
  });
}

function manyOutputs(lab: Lab): void {
  // #region vector
  const x = tf.tensor1d([3, 4, 10]);
  const total = (x: tf.Tensor) => x.square().sum(); // [3] → []
  const slopes = tf.grad(total)(x); // [6, 8, 20]
  // #endregion
  lab.number("sum-of-squares", item(total(x)));
  runs.recordList(lab, "vector-gradient", slopes);
  // #region vjp
  const weights = tf.tensor1d([1, 0.1, 0.01]); // one an output
  const weighted = tf.grad(square)(x, weights); // [3], not [3, 3]
  const silent = tf.grad(square)(x); // as if all were 1
  // #endregion
  runs.recordList(lab, "vjp", weighted);
  lab.text("silent-gradient", figures.list(silent.dataSync()));
  const variable = tf.variable(x);
  try {
    tf.variableGrads(() => square(variable) as tf.Scalar); // three losses, not one
  } catch (error) {
    lab.text("refusal", (error as Error).message); // the article quotes it
  }
}

function holdConstant(lab: Lab): void {
  // #region hold
  const held = tf.scalar(AT); // never passed in: a constant
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
  const x = tf.scalar(AT);
  let kept = tf.scalar(0); // what PyTorch keeps in x.grad
  const sums = [1, 2, 3].map(() => {
    kept = kept.add(gradient(x)); // adds to it
    return item(kept); // 6, 12, 18
  });
  // #endregion
  for (const [at, sum] of sums.entries()) {
    lab.number(`after-${at + 1}-calls`, sum);
  }
  lab.figure("accumulation", figures.accumulation(sums, item(gradient(x))));
}
