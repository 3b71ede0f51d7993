// Somewhere in a training loop sits the line that learns. Which one is it? The chapter's loop
// is written out here with each of the seven steps as a function of its own, so that any of
// them can be taken out, and the digits say whether it was missed.

import * as tf from "@tensorflow/tfjs";
import { AREA } from "../../src/digits/digits.ts";
import type { Lab } from "../../src/lab/lab.ts";
import { chapterStream } from "../../src/learning/chapter-stream.ts";
import { type Batch, DataLoader } from "../../src/learning/data-loader.ts";
import { threesAndSevens } from "../../src/learning/dataset.ts";
import { FastaiShuffle } from "../../src/learning/fastai-shuffle.ts";
import { item } from "../../src/learning/item.ts";
import { mnistLoss } from "../../src/learning/loss.ts";
import { validateEpoch } from "../../src/learning/metrics.ts";
import { PythonRandom } from "../../src/learning/python-random.ts";
import * as figures from "./figures.ts";
import * as findings from "./findings.ts";
import { type Glance, glanceAt, watched } from "./measure.ts";

/** The chapter's: large for SGD, right for a loss whose slopes are this small. */
const LR = 1;
/** The chapter's. */
const BATCH = 256;
/** One, then twenty more: so trains the chapter. A quick run shows the form. */
const EPOCHS = { full: 21, quick: 3 };
/** "Stop" taken out, as far as patience goes. */
const PATIENCE = { full: 60, quick: 4 };

/** A value that learns, with the slope found for it: PyTorch's `p` and `p.grad`. */
interface Parameter {
  readonly value: tf.Variable;
  readonly grad: tf.Variable;
}
type Batches = Iterable<Batch>;
type Parameters = readonly [weights: Parameter, bias: Parameter];

// #region initialize
/** Step 1: 784 random weights and a random bias. */
function initialize(seed: number): Parameters {
  const random = chapterStream("putting-it-all-together", seed);
  const weights = tf.tensor2d(random.randn(AREA), [AREA, 1]);
  const bias = tf.tensor1d(random.randn(1));
  return [parameter(weights), parameter(bias)];
}
// #endregion

function parameter(start: tf.Tensor): Parameter {
  return {
    value: tf.variable(start),
    grad: tf.variable(tf.zerosLike(start)),
  };
}

// #region predict
/** Step 2, all the architecture: a weight per pixel, and a bias. */
function predict(xb: tf.Tensor, [weights, bias]: Parameters) {
  return xb.matMul(weights.value).add(bias.value); // → [n, 1]
}
// #endregion

// #region calc-grad
/** Steps 2 to 4: forward to one number, backward to 785 slopes. */
function calcGrad([xb, yb]: Batch, params: Parameters, steps = CHAPTER) {
  const forward = () => steps.loss(steps.predict(xb, params), yb); // → []
  const values = params.map(({ value }) => value);
  const { grads } = tf.variableGrads(forward, values); // backward
  for (const { value, grad } of params) {
    grad.assign(grad.add(grads[value.name] ?? 0)); // added, as in PyTorch
  }
}
// #endregion

// #region step
/** Step 5: against the slope. */
function step({ value, grad }: Parameter): void {
  value.assign(value.sub(grad.mul(LR)));
}

/** PyTorch's `zero_()`: the next batch starts from a clean slate. */
function forget({ grad }: Parameter): void {
  grad.assign(tf.zerosLike(grad));
}
// #endregion

// #region train-epoch
/** Step 6, repeat: one pass over the data, batch by batch. */
function trainEpoch(data: Batches, params: Parameters, steps = CHAPTER) {
  for (const batch of data) {
    tf.tidy(() => {
      calcGrad(batch, params, steps);
      for (const each of params) {
        steps.step(each);
        steps.forget(each);
      }
    });
  }
}
// #endregion

/** The steps as the chapter takes them. To take one out, put something else in its place. */
const CHAPTER = { initialize, predict, loss: mnistLoss, step, forget };
type Steps = typeof CHAPTER;
type Plan = { label: string; steps: Steps; epochs: number };

const zeros: Steps["initialize"] = () => [
  parameter(tf.zeros([AREA, 1])),
  parameter(tf.zeros([1])),
];
const withoutBias: Steps["predict"] = (xb, [weights]) =>
  xb.matMul(weights.value);
const accuracyAsLoss: Steps["loss"] = (predictions, targets) =>
  predictions.greater(0).equal(targets.cast("bool")).cast("float32").mean();
const nothing = () => {};

// #region by-hand
/** Backward without a tape: how loudly each picture speaks. */
function backwardByHand([xb, yb]: Batch, params: Parameters) {
  const p = predict(xb, params).sigmoid(); // [n, 1]
  const voice = p.mul(tf.sub(1, p)); // in doubt: ¼, sure: 0
  const side = tf.sub(1, yb.mul(2)); // −1 for a 3, +1 for a 7
  const sum = xb.transpose().matMul(side.mul(voice)); // [784, 1]
  return sum.div(xb.shape[0] ?? 1); // pictures, added up, over n
}
// #endregion

