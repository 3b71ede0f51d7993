// Twenty draws of a start, trained at once: a column of one matrix each, so that a spread costs
// little more than a single run.

import * as tf from "@tensorflow/tfjs";
import { AREA, DataLoader, type Dataset, type LinearInit, nth } from "lectern";

const BATCH = 256;

/** How the loss of one digit changes with its prediction, before the sigmoid. */
type Slope = (p: tf.Tensor, target: tf.Tensor) => tf.Tensor;

/** The chapter's loss: nearly 0 where the sigmoid p is sure, right or wrong. */
const chapterSlope: Slope = (p, target) =>
  p.mul(tf.sub(1, p)).mul(tf.sub(1, target.mul(2)));

/** Cross-entropy: nearly 0 only where the sigmoid p is sure and right. */
export const entropySlope: Slope = (p, target) => p.sub(target);

/** Weights [784, draws] and biases [draws]. */
export interface Columns {
  readonly weights: tf.Tensor2D;
  readonly biases: tf.Tensor1D;
}

export interface Trained extends Columns {
  /** `rows[epoch][draw]`: accuracy as the chapter prints it, 0…1. */
  readonly rows: readonly (readonly number[])[];
}

export interface Recipe {
  readonly epochs: number;
  readonly lr: number;
  readonly slope?: Slope;
  readonly loader?: DataLoader;
}

/** The starts, side by side, and so many times as large. */
export function columnsOf(starts: readonly LinearInit[], size = 1): Columns {
  const rows = starts.map(({ weight }) => Array.from(weight));
  const biases = starts.map(({ bias }) => nth(bias, 0));
  return {
    weights: tf.tensor2d(rows).mul<tf.Tensor2D>(size).transpose(),
    biases: tf.tensor1d(biases).mul(size),
  };
}

/** What trains columns on these digits, and judges them on those kept back. */
export function trainer(data: Dataset, valid: DataLoader) {
  const inOrder = new DataLoader(data, { batchSize: BATCH });
  const judge = judgeOf(valid);
  const train = (
    start: Columns,
    { epochs, lr, slope = chapterSlope, loader = inOrder }: Recipe,
  ): Trained => {
    const w = tf.variable(start.weights);
    const b = tf.variable(start.biases);
    const rows = Array.from({ length: epochs }, () => {
      for (const [xb, yb] of loader) {
        tf.tidy(() => {
          const p = xb.matMul(w).add(b).sigmoid(); // [256, draws]
          const dz = slope(p, yb).mul(lr / xb.shape[0]);
          w.assign(w.sub(tf.matMul(xb, dz, true)));
          b.assign(b.sub(dz.sum(0)));
        });
      }
      return judge({ weights: w, biases: b });
    });
    return { rows, weights: w, biases: b };
  };
  return { judge, train };
}

/** The accuracy of each column as `validate_epoch` counts it: batches weigh the same. */
function judgeOf({ dataset, batchSize, length }: DataLoader) {
  const { count, inputs, targets } = dataset;
  const share = Float32Array.from({ length: count }, (_, at) => {
    const first = at - (at % batchSize);
    return 1 / length / Math.min(batchSize, count - first);
  });
  const xs = tf.tensor2d(inputs, [count, AREA]);
  const isFirst = tf.tensor2d(targets, [count, 1]).greater(0.5);
  const shares = tf.tensor2d(share, [1, count]);
  return ({ weights, biases }: Columns): readonly number[] =>
    tf.tidy(() => {
      const says = xs.matMul<tf.Tensor2D>(weights).add(biases).greater(0);
      const right = says.equal(isFirst).cast("float32");
      const accuracy = shares.matMul(right).dataSync();
      return Array.from(accuracy, (each) => Math.round(1e4 * each) / 1e4);
    });
}
