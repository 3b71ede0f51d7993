// What a start is worth, over twenty draws, and the controls, which change one thing each: how long,
// where the noise lies, the loss, the size of the start, the order of the digits.

import {
  AREA,
  type DataLoader,
  type Dataset,
  defined,
  type Lab,
  type LinearInit,
  nth,
  TorchRandom,
  threesAndSevens,
} from "lectern";
import {
  type Columns,
  columnsOf,
  entropySlope,
  type Lessons,
  type Trained,
  trainer,
} from "./draws.ts";
import * as figures from "./figures.ts";
import { findLimits, limitLessons } from "./limits.ts";
import { changeOrder } from "./order.ts";
import { spreadPercent } from "./percent.ts";

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
  lab.progress("twenty draws of a start", { done: 0, total: 1 });
  const trained = bench.train(
    {
      normal: { start: starts.normal, lr, curve: true },
      uniform: { start: starts.uniform, lr, curve: true },
      ...limitLessons(bench, starts),
      ...lossLessons(bench, starts),
      ...sizeLessons(bench, normal),
    },
    lab.pick(EPOCHS),
  );
  const times = compareStarts(bench, trained);
  const noises = moveTheNoise(bench, starts, trained);
  findLimits(lab, trained, Math.min(...endOf(trained.uniform)));
  const losses = changeLoss(bench, trained);
  const [end, long] = times;
  lab.table("controls", figures.controls([end, ...losses, long, ...noises]));
  changeSize(lab, trained.normal, trained);
  changeOrder(
    { ...bench, batchSize: BATCH },
    starts.uniform,
    nth(trained.uniform.rows, 0),
  );
}

/** Accuracies after the last epoch, by draw. */
const endOf = ({ rows }: Trained) => nth(rows, -1);

type Both<T> = { readonly normal: T; readonly uniform: T };

/** Is it luck? And does the worse start only need longer? */
function compareStarts(
  { lab, train, lr }: Bench,
  { normal: normalEnd, uniform: uniformEnd }: Both<Trained>,
) {
  const epochs = lab.pick(EPOCHS);
  const later = train(
    {
      normal: { start: normalEnd, lr, curve: true },
      uniform: { start: uniformEnd, lr, curve: true },
    },
    (PATIENCE - 1) * epochs,
  );
  const rows = {
    normal: [...normalEnd.rows, ...later.normal.rows],
    uniform: [...uniformEnd.rows, ...later.uniform.rows],
  };
  const worse = spreadPercent(lab, "normal-end", endOf(normalEnd));
  const better = spreadPercent(lab, "uniform-end", endOf(uniformEnd));
  lab.claim("no-luck", better.least, ">", worse.most);
  const means = rows.normal.map(mean);
  const caught = means.findIndex((each) => each >= better.mean) + 1;
  lab.numbers({ "catch-up-epochs": caught, "long-epochs": means.length });
  const long = {
    normal: spreadPercent(lab, "normal-long", nth(rows.normal, -1)).mean,
    uniform: spreadPercent(lab, "uniform-long", nth(rows.uniform, -1)).mean,
  };
  lab.claim("normal-catches-up", caught, ">", epochs);
  lab.claim("uniform-stays-ahead", long.uniform, ">", long.normal + 0.001);
  lab.figure(
    "starts",
    figures.starts(rows.normal, rows.uniform, { epochs, level: better.mean }),
  );
  return [
    [`as in the chapter, ${epochs} epochs`, worse.mean, better.mean],
    [`${PATIENCE * epochs} epochs`, long.normal, long.uniform],
  ] as const;
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
  const without = spreadPercent(lab, "noise-removed", removed);
  const under = spreadPercent(lab, "noise-added", added);
  const end = mean(nth(normal.rows, -1));
  lab.claim("noise-does-harm", mean(nth(uniform.rows, -1)), ">", under.most);
  lab.claim("training-outweighs-noise", end, ">", under.most);
  lab.claim("noise-is-built-in", without.mean, "<", end);
  return [
    ["the normal start taken away at the end", without.mean, "–"],
    ["the normal start laid on top at the end", "–", under.mean],
  ];
}

/** Both starts with another loss, which shouts where the chapter's is silent: at its rate, and at half of it. */
function lossLessons({ lr }: Bench, { normal, uniform }: Both<Columns>) {
  const slope = entropySlope;
  const half = HALF * lr;
  return {
    "normal-entropy": { start: normal, lr, slope },
    "uniform-entropy": { start: uniform, lr, slope },
    "normal-entropy-half": { start: normal, lr: half, slope },
    "uniform-entropy-half": { start: uniform, lr: half, slope },
  } satisfies Lessons;
}

/** Is it the flat sigmoid? */
function changeLoss(
  { lab, lr }: Bench,
  trained: Both<Trained> &
    Readonly<Record<keyof ReturnType<typeof lossLessons>, Trained>>,
): readonly figures.Control[] {
  const own = mean(endOf(trained.normal));
  const gap = mean(endOf(trained.uniform)) - own;
  const gapAt = (name: "entropy" | "entropy-half", rate: number) => {
    const normal = endOf(trained[`normal-${name}`]);
    const uniform = endOf(trained[`uniform-${name}`]);
    spreadPercent(lab, `normal-${name}`, normal);
    spreadPercent(lab, `uniform-${name}`, uniform);
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
  lab.numbers({ "chapter-gap": gap, "normal-mean": own });
  const best = Math.max(...rows.map(([, normal]) => normal));
  lab.claim("the-loss-does-not-lift-it", best, "<", own);
  return rows;
}

/** The same random numbers, smaller and larger. */
function sizeLessons({ lab, lr }: Bench, normal: readonly LinearInit[]) {
  const sizes = lab.pick(SIZES);
  const others = sizes.filter((size) => size !== 1); // which is the normal start
  const lessons = others.map(
    (size) => [`size-${size}`, { start: columnsOf(normal, size), lr }] as const,
  );
  return Object.fromEntries(lessons);
}

/** How does what they learn depend on it? */
function changeSize(
  lab: Lab,
  normal: Trained,
  trained: Readonly<Record<string, Trained>>,
): void {
  const sizes = lab.pick(SIZES);
  const ends = sizes.map((size) =>
    endOf(
      size === 1 ? normal : defined(trained[`size-${size}`], `size ${size}`),
    ),
  );
  const linear = 1 / Math.sqrt(3 * AREA); // even between ±1/√784
  lab.numbers({
    "smallest-size": nth(sizes, 0),
    "largest-size": nth(sizes, -1),
    "linear-size": linear,
  });
  const smallest = spreadPercent(lab, "smallest-end", nth(ends, 0));
  const largest = spreadPercent(lab, "largest-end", nth(ends, -1));
  lab.claim("smaller-is-better", smallest.least, ">", largest.most);
  lab.figure("sizes", figures.sizes(sizes, ends, linear));
}
