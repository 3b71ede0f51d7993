// How far the gradient of a mini-batch points the same way as that of all the data.

import * as tf from "@tensorflow/tfjs";
import {
  type Batch,
  DataLoader,
  type Dataset,
  type FastaiShuffle,
  type Lab,
  type Loss,
  type Model,
  nth,
  threesAndSevens,
} from "lectern";
import * as figures from "./figures.ts";
import { type Agreement, DRAWS } from "./figures.ts";
import { shuffleOf } from "./learn.ts";
import { smallStart } from "./starts.ts";

/** Batches of every size, and of one kind of digit, against all the data. */
export function compareGradients(lab: Lab, loss: Loss, batch: number): void {
  const data = threesAndSevens(lab.digits.train);
  const setting = { net: smallStart(lab), loss, data };
  const sizes = lab.pick({
    full: [1, 4, 16, 64, batch, 1024, 4096],
    quick: [1, 16, batch, 1024],
  });
  const found = compareSizes(lab, setting, sizes);
  const { threes, sevens } = compareEnds(lab, setting, batch);
  const cosineOf = (wanted: number) =>
    nth(
      found.filter(({ size }) => size === wanted),
      0,
    ).mean;
  lab.claim("batch-agrees", cosineOf(batch), ">", 0.9);
  lab.claim("one-picture-agrees-less", cosineOf(1), "<", 0.5);
  lab.claim("one-kind-misleads", Math.max(threes, sevens), "<", cosineOf(16));
  lab.figure("agreement", figures.agreement(found));
}

/** Of the weights alone, [784]. The parameters stay as they are. */
function gradientOf(net: Model, loss: Loss, [xb, yb]: Batch): Float32Array {
  const [weight] = net.parameters;
  if (!weight) throw new Error("the model has no weights");
  return tf.tidy(() => {
    const { grads } = tf.variableGrads(() => loss(net(xb), yb), [weight]);
    return Float32Array.from(grads[weight.name]?.dataSync() ?? []);
  });
}

/** Gradients of batches of this size, until there are `count`; a last small one is left out. */
function batchGradients(
  net: Model,
  loss: Loss,
  data: Dataset,
  options: { size: number; count: number; shuffle?: FastaiShuffle },
): Float32Array[] {
  const { size, count, shuffle } = options;
  const loader = new DataLoader(data, {
    batchSize: size,
    dropLast: true,
    ...(shuffle && { shuffle }),
  });
  const gradients: Float32Array[] = [];
  while (gradients.length < count) {
    for (const batch of loader) {
      gradients.push(gradientOf(net, loss, batch));
      if (gradients.length === count) break;
    }
  }
  loader.dispose();
  return gradients;
}

function summarize(size: number, cosines: readonly number[]): Agreement {
  const sorted = cosines.toSorted((a, b) => a - b);
  const at = (share: number) => nth(sorted, Math.floor(share * sorted.length));
  const mean = sorted.reduce((sum, each) => sum + each, 0) / sorted.length;
  return { size, mean, low: at(0.1), high: at(0.9) };
}

/** 1: the same direction; 0: none in common; −1: the opposite. A gradient of 0 has none. */
function cosine(a: Float32Array, b: Float32Array): number {
  const dot = (u: Float32Array, v: Float32Array) =>
    u.reduce((sum, each, at) => sum + each * (v[at] ?? 0), 0);
  const lengths = Math.sqrt(dot(a, a) * dot(b, b));
  return lengths > 0 ? dot(a, b) / lengths : 0;
}

/** What the batches are cut from, and what judges them. */
interface Setting {
  readonly net: Model;
  readonly loss: Loss;
  readonly data: Dataset;
}

/** Batches of each size against all the data. Records a cosine a size. */
function compareSizes(
  lab: Lab,
  { net, loss, data }: Setting,
  sizes: readonly number[],
): Agreement[] {
  const whole = wholeGradient({ net, loss, data });
  lab.number("draws", DRAWS);
  return sizes.map((size, done) => {
    lab.progress("comparing gradients", { done, total: sizes.length });
    const options = { size, count: DRAWS, shuffle: shuffleOf(lab) };
    const gradients = batchGradients(net, loss, data, options);
    const cosines = gradients.map((each) => cosine(each, whole));
    const agreement = summarize(size, cosines);
    lab.number(`cosine-batch-${size}`, agreement.mean);
    return agreement;
  });
}

/** In the files' order the first batch holds only 3s, and the last only 7s: their cosines. */
function compareEnds(
  lab: Lab,
  { net, loss, data }: Setting,
  size: number,
): { threes: number; sevens: number } {
  const whole = wholeGradient({ net, loss, data });
  const count = Math.floor(data.count / size);
  const gradients = batchGradients(net, loss, data, { size, count });
  const [first, last] = [nth(gradients, 0), nth(gradients, -1)];
  return {
    threes: lab.number("cosine-only-threes", cosine(first, whole)),
    sevens: lab.number("cosine-only-sevens", cosine(last, whole)),
  };
}

function wholeGradient({ net, loss, data }: Setting): Float32Array {
  const options = { size: data.count, count: 1 };
  return nth(batchGradients(net, loss, data, options), 0);
}
