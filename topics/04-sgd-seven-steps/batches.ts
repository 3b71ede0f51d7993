// What topic 4 measures of an ideal 3 that follows its batches: one draw of them to look at,
// and many to know what is luck.

import * as tf from "@tensorflow/tfjs";
import { AREA, type DigitSet, item, type Lab, nth, TorchRandom } from "lectern";
import * as figures from "./ideals.ts";

/** Few digits a batch, so that their noise can be seen. */
const BATCH = 16;
/** The slowest rate multiplies by 0.98: after 300 steps it has forgotten its start. */
const STEPS = 600;
/** The last steps: by then the ideal has settled, and only noise moves it. */
const SETTLED = 300;
/** Steps at which the ideal is looked at. */
const LOOKS = [1, 10, 100, STEPS];
/** Draws of all batches, each with a seed of its own: the first has the run's. */
const DRAWS = { full: 20, quick: 3 };

/** Moves ideals […, 28, 28] towards the digits of a batch [size, …, 28, 28]. */
type BatchStep = (ideal: tf.Tensor, batch: tf.Tensor, lr: number) => tf.Tensor;

/** The same seven steps for 784 pixels, on batches of digits: the ideal 3 appears. */
export function followBatches(
  lab: Lab,
  batchStep: BatchStep,
  rates: Readonly<Record<"fast" | "good" | "slow", number>>,
  threes: tf.Tensor,
): void {
  const mean = threes.mean(0); // [6131, 28, 28] → [28, 28]
  const spread = item(threes.sub(mean).square().mean()); // variance of a pixel
  const runs = Object.entries(rates).map(([name, lr]) => {
    const { errors, looks } = makeIdeals(lab, batchStep, () => lr, mean);
    // The mean of n digits is off by spread/n: read backwards, the error says n.
    const remembered = errors.map((of) => spread / average(of.slice(-SETTLED)));
    const memories = lab.spread(`${name}-memories`, remembered);
    lab.number(`${name}-memory`, nth(remembered, 0));
    const predicted = lab.number(`${name}-theory`, (BATCH * (1 - lr)) / lr);
    const ratio = memories.mean / predicted;
    lab.claim(`${name}-as-predicted`, ratio, "between", [0.95, 1.05]);
    const misses = remembered.map((each) => Math.abs(each / predicted - 1));
    lab.number(`${name}-worst-miss`, Math.max(...misses));
    return { lr, errors: nth(errors, 0), looks, memories, predicted };
  });
  lab.numbers({
    "batch-size": BATCH,
    "batch-steps": STEPS,
    "digits-seen": BATCH * STEPS,
    draws: lab.pick(DRAWS),
  });
  lab.figure("ideals-in-the-making", figures.making(runs, LOOKS, mean));
  lab.figure("batch-noise", figures.batchNoise(runs));
  const [fast, ...others] = runs.map(({ memories }) => memories);
  const next = Math.min(...others.map(({ least }) => least));
  lab.claim("fast-forgets-most", fast?.most ?? next, "<", next);
  lab.table("memory", figures.memory(runs));
  keepThemAll(lab, batchStep, mean);
}

/** Rates of 1/2, 1/4, 1/6 …: is the ideal at the end the average of every digit that it saw? */
function keepThemAll(lab: Lab, batchStep: BatchStep, mean: tf.Tensor): void {
  const lowered = (step: number) => 1 / (2 * step);
  const { last } = makeIdeals(lab, batchStep, lowered, mean, 1);
  const random = new TorchRandom(lab.seed); // the batches of that walk once more
  let sum: tf.Tensor = tf.zeros([28, 28]);
  for (let step = 0; step < STEPS; step++) {
    const batch = draw(lab.digits.train.threes, [random]).squeeze([1]);
    sum = tf.tidy(() => sum.add(batch.sum(0)));
  }
  const gap = item(
    last
      .sub(sum.div(BATCH * STEPS))
      .abs()
      .max(),
  );
  lab.number("lowered-gap", gap);
  lab.claim("lowered-keeps-all", gap, "<", 1e-5);
}

/**
 * Many ideals at once from empty pages, each with batches of its own draw: how far each is off,
 * step by step, some looks at the first, and all of them at the end [draws, 28, 28].
 */
function makeIdeals(
  lab: Lab,
  batchStep: BatchStep,
  rateOf: (step: number) => number,
  mean: tf.Tensor,
  draws = lab.pick(DRAWS),
) {
  const { threes } = lab.digits.train;
  const randoms = Array.from(
    { length: draws },
    (_, at) => new TorchRandom(lab.seed + at), // the same batches for each rate
  );
  let ideals: tf.Tensor = tf.zeros([draws, 28, 28]);
  const errors = randoms.map((): number[] => []); // mean square of ideal − mean
  const looks: tf.Tensor[] = [];
  for (let step = 1; step <= STEPS; step++) {
    const before = ideals;
    const lr = rateOf(step);
    ideals = tf.tidy(() => batchStep(before, draw(threes, randoms), lr));
    before.dispose();
    const off = tf.tidy(() => ideals.sub(mean).square().mean([1, 2]));
    for (const [at, error] of off.dataSync().entries()) errors[at]?.push(error);
    off.dispose();
    if (LOOKS.includes(step)) looks.push(ideals.gather(0));
    if (step % 100 !== 0) continue;
    const detail = `learning rate ${lr}, step ${step}`;
    lab.progress("ideal 3", { done: step, total: STEPS, detail });
  }
  return { errors, looks, last: ideals };
}

/** One batch for each draw, every digit anew from the whole set: [size, draws, 28, 28]. */
function draw(set: DigitSet, randoms: readonly TorchRandom[]): tf.Tensor {
  const bytes = new Float32Array(BATCH * randoms.length * AREA);
  for (const [column, random] of randoms.entries()) {
    for (const [row, u] of random.rand(BATCH).entries()) {
      const first = Math.floor(u * set.count) * AREA;
      const digit = set.pixels.subarray(first, first + AREA);
      bytes.set(digit, (row * randoms.length + column) * AREA);
    }
  }
  return tf.tensor4d(bytes, [BATCH, randoms.length, 28, 28]).div(255);
}

const average = (values: readonly number[]) =>
  values.reduce((a, b) => a + b) / values.length;
