// What it costs to find all slopes of the digit model: its loss, and a count of operations.

import * as tf from "@tensorflow/tfjs";
import type { Lab } from "../../src/lab/lab.ts";
import { stack } from "../../src/learning/images.ts";
import { mnistLoss } from "../../src/learning/loss.ts";
import { TorchRandom } from "../../src/learning/torch-random.ts";

/** Digits of each kind in the batch: enough for a real loss, few enough to nudge 785 weights. */
const PER_DIGIT = 128;

/** How many operations the engine was asked for; copies that it only keeps don't count. */
export async function operations(work: () => tf.Tensor): Promise<number> {
  const { kernels } = await tf.profile(work);
  return kernels.filter(({ name }) => name !== "Identity").length;
}

/** The chapter's model and loss as a function of all 785 weights at once. */
export function digitLoss(lab: Lab) {
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
  const loss = (weights: tf.Tensor) =>
    mnistLoss(tf.matMul(inputs, weights), targets); // [785, 1] → []
  return { weights, loss, count: 2 * PER_DIGIT };
}

/** How far two lists of slopes point the same way: 1 is exactly, 0 is not at all. */
export function cosine(a: readonly number[], b: readonly number[]): number {
  const dot = (u: readonly number[], v: readonly number[]) =>
    u.reduce((sum, each, at) => sum + each * (v[at] ?? 0), 0);
  return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
}
