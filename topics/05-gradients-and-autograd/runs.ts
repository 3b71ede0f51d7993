// What topic 5 measures: slopes from nudges, the engine's own tape, a walk that never zeroes its
// gradient, and what all the slopes of the digit model cost.

import * as tf from "@tensorflow/tfjs";
import {
  defined,
  item,
  type Lab,
  mnistLoss,
  nth,
  SGD,
  TorchRandom,
  takeDigits,
  threesAndSevens,
} from "lectern";
import * as figures from "./figures.ts";

/** Half powers of ten, from a nudge of 1 down to one that float32 cannot see. */
export const NUDGES = Array.from({ length: 17 }, (_, half) =>
  Math.sqrt(Number(`1e-${half}`)),
);
/** Digits of each kind in the batch: enough for a real loss, few enough to nudge 785 weights. */
const PER_DIGIT = 128;
/** Float32's sweet spot for a loss near one half; smaller drowns in rounding. */
const NUDGE = 0.01;
/** A batch that is too large for the memory is sent through in so many pieces. */
const PIECES = 4;

type OfTensor = (x: tf.Tensor) => tf.Tensor;

/** Slopes of x² through two points, in JavaScript's doubles: they close in as on paper. */
export function recordSecants(lab: Lab, at: number, slope: number): void {
  const square = (x: number) => x * x;
  const secant = (nudge: number) => (square(at + nudge) - square(at)) / nudge;
  lab.numbers({
    "secant-2": secant(2),
    "secant-1": secant(1),
    "secant-tenth": secant(0.1),
    "secant-hundredth": secant(0.01),
    "secant-thousandth": secant(0.001),
  });
  lab.output("secants", figures.printedSecants(secant, slope));
  lab.figure("secants", figures.secants(at, slope, secant));
}

/** What float32 makes of each nudge: it does not see every one. */
export function recordNudges(lab: Lab, found: figures.Slopes): void {
  const { oneSided, truth } = found;
  const errors = oneSided.map((slope) => Math.abs(slope - truth));
  const best = errors.indexOf(Math.min(...errors));
  lab.numbers({
    "best-nudge": nth(NUDGES, best),
    "best-error": nth(errors, best),
    "smallest-nudge": nth(NUDGES, -1),
    "smallest-slope": nth(oneSided, -1),
    "slope-at-millionth": nth(oneSided, 12), // √1e-12
  });
  lab.figure("nudges", figures.nudges(NUDGES, found));
}

/** Records the values of a vector, and each by its place, from 1. */
export function recordList(lab: Lab, name: string, vector: tf.Tensor): void {
  const values = vector.dataSync();
  lab.text(name, figures.list(values));
  for (const [at, value] of values.entries()) {
    lab.number(`${name}-${at + 1}`, value);
  }
}

/** What f wrote down going forward from x, and what came back along the same steps. */
export function readTape(lab: Lab, f: OfTensor, x: tf.Tensor): void {
  const { gradient, tape } = gradWithTape(f, x);
  // y goes into y·y twice: two parts come back to it and are added.
  const { handedOn } = nth(tape.steps, 1);
  lab.numbers({
    "notebook-value": item(f(x)),
    "notebook-gradient": nth(gradient.dataSync(), 0),
    "tape-length": tape.steps.length,
    "parts-to-y": handedOn.length,
    "part-to-y": nth(nth(handedOn, 0).gradient, 0),
  });
  lab.output("tape", figures.printedTape(x, tape));
  lab.figure("graph", figures.graph(x, tape, gradient));
}

type TapeNode = ReturnType<typeof tf.engine>["state"]["activeTape"][number];

/** `tf.grad(f)(x)`, and the tape that the engine wrote for it. Computes no derivative itself. */
function gradWithTape(f: OfTensor, x: tf.Tensor) {
  const all: figures.Step[] = [];
  const gradient = tf.grad((input) => {
    const y = f(input);
    all.push(...tf.engine().state.activeTape.map(listen));
    return y;
  })(x);
  const steps = all.filter(({ arrived }) => arrived.length > 0);
  // The rest of the tape are copies of inputs, which the engine keeps for the way back. They
  // still hold the constants, such as the 2 of `x + 2`.
  const copies = new Map(
    all
      .filter(({ arrived }) => arrived.length === 0)
      .map(({ inputs, value }) => [nth(inputs, 0), value] as const),
  );
  return { gradient, tape: { steps, copies } };
}

/** Notes what the step was, and what passes through it on the way back. */
function listen(node: TapeNode): figures.Step {
  const output = nth(node.outputs, 0);
  const step: figures.Step = {
    kernel: node.kernelName,
    inputs: Object.values(node.inputs).map(({ id }) => id),
    output: output.id,
    value: Array.from(output.dataSync()),
    arrived: [],
    handedOn: [],
  };
  const { gradient } = node;
  if (!gradient) return step;
  node.gradient = (arrived) => {
    step.arrived.push(...nth(arrived, 0).dataSync());
    const parts = Object.entries(gradient(arrived)).map(([input, part]) => {
      const { id } = defined(node.inputs[input], `input called ${input}`);
      return [input, () => heard(step, id, part())] as const;
    });
    return Object.fromEntries(parts);
  };
  return step;
}

/** The gradient that a step hands on to an input, noted when the engine asks for it. */
function heard(step: figures.Step, to: number, part: tf.Tensor): tf.Tensor {
  step.handedOn.push({ to, gradient: Array.from(part.dataSync()) });
  return part;
}

