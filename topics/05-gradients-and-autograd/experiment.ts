// Training needs a slope for every parameter, and nobody works them out. Where do they come
// from? First from nudging, which is easy to grasp and dear; then from remembering each step
// of the calculation and walking it back, which is what "autograd" means.

import * as tf from "@tensorflow/tfjs";
import type { Lab } from "../../src/lab/lab.ts";
import { item } from "../../src/learning/item.ts";
import { SGD } from "../../src/learning/sgd.ts";
import * as figures from "./figures.ts";
import { cosine, digitLoss, operations } from "./price.ts";
import { gradWithTape } from "./tape.ts";

/** Where the chapter takes the slope of x². */
const AT = 3;
/** Half powers of ten, from a nudge of 1 down to one that float32 cannot see. */
const NUDGES = Array.from({ length: 17 }, (_, half) => 10 ** (-half / 2));
/** Slow enough to watch x come down, fast enough to arrive within the figure. */
const LR = 0.1;
/** Four swings of the walk that never zeroes its gradient. */
const STEPS = 60;
/** Float32's sweet spot for a loss near one half; smaller drowns in rounding. */
const NUDGE = 0.01;

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
  forgetToZero(lab);
  await priceWeights(lab);
}

function measureSlope(lab: Lab): void {
  const x = tf.scalar(AT);
  lab.number("value-at-3", item(square(x)));
  const slope = lab.number("gradient-at-3", item(gradient(x)));
  // In JavaScript's doubles, so that the secants close in as they do on paper.
  const secant = (nudge: number) => ((AT + nudge) ** 2 - AT ** 2) / nudge;
  const secants = {
    two: lab.number("secant-2", secant(2)),
    one: lab.number("secant-1", secant(1)),
    tenth: lab.number("secant-tenth", secant(0.1)),
    hundredth: lab.number("secant-hundredth", secant(0.01)),
    thousandth: lab.number("secant-thousandth", secant(0.001)),
  };
  lab.output("secants", figures.printedSecants(secants, slope));
  lab.number(
    "central-1",
    item(central(square, x, tf.scalar(1))), // exact for a parabola
  );
  lab.figure("secants", figures.secants(AT, slope, secants));
}

function nudgeTooLittle(lab: Lab): void {
  const nudges = tf.tensor1d(NUDGES); // [17]
  const x = tf.fill([NUDGES.length], AT);
  const found = {
    oneSided: [...oneSided(square, x, nudges).dataSync()],
    central: [...central(square, x, nudges).dataSync()],
  };
  const truth = item(gradient(tf.scalar(AT)));
  const errors = found.oneSided.map((slope) => Math.abs(slope - truth));
  const best = errors.indexOf(Math.min(...errors));
  lab.number("best-nudge", NUDGES[best] ?? 0);
  lab.number("best-error", errors[best] ?? 0);
  lab.number("smallest-nudge", NUDGES.at(-1) ?? 0);
  lab.number("smallest-slope", found.oneSided.at(-1) ?? 0);
  lab.number("slope-at-millionth", found.oneSided[12] ?? 0);
  lab.figure("nudges", figures.nudges(NUDGES, found, truth));
}

function readTape(lab: Lab): void {
  const x = tf.ones([2, 2]);
  lab.number("notebook-value", item(notebook(x)));
  const { gradient, tape } = gradWithTape(notebook, x);
  lab.number("notebook-gradient", gradient.dataSync()[0] ?? 0);
  lab.number("tape-length", tape.steps.length);
  // y goes into y·y twice: two parts come back to it and are added.
  const product = tape.steps[1];
  const parts = product?.handedOn.map(({ gradient }) => gradient[0] ?? 0) ?? [];
  lab.number("parts-to-y", parts.length);
  lab.number("part-to-y", parts[0] ?? 0);
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
  const x = tf.scalar(AT);
  let kept = tf.scalar(0);
  const sums = [1, 2, 3].map((call) => {
    kept = kept.add(gradient(x));
    return lab.number(`after-${call}-calls`, item(kept));
  });
  lab.figure("accumulation", figures.accumulation(sums, item(gradient(x))));
}

function forgetToZero(lab: Lab): void {
  const forgetful = forgetfulWalk();
  const zeroed = sgdWalk(0);
  const frictionless = sgdWalk(1); // momentum 1 loses nothing
  const swing = Math.max(...forgetful.slice(-STEPS / 2).map(Math.abs));
  const gaps = forgetful.map((x, at) => Math.abs(x - (frictionless[at] ?? 0)));
  lab.number("walk-steps", STEPS);
  lab.number("forgetful-swing", swing);
  lab.number("zeroed-end", Math.abs(zeroed.at(-1) ?? 0));
  lab.claim("never-settles", swing, ">", AT / 2);
  lab.claim("is-momentum-one", Math.max(...gaps), "<", 1e-5);
  lab.figure("pendulum", figures.pendulum(forgetful, zeroed));
}

/** The same walk with the optimizer that the course's models use. */
function sgdWalk(momentum: number): number[] {
  const x = tf.variable(tf.scalar(AT));
  const optimizer = new SGD([x], LR, momentum);
  const path = [item(x)];
  for (let step = 0; step < STEPS; step++) {
    const { grads } = tf.variableGrads(() => square(x) as tf.Scalar);
    optimizer.step(grads);
    path.push(item(x));
  }
  return path;
}

async function priceWeights(lab: Lab): Promise<void> {
  const { weights, loss, count } = digitLoss(lab);
  // #region all-weights
  const walked = tf.grad(loss)(weights); // [785, 1] at once
  const before = item(loss(weights));
  const nudged = Array.from({ length: weights.size }, (_, which) =>
    tf.tidy(() => {
      const nudge = tf.oneHot([which], weights.size).mul(NUDGE);
      const after = loss(weights.add(nudge.reshape(weights.shape)));
      return (item(after) - before) / NUDGE;
    }),
  );
  // #endregion
  const exact = [...walked.dataSync()];
  const once = await operations(() => loss(weights));
  const back = await operations(() => tf.grad(loss)(weights));
  lab.number("weights", weights.size);
  lab.number("batch", count);
  lab.number("digit-loss", before);
  lab.number("operations-forward", once);
  lab.number("operations-autograd", back);
  lab.number("operations-nudging", once * (weights.size + 1));
  const saved = (once * (weights.size + 1)) / back;
  lab.number("operations-saved", saved);
  lab.claim("walk-is-cheap", back, "<", 6 * once);
  const alike = lab.number("cosine-to-nudged", cosine(exact, nudged));
  lab.claim("nudging-agrees", alike, ">", 0.99);
  lab.table("costs", figures.costs(once, back, weights.size));
  lab.figure("agreement", figures.agreement(exact, nudged));
}
