// Many starts at once: weights [784, count + 1], one column a random start and the last one zeros.
// Every column sees the same batches, so that what differs between two is the start alone.

import * as tf from "@tensorflow/tfjs";
import {
  AREA,
  type DataLoader,
  type Dataset,
  exactly,
  type Loss,
  nth,
  type Spread,
} from "lectern";
import {
  type Batches,
  type Bench,
  type Parameters,
  parameter,
  type Steps,
} from "./runs.ts";

/** What to change of the chapter's loop, if anything. */
export interface Plan {
  readonly label: string;
  readonly draws: number;
  readonly epochs: number;
  /** After which epoch the weights are kept. Default: the last. */
  readonly keepAt?: number;
  readonly steps?: Partial<Omit<Steps, "initialize">>;
  /** Factor for the random starts. Default: 1. */
  readonly scale?: number;
}

/** What became of all the starts. */
export interface Draws {
  /** By epoch, 0 before training: accuracy of each random start, then that from zeros. */
  readonly rows: readonly (readonly number[])[];
  /** `[784, starts]` and `[starts]`, as kept. */
  readonly weights: tf.Tensor;
  readonly bias: tf.Tensor;
}

/** All starts at one moment, over the validation digits: each a share 0…1 a start, zeros last. */
export interface Glance {
  /** Named correctly. */
  readonly right: readonly number[];
  /** Called a 3, rightly or not. */
  readonly called3: readonly number[];
  /** Mean of p(1 − p) over the digits, as a share of the ¼ where the model is in doubt. */
  readonly pull: readonly number[];
}

/** One loss on the digits 3s first, and 7s first. */
export type Sides = Readonly<Record<"files" | "sevens", readonly Glance[]>>;

/** What the first epoch does to many starts, 3s first and 7s first, with both losses. */
export interface FirstEpochs {
  readonly chapter: Sides;
  readonly entropy: Sides;
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

/** Each start's own mean loss, added up: so no start's slope depends on another start. */
function stepsOf({ chapter }: Bench, { draws, steps }: Plan): Steps {
  const chosen = { ...chapter, ...steps };
  const loss: Loss = (predictions, targets) =>
    chosen.loss(predictions, targets).mul<tf.Scalar>(draws + 1);
  return { ...chosen, loss };
}

/** Trains all the starts; data: one order for all of them. */
export function trainDraws(bench: Bench, data: Batches, plan: Plan): Draws {
  const { label, draws, epochs, scale, keepAt = epochs } = plan;
  const params = starts(bench, draws, scale);
  const steps = stepsOf(bench, plan);
  const judge = () => accuracies(bench.valid, steps, params);
  const rows = [judge()];
  let kept = params.map(({ value }) => value.clone());
  for (let epoch = 1; epoch <= epochs; epoch++) {
    bench.trainEpoch(data, params, steps);
    rows.push(judge());
    if (epoch === keepAt) kept = params.map(({ value }) => value.clone());
    const detail = `epoch ${epoch} of ${epochs}, ${draws} starts`;
    bench.lab.progress(label, { done: epoch, total: epochs, detail });
  }
  const [weights, bias] = exactly(2, kept);
  return { rows, weights, bias };
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

/** Glances at all starts before the first epoch, and after each of its batches. */
export function follow(bench: Bench, data: Batches, plan: Plan): Glance[] {
  const params = starts(bench, plan.draws, plan.scale);
  const steps = stepsOf(bench, plan);
  const glance = glanceAt(bench.valid.dataset);
  const look = () => glance((xb) => steps.predict(xb, params));
  const seen = [look()];
  function* watched() {
    for (const batch of data) {
      yield batch;
      seen.push(look());
    }
  }
  bench.trainEpoch(watched(), params, steps);
  return seen;
}

function glanceAt({ count, inputs, targets }: Dataset) {
  const pictures = tf.tensor2d(inputs, [count, AREA]); // [2038, 784]
  const truth = tf.tensor2d(targets, [count, 1]).cast("bool");
  const shares = (each: tf.Tensor) =>
    Array.from(each.cast("float32").mean(0).dataSync());
  return (forward: (xb: tf.Tensor) => tf.Tensor): Glance =>
    tf.tidy(() => {
      const predictions = forward(pictures); // [2038, starts]
      const called3 = predictions.greater(0);
      const p = predictions.sigmoid();
      return {
        right: shares(called3.equal(truth)),
        called3: shares(called3),
        pull: shares(p.mul(tf.sub(1, p)).mul(4)),
      };
    });
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
