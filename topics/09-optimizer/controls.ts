// What a start is worth, over twenty draws, and the controls, which change one thing each: how long,
// where the noise lies, the loss, the size of the start, the order of the digits.

import * as tf from "@tensorflow/tfjs";
import {
  AREA,
  DataLoader,
  type Dataset,
  type Lab,
  type LinearInit,
  nth,
  type Shuffle,
  Stream,
  TorchRandom,
  threesAndSevens,
} from "lectern";
import {
  type Columns,
  columnsOf,
  entropySlope,
  type Trained,
  trainer,
} from "./draws.ts";
import * as figures from "./figures.ts";
import { findLimits } from "./limits.ts";

/** Draws of each start: seeds 1, 2, 3, … */
const DRAWS = { full: 20, quick: 3 };
const EPOCHS = { full: 20, quick: 2 };
/** So many times as long, to see whether the worse start catches up. */
const PATIENCE = 5;
/** Factors on the normal start: from next to nothing to three times too much. */
const SIZES = { full: [0.01, 0.03, 0.1, 0.3, 1, 3], quick: [0.03, 1, 3] };
/** Of the chapter's rate: from p = ½ both losses then begin with the same step. */
const HALF = 0.5;
const BATCH = 256;

interface Bench extends ReturnType<typeof trainer> {
  readonly lab: Lab;
  readonly data: Dataset;
  readonly lr: number;
}

const mean = (values: readonly number[]) =>
  values.reduce((sum, each) => sum + each, 0) / values.length;

/** Both starts over twenty draws, and every control. */
export function drawMany(lab: Lab, lr: number, valid: DataLoader): void {
  const seeds = Array.from({ length: lab.pick(DRAWS) }, (_, at) => at + 1);
  const normal = seeds.map((seed) => {
    const random = new TorchRandom(seed);
    return { weight: random.randn(AREA), bias: random.randn(1) };
  });
  const uniform = seeds.map((seed) =>
    new TorchRandom(seed).linearInit(AREA, 1),
  );
  lab.number("draws", seeds.length);
  const data = threesAndSevens(lab.digits.train);
  const bench = { lab, data, lr, ...trainer(data, valid) };
  const starts = { normal: columnsOf(normal), uniform: columnsOf(uniform) };
  const { ends, ...times } = compareStarts(bench, starts);
  const noises = moveTheNoise(bench, starts, ends);
  const epochs = lab.pick(EPOCHS);
  const worst = Math.min(...nth(ends.uniform.rows, -1));
  findLimits(bench, { ...starts, epochs, worst });
  const losses = changeLoss(bench, starts, ends);
  const [end, long] = times.rows;
  lab.table("controls", figures.controls([end, ...losses, long, ...noises]));
  changeSize(bench, normal);
  changeOrder(bench, starts.uniform);
}

type Both<T> = { readonly normal: T; readonly uniform: T };

/** Is it luck? And does the worse start only need longer? Returns the models of the chapter's end. */
function compareStarts({ lab, train, lr }: Bench, starts: Both<Columns>) {
  const epochs = lab.pick(EPOCHS);
  const run = (start: Columns) => {
    lab.progress("twenty draws of a start", { done: 0, total: 1 });
    const end = train(start, { epochs, lr });
    const later = train(end, { epochs: (PATIENCE - 1) * epochs, lr });
    return { end, rows: [...end.rows, ...later.rows] };
  };
  const normal = run(starts.normal);
  const uniform = run(starts.uniform);
  const worse = lab.spread("normal-end", nth(normal.end.rows, -1));
  const better = lab.spread("uniform-end", nth(uniform.end.rows, -1));
  lab.claim("no-luck", better.least, ">", worse.most);
  const means = normal.rows.map(mean);
  const caught = means.findIndex((each) => each >= better.mean) + 1;
  lab.numbers({ "catch-up-epochs": caught, "long-epochs": means.length });
  const long = {
    normal: lab.spread("normal-long", nth(normal.rows, -1)).mean,
    uniform: lab.spread("uniform-long", nth(uniform.rows, -1)).mean,
  };
  lab.claim("normal-catches-up", caught, ">", epochs);
  lab.claim("uniform-stays-ahead", long.uniform, ">", long.normal + 0.001);
  lab.figure(
    "starts",
    figures.starts(normal.rows, uniform.rows, { epochs, level: better.mean }),
  );
  return {
    ends: { normal: normal.end, uniform: uniform.end },
    rows: [
      [`as in the chapter, ${epochs} epochs`, worse.mean, better.mean],
      [`${PATIENCE * epochs} epochs`, long.normal, long.uniform],
    ] as const,
  };
}

