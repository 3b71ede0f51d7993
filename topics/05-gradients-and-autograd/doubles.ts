// Slopes of the digit model in JavaScript's doubles: the judge of both ways.

import type * as tf from "@tensorflow/tfjs";
import { nth } from "lectern";

/** Digits as rows [256, 785] with a 1 for the bias, and their targets [256, 1], 1 for a 3. */
export interface Batch {
  readonly inputs: tf.Tensor;
  readonly targets: tf.Tensor;
}

/** In doubles, what the model says of each digit: its pixels, its sign, and its logit. */
function logits({ inputs, targets }: Batch, weights: tf.Tensor) {
  const [x, y, w] = [inputs.dataSync(), targets.dataSync(), weights.dataSync()];
  return Array.from(y, (target, row) => {
    const xs = x.slice(row * w.length, (row + 1) * w.length);
    let logit = 0;
    for (const [at, v] of xs.entries()) logit += v * nth(w, at);
    return { xs, sign: target === 1 ? -1 : 1, logit }; // the loss is 1 − p for a 3, p for a 7
  });
}

const sigmoid = (logit: number) => 1 / (1 + Math.exp(-logit));

/** The same slopes from the loss's formula, in JavaScript's doubles. */
export function inDoubles(batch: Batch, weights: tf.Tensor): number[] {
  const digits = logits(batch, weights);
  const slopes = new Array<number>(weights.size).fill(0);
  for (const { xs, sign, logit } of digits) {
    const p = sigmoid(logit);
    const share = (sign * p * (1 - p)) / digits.length;
    for (const [at, v] of xs.entries()) {
      slopes[at] = nth(slopes, at) + share * v;
    }
  }
  return slopes;
}

/** And with a nudge for each weight. */
export function nudgedInDoubles(
  batch: Batch,
  weights: tf.Tensor,
  nudge: number,
): number[] {
  const digits = logits(batch, weights);
  return Array.from({ length: weights.size }, (_, at) => {
    const rises = digits.map(({ xs, sign, logit }) => {
      const after = sigmoid(logit + nudge * nth(xs, at));
      return sign * (after - sigmoid(logit));
    });
    const sum = rises.reduce((total, rise) => total + rise);
    return sum / digits.length / nudge;
  });
}

/** Length of the difference, as a share of what is true. */
export function distance(
  found: ArrayLike<number>,
  truth: readonly number[],
): number {
  const gaps = truth.map((each, at) => nth(found, at) - each);
  return Math.hypot(...gaps) / Math.hypot(...truth);
}
