// The loop of topic 8 with its parts taken out, one at a time. How the steps are taken, the
// experiment says; here is only what is left out, and what is watched meanwhile.

import * as tf from "@tensorflow/tfjs";
import { AREA, type DataLoader, type Lab, validateEpoch } from "lectern";
import * as findings from "./findings.ts";
import { type Glance, glanceAt, watched } from "./measure.ts";
import {
  type Batches,
  type Parameters,
  parameter,
  type Steps,
} from "./steps.ts";

/** Lab, data and loop; training digits as their files lie, and shuffled alike each time. */
export interface Bench {
  readonly lab: Lab;
  readonly valid: DataLoader;
  readonly files: DataLoader;
  shuffled(): DataLoader;
  readonly chapter: Steps;
  trainEpoch(data: Batches, params: Parameters, steps: Steps): void;
}

interface Plan {
  readonly label: string;
  readonly steps: Steps;
  readonly seed: number;
  readonly epochs: number;
}

/** How long the trainings are, and from how many other random starts. */
export interface Lengths {
  readonly usual: number;
  readonly patient: number;
  readonly starts: number;
}

const zeros: Steps["initialize"] = () => [
  parameter(tf.zeros([AREA, 1])),
  parameter(tf.zeros([1])),
];

const withoutBias: Steps["predict"] = (xb, [weights]) =>
  xb.matMul(weights.value);

/** The share of digits named correctly, which has no slope. */
export const accuracyAsLoss: Steps["loss"] = (predictions, targets) => {
  const right = predictions.greater(0).equal(targets.cast("bool"));
  return tf.mean<tf.Scalar>(right.cast("float32"));
};

const nothing = () => {};

/** Where the first epoch takes the model, batch by batch. */
export function watchFirstEpoch(bench: Bench): void {
  const { lab, valid, files, shuffled, chapter } = bench;
  const glance = glanceAt(valid.dataset);
  const follow = (data: Batches, steps = chapter) => {
    const params = steps.initialize(lab.seed);
    const seen: Glance[] = [];
    const look = () => seen.push(glance((xb) => steps.predict(xb, params)));
    look();
    bench.trainEpoch(watched(data, look), params, steps);
    return seen;
  };
  const threes = lab.digits.train.threes.count;
  const turn = Math.ceil(threes / files.batchSize);
  const inFiles = follow(files);
  const mixed = follow(shuffled());
  const zero = follow(files, { ...chapter, initialize: zeros });
  findings.recordFirstEpoch(lab, { inFiles, mixed, zero, turn });
}

/** Trains from a fresh start: accuracy before, and after each epoch. */
function train(bench: Bench, data: Batches, plan: Plan): findings.Run {
  const { label, steps, epochs, seed } = plan;
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
export function takeOut(bench: Bench, lengths: Lengths): void {
  const { lab, files, shuffled, chapter } = bench;
  const { seed } = lab;
  const both = (
    label: string,
    change: Partial<Steps>,
    epochs = lengths.usual,
  ) => {
    const plan = { label, seed, epochs, steps: { ...chapter, ...change } };
    return {
      files: train(bench, files, plan),
      shuffled: train(bench, shuffled(), plan),
    };
  };
  const runs = {
    all: both("all seven steps", {}),
    zeros: both("from zeros", { initialize: zeros }),
    "no-bias": both("no bias", { predict: withoutBias }),
    "never-zeroed": both("never zeroed", { forget: nothing }),
    "no-step": both("no step", { step: nothing }, 1),
    patient: both("patient", {}, lengths.patient),
  };
  findings.recordRuns(lab, bench.valid, runs);
  const others = Array.from({ length: lengths.starts }, (_, at) =>
    train(bench, shuffled(), {
      label: `random start ${at + 1}`,
      steps: chapter,
      seed: seed + at + 1,
      epochs: lengths.usual,
    }),
  );
  findings.recordStarts(lab, others, runs.zeros.shuffled);
  const [start] = chapter.initialize(seed);
  findings.recordWeights(lab, files.dataset, start.value, runs);
}
