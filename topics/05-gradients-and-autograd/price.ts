// What it costs to find all slopes of the digit model, and whether the two ways agree.

import * as tf from "@tensorflow/tfjs";
import { item, type Lab, mnistLoss, nth, stack, TorchRandom } from "lectern";
import * as figures from "./figures.ts";

/** Digits of each kind in the batch: enough for a real loss, few enough to nudge 785 weights. */
const PER_DIGIT = 128;
/** Float32's sweet spot for a loss near one half; smaller drowns in rounding. */
const NUDGE = 0.01;
/** A batch that is too large for the memory is sent through in so many pieces. */
const PIECES = 4;

export async function priceWeights(lab: Lab): Promise<void> {
  const batch = digitBatch(lab);
  const { weights } = batch;
  const loss = lossOn(batch.inputs, batch.targets);
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
  lab.number("batch", 2 * PER_DIGIT);
  lab.number("digit-loss", before);
  lab.number("operations-forward", once);
  lab.number("operations-autograd", back);
  lab.number("operations-nudging", once * (weights.size + 1));
  lab.number("operations-saved", (once * (weights.size + 1)) / back);
  lab.claim("walk-is-cheap", back, "<", 6 * once);
  const alike = lab.number("cosine-to-nudged", cosine(exact, nudged));
  lab.claim("nudging-agrees", alike, ">", 0.99);
  lab.table("costs", figures.costs(once, back, weights.size));
  lab.figure("agreement", figures.agreement(exact, nudged));
  sendInPieces(lab, batch, exact);
}

/** The batch again, piece by piece: are the gradients that add up those of the whole? */
function sendInPieces(lab: Lab, batch: Batch, whole: readonly number[]): void {
  const { inputs, targets, weights } = batch;
  const size = (2 * PER_DIGIT) / PIECES;
  // #region pieces
  let kept = tf.zerosLike(weights); // [785, 1]
  for (let first = 0; first < 2 * PER_DIGIT; first += size) {
    const xb = inputs.slice([first, 0], [size, -1]); // [64, 785]
    const yb = targets.slice([first, 0], [size, -1]); // [64, 1]
    const share = (w: tf.Tensor) => lossOn(xb, yb)(w).div(PIECES);
    kept = kept.add(tf.grad(share)(weights));
  }
  // #endregion
  const gaps = [...kept.dataSync()].map((g, at) => g - nth(whole, at));
  const gap = Math.max(...gaps.map(Math.abs));
  lab.number("pieces", PIECES);
  lab.number("piece-size", size);
  lab.number("pieces-gap", gap);
  lab.claim("pieces-agree", gap, "<", 1e-6);
}

type Batch = ReturnType<typeof digitBatch>;

/** Digits as rows with a 1 for the bias, their targets, and all 785 weights in one column. */
function digitBatch(lab: Lab) {
  const { threes, sevens } = lab.digits.train;
  const first = (set: typeof threes) =>
    stack(set).slice([0, 0, 0], [PER_DIGIT, 28, 28]).reshape([PER_DIGIT, 784]);
  const pixels = tf.concat([first(threes), first(sevens)]); // [256, 784]
  const inputs = tf.concat([pixels, tf.ones([2 * PER_DIGIT, 1])], 1);
  const targets = tf.concat([
    tf.ones([PER_DIGIT, 1]),
    tf.zeros([PER_DIGIT, 1]),
  ]);
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
    u.reduce((sum, each, at) => sum + each * (v[at] ?? 0), 0);
  return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
}