/** How the forgetful walk ends, and whether it is a momentum of 1 in disguise. */
export function compareWalks(
  lab: Lab,
  f: OfTensor,
  forgetful: readonly number[],
  { start, lr }: { start: number; lr: number },
): void {
  /** The same walk with the optimizer that the course's models use. */
  const walk = (momentum: number) => {
    const x = tf.variable(tf.scalar(start));
    const optimizer = new SGD([x], lr, momentum);
    return forgetful.map(() => {
      const here = item(x);
      optimizer.step(tf.variableGrads(() => f(x) as tf.Scalar).grads);
      return here;
    });
  };
  const zeroed = walk(0);
  const frictionless = walk(1); // momentum 1 loses nothing
  const steps = forgetful.length - 1;
  const swing = Math.max(...forgetful.slice(-steps / 2).map(Math.abs));
  const gaps = forgetful.map((x, at) => Math.abs(x - nth(frictionless, at)));
  lab.numbers({
    "walk-steps": steps,
    "forgetful-swing": swing,
    "zeroed-end": Math.abs(nth(zeroed, -1)),
  });
  lab.claim("never-settles", swing, ">", start / 2);
  lab.claim("is-momentum-one", Math.max(...gaps), "<", 1e-5);
  lab.figure("pendulum", figures.pendulum(forgetful, zeroed));
}

/** What it costs to find all slopes of the digit model, and whether the two ways agree. */
export async function priceWeights(lab: Lab): Promise<void> {
  const { inputs, targets, weights } = digitBatch(lab);
  const loss = lossOn(inputs, targets);
  const walked = tf.grad(loss)(weights); // [785, 1] at once
  const before = item(loss(weights));
  const nudged = Array.from({ length: weights.size }, (_, which) =>
    tf.tidy(() => {
      const nudge = tf.oneHot([which], weights.size).mul(NUDGE);
      const after = loss(weights.add(nudge.reshape(weights.shape)));
      return (item(after) - before) / NUDGE;
    }),
  );
  const exact = [...walked.dataSync()];
  const once = await operations(() => loss(weights));
  const back = await operations(() => tf.grad(loss)(weights));
  const nudging = once * (weights.size + 1);
  const alike = cosine(exact, nudged);
  lab.numbers({
    weights: weights.size,
    batch: 2 * PER_DIGIT,
    "digit-loss": before,
    "operations-forward": once,
    "operations-autograd": back,
    "operations-nudging": nudging,
    "operations-saved": nudging / back,
    "cosine-to-nudged": alike,
  });
  lab.claim("walk-is-cheap", back, "<", 6 * once);
  lab.claim("nudging-agrees", alike, ">", 0.99);
  lab.table("costs", figures.costs(once, back, weights.size));
  lab.figure("agreement", figures.agreement(exact, nudged));
  sendInPieces(lab, exact);
}

/** The batch again, piece by piece: are the gradients that add up those of the whole? */
function sendInPieces(lab: Lab, whole: readonly number[]): void {
  const { inputs, targets, weights } = digitBatch(lab);
  const size = (2 * PER_DIGIT) / PIECES;
  let kept = tf.zerosLike(weights); // [785, 1]
  for (let first = 0; first < 2 * PER_DIGIT; first += size) {
    const xb = inputs.slice([first, 0], [size, -1]); // [64, 785]
    const yb = targets.slice([first, 0], [size, -1]); // [64, 1]
    const share = (w: tf.Tensor) => lossOn(xb, yb)(w).div(PIECES);
    kept = kept.add(tf.grad(share)(weights));
  }
  const gaps = [...kept.dataSync()].map((g, at) => g - nth(whole, at));
  const gap = Math.max(...gaps.map(Math.abs));
  lab.numbers({ pieces: PIECES, "piece-size": size, "pieces-gap": gap });
  lab.claim("pieces-agree", gap, "<", 1e-6);
}

/** Digits as rows with a 1 for the bias, their targets, and all 785 weights in one column. */
function digitBatch(lab: Lab) {
  const few = takeDigits(lab.digits, { train: PER_DIGIT, valid: PER_DIGIT });
  const data = threesAndSevens(few.train);
  const pixels = tf.tensor2d(data.inputs, [data.count, 784]); // [256, 784]
  const inputs = tf.concat([pixels, tf.ones([data.count, 1])], 1);
  const targets = tf.tensor2d(data.targets, [data.count, 1]);
  const { weight, bias } = new TorchRandom(lab.seed).linearInit(784, 1);
  const weights = tf.tensor2d([...weight, ...bias], [785, 1]);
  return { inputs, targets, weights };
}

/** The chapter's model and loss as a function of all weights at once: [785, 1] → []. */
function lossOn(inputs: tf.Tensor, targets: tf.Tensor) {
  return (weights: tf.Tensor) => mnistLoss(tf.matMul(inputs, weights), targets);
}

/** How many operations the engine was asked for; copies that it only keeps don't count. */
async function operations(work: () => tf.Tensor): Promise<number> {
  const { kernels } = await tf.profile(work);
  return kernels.filter(({ name }) => name !== "Identity").length;
}

/** How far two lists of slopes point the same way: 1 is exactly, 0 is not at all. */
function cosine(a: readonly number[], b: readonly number[]): number {
  const dot = (u: readonly number[], v: readonly number[]) =>
    u.reduce((sum, each, at) => sum + each * nth(v, at), 0);
  return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
}
