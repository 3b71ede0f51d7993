// The loop of topic 8 with its steps taken out, one at a time, and what that amounts to. How
// each step is taken, the experiment says.

import * as tf from "@tensorflow/tfjs";
import {
  AREA,
  accuracy,
  type Batch,
  type DataLoader,
  type Forward,
  item,
  type Lab,
  type Loss,
  nth,
  type Sets,
  stack,
  validateEpoch,
} from "lectern";
import type { Run, Runs } from "./figures.ts";
import * as figures from "./figures.ts";

/** A value that learns, with the slope found for it: PyTorch's `p` and `p.grad`. */
export interface Parameter {
  readonly value: tf.Variable;
  readonly grad: tf.Variable;
}

/** Weights `[784, 1]` and a bias `[1]`. */
export type Parameters = readonly [weights: Parameter, bias: Parameter];

export type Batches = Iterable<Batch>;

/** A parameter with this value and a slope of 0. */
export function parameter(start: tf.Tensor): Parameter {
  return { value: tf.variable(start), grad: tf.variable(tf.zerosLike(start)) };
}

/** The steps that a loop is made of; in the place of each, another can be put. */
export interface Steps {
  initialize(seed: number): Parameters;
  /** `[n, 784]` → `[n, 1]`, above 0 for a 3. */
  predict(xb: tf.Tensor, params: Parameters): tf.Tensor;
  readonly loss: Loss;
  step(each: Parameter): void;
  forget(each: Parameter): void;
}

/** Lab, data and loop; training digits as their files lie, and shuffled alike each time. */
export interface Bench {
  readonly lab: Lab;
  readonly valid: DataLoader;
  readonly files: DataLoader;
  shuffled(): DataLoader;
  readonly chapter: Steps;
  calcGrad(batch: Batch, params: Parameters, steps?: Steps): void;
  trainEpoch(data: Batches, params: Parameters, steps?: Steps): void;
}

/** A start with nothing random in it. */
export const zeros: Steps["initialize"] = () => [
  parameter(tf.zeros([AREA, 1])),
  parameter(tf.zeros([1])),
];

/** A model that calls everything a 3. */
export const always3: Forward = (xb) => tf.onesLike(xb.sum(1, true)); // → [n, 1]

const last = ({ rows }: Run): number => nth(rows, -1);

const length = (each: tf.Tensor): number => item(each.norm());

const withoutBias: Steps["predict"] = (xb, [weights]) =>
  xb.matMul(weights.value);

const nothing = () => {};

interface Plan {
  readonly label: string;
  readonly epochs: number;
  readonly steps: Steps;
  /** Of the random start. Default: the run's. */
  readonly seed?: number;
}

/** Trains from a fresh start: accuracy before, and after each epoch. */
function train(bench: Bench, data: Batches, plan: Plan): Run {
  const { label, epochs, steps, seed = bench.lab.seed } = plan;
  const params = steps.initialize(seed);
  const judge = () =>
    validateEpoch((xb) => steps.predict(xb, params), bench.valid);
  const rows = [judge()];
  for (let epoch = 1; epoch <= epochs; epoch++) {
    bench.trainEpoch(data, params, steps);
    const row = judge();
    rows.push(row);
    const detail = `epoch ${epoch} of ${epochs}, accuracy ${row.toFixed(4)}`;
    bench.lab.progress(label, { done: epoch, total: epochs, detail });
  }
  return { weights: params[0].value, rows };
}

/** Each step taken out in turn, with the digits in both orders. */
export function takeOut(bench: Bench, usual: number, patience: number): Runs {
  const both = (label: string, change: Partial<Steps>, epochs = usual) => {
    const plan = { label, epochs, steps: { ...bench.chapter, ...change } };
    return {
      files: train(bench, bench.files, plan),
      shuffled: train(bench, bench.shuffled(), plan),
    };
  };
  const runs = {
    all: both("all seven steps", {}),
    zeros: both("from zeros", { initialize: zeros }),
    "no-bias": both("no bias", { predict: withoutBias }),
    "never-zeroed": both("never zeroed", { forget: nothing }),
    "no-step": both("no step", { step: nothing }, 1),
    patient: both("patient", {}, patience),
  };
  recordRuns(bench, runs);
  return runs;
}

