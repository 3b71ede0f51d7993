// Twenty trainings for the price of one: every start of the model is a column of one matrix, and
// each column gets its own gradient. All columns see the same batches in the same order.

import * as tf from "@tensorflow/tfjs";
import {
  AREA,
  BasicOptim,
  DataLoader,
  type Dataset,
  FastaiShuffle,
  type Lab,
  model,
  nth,
  PythonRandom,
  type Shuffle,
  TorchRandom,
  trainBatch,
} from "lectern";

/** The digits as rows of pixels, made once: that takes as long as an epoch. */
export interface Course {
  readonly lab: Lab;
  readonly data: Dataset;
  readonly valid: Dataset;
}

/** The 785 numbers that a training begins with. */
export interface Start {
  /** `[784]`. */
  readonly weights: Float32Array;
  readonly bias: number;
}

/** Each experiment deals the cards anew, from the same seed. */
export function shuffleOf(lab: Lab): FastaiShuffle {
  return new FastaiShuffle(new PythonRandom(lab.seed));
}

/** How many draws a sentence about trainings in general rests on. */
export const DRAWS = { full: 20, quick: 3 };

/** As the chapter draws them, normal numbers of size 1: seeds 43, 44, … after `lab.seed` 42. */
export function largeStarts(lab: Lab): Start[] {
  return seedsOf(lab).map((seed) => {
    const random = new TorchRandom(seed);
    return { weights: random.randn(AREA), bias: nth(random.randn(1), 0) };
  });
}

/** As nn.Linear draws them, uniform on ±1/28, from the same seeds. */
export function smallStarts(lab: Lab): Start[] {
  return seedsOf(lab).map((seed) => {
    const { weight, bias } = new TorchRandom(seed).linearInit(AREA, 1);
    return { weights: weight, bias: nth(bias, 0) };
  });
}

function seedsOf(lab: Lab): number[] {
  const count = lab.pick(DRAWS);
  return Array.from({ length: count }, (_, at) => lab.seed + 1 + at);
}

/** The starts as columns: `[batch, 784] → [batch, starts]`. */
export function sideBySide(starts: readonly Start[]) {
  const rows = starts.map(({ weights }) => tf.tensor1d(weights));
  const weight = tf.variable(tf.stack(rows, 1)); // [784, starts]
  const bias = tf.variable(tf.tensor1d(starts.map((each) => each.bias)));
  return model((x) => tf.matMul(x, weight).add(bias), { weight, bias });
}

/** The mean prediction `[starts]` over all pictures. */
export function meanPredictions(starts: readonly Start[], x: tf.Tensor) {
  const means = tf.tidy(() => sideBySide(starts)(x).mean(0));
  return [...means.dataSync()];
}

/** The share of pictures whose prediction lies within ±edge, a start each. */
export function onSlope(
  starts: readonly Start[],
  x: tf.Tensor,
  edge: number,
): number[] {
  const near = tf.tidy(() =>
    sideBySide(starts)(x).abs().less(edge).cast("float32").mean(0),
  );
  return [...near.dataSync()];
}

export interface Plan {
  readonly batchSize: number;
  readonly epochs: number;
  readonly lr?: number;
  /** Default: the files' order, all 3s first. */
  readonly shuffle?: Shuffle;
  /** Judge after so many steps as well, beyond the last epoch if need be. */
  readonly steps?: number;
  /** What is done to a batch before it is learned from. */
  readonly change?: (xb: tf.Tensor) => tf.Tensor;
}

/**
 * Trains all starts; `scores[pass][start]` on the validation set, `final` after the last epoch, `same`
 * after `plan.steps` steps, and the model.
 */
export function trainAll(
  { data, valid }: Pick<Course, "data" | "valid">,
  starts: readonly Start[],
  plan: Plan,
) {
  const { batchSize, epochs, lr = 1, shuffle, change = (xb) => xb } = plan;
  const loader = new DataLoader(data, {
    batchSize,
    ...(shuffle && { shuffle }),
  });
  const net = sideBySide(starts);
  const optimizer = new BasicOptim(net.parameters, lr);
  const exam = examOf(valid);
  const scores: number[][] = [];
  let same: number[] = [];
  let left = plan.steps ?? 0;
  while (scores.length < epochs || left > 0) {
    for (const [xb, yb] of loader) {
      tf.tidy(() => trainBatch(net, [change(xb), yb], lossOfAll, optimizer));
      left -= 1;
      if (left === 0) same = judge(net, exam);
      if (left === 0 && scores.length >= epochs) break;
    }
    scores.push(judge(net, exam));
  }
  loader.dispose();
  tf.dispose([exam.x, exam.y]);
  return { net, scores, final: nth(scores, epochs - 1), same };
}

/** The chapter's loss of every column, added up: each column's gradient is its own. */
function lossOfAll(predictions: tf.Tensor, targets: tf.Tensor): tf.Scalar {
  const p = predictions.sigmoid(); // [batch, starts]
  const sign = tf.sub(1, targets.mul(2)); // a 3: −1, a 7: 1
  return p.mul(sign).add(targets).mean(0).sum(); // 1 − p, or p
}

/** Digits `[count, 784]` to be named, and their answers `[count, 1]`. */
export interface Exam {
  readonly x: tf.Tensor;
  readonly y: tf.Tensor;
}

/** The data as tensors. Dispose of both. */
export function examOf({ inputs, targets, count }: Dataset): Exam {
  return {
    x: tf.tensor2d(inputs, [count, AREA]),
    y: tf.tensor2d(targets, [count, 1]),
  };
}

/** The share of the digits that each start, by now trained, names rightly. */
export function judge(net: (x: tf.Tensor) => tf.Tensor, exam: Exam): number[] {
  return tf.tidy(() => [...answersOf(net, exam).mean(0).dataSync()]);
}

/** 1 where a start names a digit rightly, else 0: `[count, starts]`. */
export function answersOf(
  net: (x: tf.Tensor) => tf.Tensor,
  { x, y }: Exam,
): tf.Tensor {
  return net(x).greater(0).equal(y.equal(1)).cast("float32");
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, each) => sum + each, 0) / values.length;
}
