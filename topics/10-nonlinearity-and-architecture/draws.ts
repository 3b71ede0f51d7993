// Twenty small models at once: their layers lie side by side in one matrix, and each gets its own
// gradient. All see the same batches in the same order, and start where nn.Linear would.

import * as tf from "@tensorflow/tfjs";
import {
  AREA,
  type Dataset,
  type Lab,
  type Loss,
  type Model,
  model,
  nth,
  TorchRandom,
} from "lectern";

/** How many draws a sentence about trainings in general rests on. */
const DRAWS = { full: 20, quick: 2 };
/** Hidden units of the chapter's net. */
const HIDDEN = 30;

/** Seeds of the draws: 43, 44, … after `lab.seed` 42. */
export function seedsOf(lab: Lab, count = lab.pick(DRAWS)): number[] {
  return Array.from({ length: count }, (_, at) => lab.seed + 1 + at);
}

/** One layer for each seed: `[batch, 784] → [batch, draws]`. */
export function linears(seeds: readonly number[]): Model {
  const starts = seeds.map((seed) => new TorchRandom(seed).linearInit(AREA, 1));
  const weight = joined(starts.map((each) => each.weight));
  const bias = tf.variable(
    tf.concat(starts.map((each) => tf.tensor1d(each.bias))),
  );
  return model((x) => x.matMul(weight).add(bias), { weight, bias });
}

/** Two layers for each seed, with a ReLU between them or not: `[batch, 784] → [batch, draws]`. */
export function nets(
  seeds: readonly number[],
  { relu, hidden = HIDDEN }: { relu: boolean; hidden?: number },
): Model {
  const starts = seeds.map((seed) => {
    const random = new TorchRandom(seed);
    return [
      random.linearInit(AREA, hidden),
      random.linearInit(hidden, 1),
    ] as const;
  });
  const first = starts.map(([layer]) => layer);
  const second = starts.map(([, layer]) => layer);
  const w1 = joined(first.map((each) => each.weight)); // [784, draws · hidden]
  const b1 = tf.variable(
    tf.concat(first.map((each) => tf.tensor1d(each.bias))),
  );
  const rows = second.map((each) => tf.tensor1d(each.weight));
  const w2 = tf.variable(tf.stack(rows)); // [draws, hidden]
  const b2 = tf.variable(
    tf.concat(second.map((each) => tf.tensor1d(each.bias))),
  );
  if (!relu) return folded({ w1, b1, w2, b2 });
  const forward = (x: tf.Tensor) => {
    const units = x
      .matMul(w1)
      .add(b1)
      .relu()
      .reshape([-1, ...w2.shape]);
    return units.mul(w2).sum(2).add(b2); // [batch, draws, hidden] → [batch, draws]
  };
  return model(forward, { w1, b1, w2, b2 });
}

/**
 * Without a ReLU the layers fold into one: the same function, thirty times fewer products. The first
 * layer lies as its sums need it, `[784, draws, hidden]`: a step that reshapes what it changes is slow.
 */
function folded(
  layers: Readonly<Record<"w1" | "b1" | "w2" | "b2", tf.Variable>>,
) {
  const { w2, b2 } = layers;
  const apart = (flat: tf.Variable, shape: number[]) => {
    const variable = tf.variable(flat.reshape(shape));
    flat.dispose();
    return variable;
  };
  const w1 = apart(layers.w1, [AREA, ...w2.shape]);
  const b1 = apart(layers.b1, w2.shape);
  const forward = (x: tf.Tensor) => {
    const weight = w1.mul<tf.Tensor2D>(w2).sum(2); // [784, draws]
    const bias = b1.mul(w2).sum(1);
    return x.matMul(weight).add(bias.add(b2));
  };
  return model(forward, { w1, b1, w2, b2 });
}

/** Weights `[units, 784]` of each draw as one variable `[784, all units]`. */
function joined(weights: readonly Float32Array[]): tf.Variable {
  const layers = weights.map((each) =>
    tf.tensor2d(each, [each.length / AREA, AREA]),
  );
  return tf.variable(tf.concat(layers).transpose());
}

/** The chapter's loss of every column, added up: each draw's gradient is its own. */
export const chapterLoss: Loss = (predictions, targets) => {
  const p = predictions.sigmoid(); // [batch, draws]
  const sign = tf.sub(1, targets.mul(2)); // a 3: −1, a 7: 1
  return p.mul(sign).add(targets).mean(0).sum(); // 1 − p, or p
};

/** Cross-entropy of every column, added up. */
export const crossEntropy: Loss = (predictions, targets) => {
  const beyond = predictions.abs().neg().exp().log1p(); // log(1 + e^−|x|)
  const straight = predictions.relu().sub(predictions.mul(targets));
  return straight.add(beyond).mean(0).sum();
};

/** What may be exchanged in a recipe, one thing at a time. */
export interface Recipe {
  readonly loss: "chapter's" | "cross-entropy";
  readonly optimizer: "SGD" | "Adam";
  readonly order: "files'" | "shuffled";
  readonly lr: number;
}

/** Digits of the data that each draw gets wrong. */
export function errorsOf(models: Model, data: Dataset): number[] {
  return wrongOf(models, data).map((wrong) =>
    wrong.reduce((sum, each) => sum + each, 0),
  );
}

/** For each draw, which digits it gets wrong: 1, or 0. */
export function wrongOf(
  models: Model,
  { inputs, targets, count }: Dataset,
): number[][] {
  const [values, draws] = tf.tidy(() => {
    const x = tf.tensor2d(inputs, [count, AREA]);
    const y = tf.tensor2d(targets, [count, 1]);
    const wrong = models(x).greater(0).notEqual(y.equal(1)).transpose();
    return [wrong.dataSync(), wrong.shape[0] ?? 0];
  });
  return Array.from({ length: draws }, (_, draw) => [
    ...values.subarray(draw * count, (draw + 1) * count),
  ]);
}

/** The mean of the numbers. */
export function mean(values: readonly number[]): number {
  return values.reduce((sum, each) => sum + each, 0) / values.length;
}

/** Paired differences, draw by draw: what `a` has more than `b`. */
export function less(a: readonly number[], b: readonly number[]): number[] {
  return a.map((each, at) => each - nth(b, at));
}

/** Chance that a fair coin parts a + b digits at least as unevenly. Source: McNemar, exact. */
export function signTest(a: number, b: number): number {
  const total = a + b;
  let term = 1; // of k heads: C(total, k) / 2^total
  for (let flip = 0; flip < total; flip++) term /= 2;
  let tail = 0;
  for (let k = 0; k <= Math.min(a, b); k++) {
    tail += term;
    term *= (total - k) / (k + 1);
  }
  return Math.min(1, 2 * tail);
}