function recordRuns({ lab, valid }: Bench, runs: Runs): void {
  for (const [name, { files, shuffled }] of Object.entries(runs)) {
    lab.number(`${name}-files`, last(files));
    lab.number(`${name}-shuffled`, last(shuffled));
  }
  const { all, zeros, "no-bias": noBias, patient } = runs;
  const forgetful = runs["never-zeroed"];
  const seen = lab.numbers({
    epochs: all.files.rows.length - 1,
    patience: patient.files.rows.length - 1,
    before: nth(all.files.rows, 0),
    "epoch-1": nth(all.files.rows, 1),
    "epoch-2": nth(all.files.rows, 2),
    "shuffled-epoch-1": nth(all.shuffled.rows, 1),
    "never-zeroed-epoch-1": nth(forgetful.shuffled.rows, 1),
    "pixel-baseline": accuracy(pixelSimilarity(lab.digits.train), valid),
    "pile-length": length(forgetful.shuffled.weights),
    "sound-length": length(all.shuffled.weights),
  });
  const [files, shuffled] = [last(all.files), last(all.shuffled)];
  const [lost, fine] = [last(forgetful.files), last(forgetful.shuffled)];
  const mixedFirst = seen["shuffled-epoch-1"];
  lab.claim("beats-pixels", files, ">", seen["pixel-baseline"]);
  lab.claim("shuffling-starts-ahead", mixedFirst, ">", seen["epoch-1"] + 0.05);
  lab.claim("orders-meet", Math.abs(shuffled - files), "<", 0.01);
  lab.claim("zeros-beat-random", last(zeros.shuffled), ">", shuffled);
  const idle = Math.abs(last(noBias.files) - files);
  lab.claim("bias-is-idle", idle, "<", 0.003);
  lab.claim("forgetful-is-lost", lost, "<", 0.55);
  const off = Math.abs(lost - validateEpoch(always3, valid));
  lab.claim("forgetful-says-3", off, "<", 1e-4);
  const forgetfulFirst = seen["never-zeroed-epoch-1"];
  lab.claim("forgetful-starts-ahead", forgetfulFirst, ">", mixedFirst);
  lab.claim("forgetful-falls-behind", fine, "<", shuffled);
  lab.claim("forgetful-looks-fine", fine, ">", 0.95);
  lab.claim("patience-pays", last(patient.files), ">", files);
  const [pile, sound] = [seen["pile-length"], seen["sound-length"]];
  lab.claim("pile-outweighs", pile, ">", 5 * sound);
  lab.output("epochs", figures.printedEpochs(all.files.rows.slice(1)));
  lab.table("taken-out", figures.takenOut(runs));
  lab.figure("epochs", figures.epochs(all, seen["pixel-baseline"]));
  lab.figure("forgetful", figures.forgetful(all, forgetful));
}

/** Topic 3's answer, the bar to clear: above 0 where the ideal 3 is nearer, by L1. */
function pixelSimilarity({ threes, sevens }: Sets["train"]): Forward {
  const mean3 = stack(threes).mean(0).reshape([AREA]); // [784]
  const mean7 = stack(sevens).mean(0).reshape([AREA]);
  const distance = (xb: tf.Tensor, ideal: tf.Tensor) =>
    xb.sub(ideal).abs().mean(1, true); // [n, 784] → [n, 1]
  return (xb) => distance(xb, mean7).sub(distance(xb, mean3));
}

/** Is a start from zeros better than this random one, or than any of a few? */
export function startElsewhere(
  bench: Bench,
  epochs: number,
  starts: number,
  { zeros }: Runs,
): void {
  const { lab, chapter: steps } = bench;
  const ends = Array.from({ length: starts }, (_, at) => {
    const label = `random start ${at + 1}`;
    const plan = { label, epochs, steps, seed: lab.seed + at + 1 };
    return last(train(bench, bench.shuffled(), plan));
  });
  const best = Math.max(...ends);
  lab.numbers({
    starts: ends.length,
    "starts-worst": Math.min(...ends),
    "starts-best": best,
  });
  lab.claim("zeros-beat-all", last(zeros.shuffled), ">", best);
}

/** What the chapter's weights were, became, and what of that was learned. */
export function compareWeights(bench: Bench, { all, zeros }: Runs): void {
  const { lab, files, chapter } = bench;
  const { count, inputs } = files.dataset;
  const start = chapter.initialize(lab.seed)[0].value; // [784, 1]
  const end = all.files.weights;
  const learned = end.sub(start);
  const brightest = tf.tensor2d(inputs, [count, AREA]).max(0).dataSync();
  const moved = learned.abs().dataSync();
  const dark = moved.filter((_, at) => brightest[at] === 0);
  lab.numbers({
    "dark-pixels": dark.length,
    "weights-length": length(start),
    "learned-length": length(learned),
  });
  lab.claim("dark-never-move", Math.max(0, ...dark), "=", 0);
  lab.claim("learned-is-shorter", length(learned), "<", length(start));
  const fromZero = zeros.shuffled.weights;
  lab.figure("weights", figures.weights({ start, end, learned, fromZero }));
}