/** The lab and the data; training digits as their files lie, and shuffled alike each time. */
interface Bench {
  readonly lab: Lab;
  readonly valid: DataLoader;
  readonly files: DataLoader;
  shuffled(): DataLoader;
}

export default function experiment(lab: Lab): void {
  const train = threesAndSevens(lab.digits.train); // inputs [12396, 784]
  const valid = threesAndSevens(lab.digits.valid); // inputs [2038, 784]
  const batchSize = BATCH;
  const shuffle = () => new FastaiShuffle(new PythonRandom(lab.seed));
  const bench: Bench = {
    lab,
    valid: new DataLoader(valid, { batchSize }),
    files: new DataLoader(train, { batchSize }),
    shuffled: () => new DataLoader(train, { batchSize, shuffle: shuffle() }),
  };
  lab.number("batches", bench.files.length);
  lab.number("parameters", AREA + 1);
  lab.table("steps", figures.steps());
  lab.figure("loop", figures.loop());
  pileUp(bench);
  compareByHand(bench);
  findings.recordAverages(lab, bench.valid);
  watchFirstEpoch(bench);
  takeOut(bench);
}

/** The chapter's first four digits: three calls, and nothing forgotten between them. */
function pileUp({ lab, files }: Bench): void {
  const [[xb, yb] = []] = files;
  if (!xb || !yb) return;
  const four: Batch = [xb.slice(0, 4), yb.slice(0, 4)];
  const params = initialize(lab.seed);
  const [weights, bias] = params;
  lab.number("first-loss", item(mnistLoss(predict(four[0], params), four[1])));
  const calls = [1, 2, 3].map((call) => {
    calcGrad(four, params);
    return {
      weights: lab.number(`weights-grad-${call}`, item(weights.grad.mean())),
      bias: lab.number(`bias-grad-${call}`, item(bias.grad.mean())),
    };
  });
  lab.output("calls", figures.printedCalls(calls));
}

/** Does the tape find what the formula says? And what says it to a loss without slopes? */
function compareByHand({ lab, shuffled }: Bench): void {
  for (const batch of shuffled()) {
    const params = initialize(lab.seed);
    calcGrad(batch, params);
    const off = backwardByHand(batch, params).sub(params[0].grad);
    lab.claim("by-hand-agrees", item(off.abs().max()), "<", 1e-6);
    try {
      calcGrad(batch, params, { ...CHAPTER, loss: accuracyAsLoss });
    } catch (error) {
      lab.output("accuracy-as-loss", String(error));
    }
    return;
  }
}

/** Where the first epoch takes the model, batch by batch. */
function watchFirstEpoch({ lab, valid, files, shuffled }: Bench): void {
  const glance = glanceAt(valid.dataset);
  const follow = (data: Batches, steps = CHAPTER) => {
    const params = steps.initialize(lab.seed);
    const seen: Glance[] = [];
    const look = () => seen.push(glance((xb) => predict(xb, params)));
    look();
    trainEpoch(watched(data, look), params, steps);
    return seen;
  };
  const turn = Math.ceil(lab.digits.train.threes.count / BATCH);
  const inFiles = follow(files);
  const mixed = follow(shuffled());
  const zero = follow(files, { ...CHAPTER, initialize: zeros });
  findings.recordFirstEpoch(lab, { inFiles, mixed, zero, turn });
}

/** Trains from a fresh start: accuracy before, and after each epoch. */
function train({ lab, valid }: Bench, data: Batches, plan: Plan) {
  const { label, steps, epochs } = plan;
  const params = steps.initialize(lab.seed);
  const judge = () => validateEpoch((xb) => steps.predict(xb, params), valid);
  const rows = [judge()];
  for (let epoch = 1; epoch <= epochs; epoch++) {
    trainEpoch(data, params, steps);
    const row = judge();
    rows.push(row);
    const detail = `epoch ${epoch} of ${epochs}, accuracy ${row.toFixed(4)}`;
    lab.progress(label, { done: epoch, total: epochs, detail });
  }
  return { weights: params[0].value, rows };
}

/** Each step taken out in turn, with the digits in both orders. */
function takeOut(bench: Bench): void {
  const { lab, files, shuffled } = bench;
  const usual = lab.pick(EPOCHS);
  const both = (label: string, change: Partial<Steps>, epochs = usual) => {
    const plan = { label, epochs, steps: { ...CHAPTER, ...change } };
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
    patient: both("patient", {}, lab.pick(PATIENCE)),
  };
  findings.recordRuns(lab, runs);
  const [start] = initialize(lab.seed);
  findings.recordWeights(lab, files.dataset, start.value, runs);
}
