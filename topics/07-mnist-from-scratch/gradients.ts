// Topic 7 asks batches, large and small, mixed and not, how far their gradients agree with that
// of all the data: before training, and after some passes.

import * as tf from "@tensorflow/tfjs";
import {
  AREA,
  BasicOptim,
  type Batch,
  DataLoader,
  type Dataset,
  defined,
  exactly,
  type Loss,
  type Model,
  nth,
  type Shuffle,
  trainEpoch,
} from "lectern";
import { type Course, shuffleOf } from "./draws.ts";
import * as figures from "./figures.ts";
import { gradientOf, smallStart } from "./signals.ts";

/** Passes after which the gradients are compared once more. */
const PASSES = 3;
/** Batches of each size that are asked: enough for a mean, few enough for seconds. */
const DRAWS = 40;

/** Batches of every size, and of one kind of digit, against all the data: at the start, and later. */
export function compareGradients(
  course: Course,
  loss: Loss,
  batch: number,
): void {
  const { lab, data } = course;
  const net = smallStart(lab);
  lab.number("draws", DRAWS);
  const early = agreements(course, { net, loss, batch, suffix: "" });
  const loader = new DataLoader(data, {
    ...{ batchSize: batch, shuffle: shuffleOf(lab) },
  });
  const optimizer = new BasicOptim(net.parameters, 1);
  for (let pass = 0; pass < PASSES; pass++) {
    trainEpoch(net, loader, loss, optimizer);
  }
  const late = agreements(course, { net, loss, batch, suffix: "-later" });
  lab.claim("batch-agrees", early.of(batch), ">", 0.9);
  lab.claim("one-picture-agrees-less", early.of(1), "<", 0.5);
  lab.claim("one-kind-misleads", early.oneKind, "<", early.of(16));
  lab.claim("later-agrees-less", late.of(batch), "<", early.of(batch));
  dealPulls(course, net, batch);
  lab.figure("agreement", figures.agreement(early.found, late.found, PASSES));
}

/** Cosines with the whole gradient, by batch size, and the better of the two one-kind batches. */
function agreements(
  { lab, data }: Course,
  plan: { net: Model; loss: Loss; batch: number; suffix: string },
) {
  const { net, loss, batch, suffix } = plan;
  const gradients = (size: number, count: number, shuffle?: Shuffle) =>
    batchGradients(data, { size, count, shuffle }, (each) =>
      gradientOf(net, loss, each),
    );
  const whole = nth(gradients(data.count, 1), 0);
  const sizes = lab.pick({
    full: [1, 4, 16, 64, batch, 1024, 4096],
    quick: [1, 16, batch, 1024],
  });
  const found = sizes.map((size, done) => {
    lab.progress("comparing gradients", { done, total: sizes.length });
    const drawn = gradients(size, DRAWS, shuffleOf(lab));
    const cosines = drawn.map((each) => cosine(each, whole));
    const agreement = { size, ...summarize(cosines) };
    lab.number(`cosine-batch-${size}${suffix}`, agreement.mean);
    return agreement;
  });
  // In the files' order the first batch holds only 3s, and the last only 7s.
  const ordered = gradients(batch, Math.floor(data.count / batch));
  const misled = [nth(ordered, 0), nth(ordered, -1)].map((each) =>
    cosine(each, whole),
  );
  const [threes, sevens] = exactly(2, misled);
  lab.numbers({
    [`cosine-only-threes${suffix}`]: threes,
    [`cosine-only-sevens${suffix}`]: sevens,
  });
  const of = (wanted: number) => {
    const agreement = found.find(({ size }) => size === wanted);
    return defined(agreement, `batch of ${wanted} pictures`).mean;
  };
  return { found, of, oneKind: Math.max(threes, sevens) };
}

/** Gradients of batches of this size, until there are `count`; a last small one is left out. */
function batchGradients(
  data: Dataset,
  draw: { size: number; count: number; shuffle: Shuffle | undefined },
  gradientOf: (batch: Batch) => Float32Array,
): Float32Array[] {
  const { size, count, shuffle } = draw;
  const options = { batchSize: size, dropLast: true };
  const loader = new DataLoader(data, {
    ...options,
    ...(shuffle && { shuffle }),
  });
  const gradients: Float32Array[] = [];
  while (gradients.length < count) {
    for (const batch of loader) {
      gradients.push(gradientOf(batch));
      if (gradients.length === count) break;
    }
  }
  loader.dispose();
  return gradients;
}

/** The mean, and what a tenth of them lie below or above. */
function summarize(cosines: readonly number[]) {
  const sorted = cosines.toSorted((a, b) => a - b);
  const at = (share: number) => nth(sorted, Math.floor(share * sorted.length));
  const mean = sorted.reduce((sum, each) => sum + each, 0) / sorted.length;
  return { mean, low: at(0.1), high: at(0.9) };
}

/** 1: the same direction; 0: none in common; −1: the opposite. A gradient of 0 has none. */
function cosine(a: Float32Array, b: Float32Array): number {
  const dot = (u: Float32Array, v: Float32Array) =>
    u.reduce((sum, each, at) => sum + each * nth(v, at), 0);
  const lengths = Math.sqrt(dot(a, a) * dot(b, b));
  return lengths > 0 ? dot(a, b) / lengths : 0;
}

/**
 * Why a later batch agrees less: how hard each picture pulls, p(1 − p), dealt out anew among the
 * pictures of its own digit. As few pull as before, and as hard, but they are others.
 */
function dealPulls({ lab, data }: Course, net: Model, batch: number): void {
  const { inputs, targets, count } = data;
  const threes = lab.digits.train.threes.count;
  const x = tf.tensor2d(inputs, [count, AREA]);
  const p = tf.tidy(() => net(x).sigmoid().dataSync());
  const pulls = Array.from(p, (each) => each * (1 - each));
  const order = (size: number, first: number) =>
    [...shuffleOf(lab).permutation(size)].map((at) => nth(pulls, first + at));
  const dealt = [...order(threes, 0), ...order(count - threes, threes)];
  const places = [...shuffleOf(lab).permutation(count)];
  const [own, others] = [pulls, dealt].map((each) =>
    tf.tidy(() => {
      const signed = each.map((pull, at) => pull * (1 - 2 * nth(targets, at)));
      const column = tf.tensor2d(signed, [count, 1]);
      const slopes = (rows: tf.Tensor1D) =>
        tf.matMul(x.gather(rows), column.gather(rows), true).dataSync();
      const whole = slopes(tf.range(0, count, 1, "int32"));
      const cosines = Array.from({ length: DRAWS }, (_, at) => {
        const first = (at * batch) % (count - batch);
        const rows = places.slice(first, first + batch);
        const drawn = slopes(tf.tensor1d(rows, "int32"));
        return cosine(Float32Array.from(drawn), Float32Array.from(whole));
      });
      return summarize(cosines).mean;
    }),
  );
  const sum = (of: (pull: number) => number) =>
    pulls.reduce((total, pull) => total + of(pull), 0);
  const squared = sum((pull) => pull * pull);
  const all = sum((pull) => pull);
  lab.number("pulling-pictures", (all * all) / squared);
  lab.number("cosine-own-pulls", defined(own, "own pulls"));
  lab.number("cosine-dealt-pulls", defined(others, "dealt pulls"));
  const gap = defined(others, "dealt pulls") - defined(own, "own pulls");
  lab.claim("who-pulls-matters", gap, ">", 0.2);
  x.dispose();
}
