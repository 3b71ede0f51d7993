// Training needs a slope for every parameter, and nobody works them out. Where do they come
// from? First from nudging, which is easy to grasp and dear; then from remembering each step
// of the calculation and walking it back, which is what "autograd" means.

import * as tf from "@tensorflow/tfjs";
import { item, type Lab, nth } from "lectern";
import * as figures from "./figures.ts";
import { NUDGES, recordNudges, recordSecants } from "./nudges.ts";
import { priceWeights } from "./price.ts";
import { gradWithTape } from "./tape.ts";
import { compareWalks } from "./walks.ts";

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
  nudgeTooLittle(lab);
  readTape(lab);
  manyOutputs(lab);
  holdConstant(lab);
  addUp(lab);
  compareWalks(lab, square, forgetfulWalk(), { start: AT, lr: LR });
  await priceWeights(lab);
}

function measureSlope(lab: Lab): void {
  const x = tf.scalar(AT);
  lab.claim("at-three", AT, "=", 3);
  lab.number("value-at-3", item(square(x)));
  const slope = lab.number("gradient-at-3", item(gradient(x)));
  recordSecants(lab, AT, slope);
  lab.number(
    "central-1",
    item(central(square, x, tf.scalar(1))), // exact for a parabola
  );
}

function nudgeTooLittle(lab: Lab): void {
  const x = tf.fill([NUDGES.length], AT); // [17]
  const nudges = tf.tensor1d(NUDGES);
  recordNudges(lab, {
    oneSided: [...oneSided(square, x, nudges).dataSync()],
    central: [...central(square, x, nudges).dataSync()],
    truth: item(gradient(tf.scalar(AT))),
  });
}

function readTape(lab: Lab): void {
  const x = tf.ones([2, 2]);
  lab.number("notebook-value", item(notebook(x)));
  const { gradient, tape } = gradWithTape(notebook, x);
  lab.number("notebook-gradient", nth(gradient.dataSync(), 0));
  lab.number("tape-length", tape.steps.length);
  // y goes into y·y twice: two parts come back to it and are added.
  const product = nth(tape.steps, 1);
  const parts = product.handedOn.map(({ gradient }) => nth(gradient, 0));
  lab.number("parts-to-y", parts.length);
  lab.number("part-to-y", nth(parts, 0));
  lab.output("tape", figures.printedTape(x, tape));
  lab.figure("graph", figures.graph(x, tape, gradient));
}

function manyOutputs(lab: Lab): void {
  // #region vector
  const x = tf.tensor1d([3, 4, 10]);
  const total = (x: tf.Tensor) => x.square().sum(); // [3] → []
  const slopes = tf.grad(total)(x); // [6, 8, 20]
  // #endregion
  lab.number("sum-of-squares", item(total(x)));
  const numbers = [...slopes.dataSync()];
  lab.text("vector-gradient", figures.list(numbers));
  numbers.forEach((value, at) => {
    lab.number(`vector-gradient-${at + 1}`, value);
  });
  // #region vjp
  const weights = tf.tensor1d([1, 0.1, 0.01]); // one an output
  const weighted = tf.grad(square)(x, weights); // [3], not [3, 3]
  const silent = tf.grad(square)(x); // as if all were 1
  // #endregion
  lab.text("vjp", figures.list([...weighted.dataSync()]));
  weighted.dataSync().forEach((value, at) => {
    lab.number(`vjp-${at + 1}`, value);
  });
  lab.text("silent-gradient", figures.list([...silent.dataSync()]));
  const variable = tf.variable(x);
  lab.text(
    "refusal",
    messageOf(() => tf.variableGrads(() => square(variable) as tf.Scalar)),
  );
}

function messageOf(action: () => void): string {
  try {
    action();
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  return "no error";
}

function holdConstant(lab: Lab): void {
  // #region hold
  const held = tf.scalar(AT); // never passed in: a constant
  const whole = tf.grad((x) => x.square().mul(x)); // 3x²
  const partly = tf.grad((x) => x.square().mul(held)); // 2x · 3
  // #endregion
  lab.number("gradient-of-whole", item(whole(tf.scalar(AT))));
  lab.number("gradient-of-partly", item(partly(tf.scalar(AT))));
  // The tape knows tensors, not names: `held` itself as the input is no constant any more.
  lab.number("gradient-of-itself", item(partly(held)));
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
  sums.forEach((sum, at) => {
    lab.number(`after-${at + 1}-calls`, sum);
  });
  lab.figure("accumulation", figures.accumulation(sums, item(gradient(x))));
}
