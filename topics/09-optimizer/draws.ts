// Twenty draws of a start, trained at once: a column of one matrix each, so that a spread costs
// little more than a single run. Several twenties lie side by side in it, each with its own rule.

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

/** A start, and how it is trained. */
interface Lesson {
  readonly start: Columns;
  readonly lr: number;
  /** Default: of the chapter's loss. */
  readonly slope?: Slope;
  /** Whether every epoch has a row; else the last one alone. */
  readonly curve?: boolean;
}

/** Lessons that are trained on the same batches, by name. */
export type Lessons = Readonly<Record<string, Lesson>>;

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
  /** All lessons in one matrix; no column knows of another. */
  const train = <L extends Lessons>(
    lessons: L,
    epochs: number,
    loader = inOrder,
  ) => {
    const all = Object.values(lessons);
    const w = tf.variable(
      tf.concat(
        all.map(({ start }) => start.weights),
        1,
      ),
    );
    const b = tf.variable(tf.concat(all.map(({ start }) => start.biases)));
    const rows = all.map((): (readonly number[])[] => []);
    for (let epoch = 1; epoch <= epochs; epoch++) {
      for (const [xb, yb] of loader) {
        tf.tidy(() => {
          const p = xb.matMul<tf.Tensor2D>(w).add<tf.Tensor2D>(b).sigmoid(); // [256, all draws]
          const dz = slopesOf(all, p, yb);
          w.assign(w.sub(tf.matMul(xb, dz, true)));
          b.assign(b.sub(dz.sum(0)));
        });
      }
      tf.tidy(() => {
        for (const [at, columns] of partsOf(all, w, b).entries())
          if (all[at]?.curve || epoch === epochs)
            rows[at]?.push(judge(columns));
      });
    }
    const trained = partsOf(all, w, b).map(
      (columns, at): Trained => ({ ...columns, rows: nth(rows, at) }),
    );
    const names = Object.keys(lessons);
    const named = names.map((name, at) => [name, nth(trained, at)] as const);
    return Object.fromEntries(named) as Readonly<Record<keyof L, Trained>>;
  };
  return { judge, train };
}

const sizesOf = (lessons: readonly Lesson[]) =>
  lessons.map(({ start }) => start.biases.size);

/** By which each lesson moves what it predicted, `[256, all draws]`: the mean slope times its rate. */
function slopesOf(
  lessons: readonly Lesson[],
  p: tf.Tensor2D,
  target: tf.Tensor,
): tf.Tensor2D {
  const parts = tf.split(p, sizesOf(lessons), 1);
  const slopes = parts.map((part, at) => {
    const { slope = chapterSlope, lr } = nth(lessons, at);
    return slope(part, target).mul<tf.Tensor2D>(lr / p.shape[0]);
  });
  return tf.concat(slopes, 1);
}

/** The lessons' columns apart again. */
function partsOf(
  lessons: readonly Lesson[],
  w: tf.Variable<tf.Rank.R2>,
  b: tf.Variable<tf.Rank.R1>,
): readonly Columns[] {
  const sizes = sizesOf(lessons);
  const weights = tf.split<tf.Tensor2D>(w, sizes, 1);
  const biases = tf.split<tf.Tensor1D>(b, sizes);
  return weights.map((each, at) => ({
    weights: each,
    biases: nth(biases, at),
  }));
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