/** The noise taken from the model that began with it, and laid upon the one that did not. */
function moveTheNoise(
  { lab, judge }: Bench,
  { normal: noise }: Both<Columns>,
  { normal, uniform }: Both<Trained>,
): readonly figures.Control[] {
  const removed = judge({
    weights: normal.weights.sub(noise.weights),
    biases: normal.biases.sub(noise.biases),
  });
  const added = judge({
    weights: uniform.weights.add(noise.weights),
    biases: uniform.biases.add(noise.biases),
  });
  const without = lab.spread("noise-removed", removed);
  const under = lab.spread("noise-added", added);
  const end = mean(nth(normal.rows, -1));
  lab.claim("noise-does-harm", mean(nth(uniform.rows, -1)), ">", under.most);
  lab.claim("training-outweighs-noise", end, ">", under.most);
  lab.claim("noise-is-built-in", without.mean, "<", end);
  return [
    ["the normal start taken away at the end", without.mean, "–"],
    ["the normal start laid on top at the end", "–", under.mean],
  ];
}

/** Is it the flat sigmoid? Another loss, which shouts where the chapter's is silent. */
function changeLoss(
  { lab, train, lr }: Bench,
  starts: Both<Columns>,
  { normal, uniform }: Both<Trained>,
): readonly figures.Control[] {
  const gap = mean(nth(uniform.rows, -1)) - mean(nth(normal.rows, -1));
  const recipe = { epochs: lab.pick(EPOCHS), slope: entropySlope };
  const gapAt = (name: string, rate: number) => {
    const end = (start: Columns) =>
      nth(train(start, { ...recipe, lr: rate }).rows, -1);
    const [normal, uniform] = [end(starts.normal), end(starts.uniform)];
    lab.spread(`normal-${name}`, normal);
    lab.spread(`uniform-${name}`, uniform);
    const lower = normal.filter((each, draw) => each < nth(uniform, draw));
    lab.number(`${name}-lower`, lower.length); // draws in which normal loses
    lab.number(`${name}-gap`, mean(uniform) - mean(normal));
    return [
      `cross-entropy, rate ${rate}`,
      mean(normal),
      mean(uniform),
    ] as const;
  };
  const rows = [gapAt("entropy", lr), gapAt("entropy-half", HALF * lr)];
  const own = mean(nth(normal.rows, -1));
  lab.numbers({ "chapter-gap": gap, "normal-mean": own });
  const best = Math.max(...rows.map(([, normal]) => normal));
  lab.claim("the-loss-does-not-lift-it", best, "<", own);
  return rows;
}

/** The same random numbers, smaller and larger. */
function changeSize(
  { lab, train, lr }: Bench,
  normal: readonly LinearInit[],
): void {
  const epochs = lab.pick(EPOCHS);
  const sizes = lab.pick(SIZES);
  const ends = sizes.map((size) =>
    nth(train(columnsOf(normal, size), { epochs, lr }).rows, -1),
  );
  const linear = 1 / Math.sqrt(3 * AREA); // even between ±1/√784
  lab.numbers({
    "smallest-size": nth(sizes, 0),
    "largest-size": nth(sizes, -1),
    "linear-size": linear,
  });
  const smallest = lab.spread("smallest-end", nth(ends, 0));
  const largest = lab.spread("largest-end", nth(ends, -1));
  lab.claim("smaller-is-better", smallest.least, ">", largest.most);
  lab.figure("sizes", figures.sizes(sizes, ends, linear));
}

/** The first epoch in the file order, in the opposite one, and shuffled. */
function changeOrder(
  { lab, data, train, judge, lr }: Bench,
  start: Columns,
): void {
  const backwards: Shuffle = {
    permutation: (count) =>
      Uint32Array.from({ length: count }, (_, at) => count - 1 - at),
  };
  const after = (name: string, shuffle?: Shuffle) => {
    const options = shuffle === undefined ? {} : { shuffle };
    const loader = new DataLoader(data, { batchSize: BATCH, ...options });
    const { rows } = train(start, { epochs: 1, lr, loader });
    loader.dispose();
    lab.spread(`first-${name}`, nth(rows, 0));
    return nth(rows, 0);
  };
  const file = after("file-order");
  const reversed = after("reversed", backwards);
  const shuffled = after("shuffled", new Stream(lab.seed).named("order"));
  // What a model gets right that calls every digit by one name: no weights, and a bias of ±1.
  const always = (bias: number) => {
    const weights = tf.zeros<tf.Rank.R2>([AREA, 1]);
    return nth(judge({ weights, biases: tf.tensor1d([bias]) }), 0);
  };
  const [first, second] = [always(1), always(-1)];
  const off = Math.max(...file.map((each) => Math.abs(each - first)));
  lab.claim("file-order-says-first", off, "=", 0);
  const stuck = reversed.filter((each) => each === second).length;
  lab.number("reversed-stuck", stuck);
  lab.claim("reversed-mostly-stuck", stuck, ">", reversed.length / 2);
  lab.claim("order-does-it", Math.min(...shuffled), ">", 0.9);
}
