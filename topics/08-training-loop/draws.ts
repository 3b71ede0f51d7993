// Many starts at once: weights [784, count + 1], one column a random start and the last one zeros.
// Every column sees the same batches, so that what differs between two is the start alone.

import * as tf from "@tensorflow/tfjs";
import { AREA, type DataLoader, nth, type Spread } from "lectern";
import { type Bench, type Parameters, parameter, type Steps } from "./runs.ts";

/** What became of all the starts. */
export interface Draws {
  /** By epoch, 0 before training: accuracy of each random start, then that from zeros. */
  readonly rows: readonly (readonly number[])[];
  /** `[784, starts]` and `[starts]`, as kept. */
  readonly weights: tf.Tensor;
  readonly bias: tf.Tensor;
}

/** Seeds from the run's on, and zeros behind them. */
export function starts(
  { lab, chapter }: Bench,
  draws: number,
  scale = 1,
): Parameters {
  const seeds = Array.from({ length: draws }, (_, at) => lab.seed + at);
  const each = seeds.map((seed) => chapter.initialize(seed));
  const weights = each.map(([{ value }]) => value.mul(scale));
  const biases = each.map(([, { value }]) => value.mul(scale));
  return [
    parameter(tf.concat([...weights, tf.zeros([AREA, 1])], 1)),
    parameter(tf.concat([...biases, tf.zeros([1])])),
  ];
}

/** The chapter's average over the batches, to 4 decimals, of each start. */
export function accuracies(
  valid: DataLoader,
  { predict }: Pick<Steps, "predict">,
  params: Parameters,
): number[] {
  let sums: number[] = [];
  for (const [xb, yb] of valid) {
    const shares = tf.tidy(() => {
      const called3 = predict(xb, params).greater(0); // [n, starts]
      const right = called3.equal(yb.cast("bool")).cast("float32");
      return Array.from(right.mean(0).dataSync());
    });
    sums = shares.map((share, at) => share + (sums[at] ?? 0));
  }
  return sums.map((sum) => Number((sum / valid.length).toFixed(4)));
}

/** What the random starts gave, without that from zeros. */
export const random = (row: readonly number[]): readonly number[] =>
  row.slice(0, -1);

/** What the start from zeros gave. */
export const fromZeros = (row: readonly number[]): number => nth(row, -1);

/** How many of the pairs `left`, `right` fulfil this. */
export function countWhere(
  left: readonly number[],
  right: readonly number[],
  holds: (left: number, right: number) => boolean,
): number {
  return left.filter((value, at) => holds(value, nth(right, at))).length;
}

/** As a table says it, in percent: `94.9 (49.4–98.0)`. */
export function percents({ mean, least, most }: Spread): string {
  const [middle, low, high] = [mean, least, most].map((share) =>
    (100 * share).toFixed(1),
  );
  return low === high ? `${middle}` : `${middle} (${low}–${high})`;
}
