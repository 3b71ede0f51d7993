// The loop of topic 8 as the chapter runs it, and with another model in it. How each step is
// taken, the experiment says.

import * as tf from "@tensorflow/tfjs";
import {
  AREA,
  accuracy,
  type Batch,
  type DataLoader,
  type Dataset,
  defined,
  exactly,
  type Forward,
  item,
  type Lab,
  type Loss,
  nth,
  type Sets,
  stack,
  TorchRandom,
  validateEpoch,
} from "lectern";
import * as figures from "./figures.ts";

/** A value that learns, with the slope found for it: PyTorch's `p` and `p.grad`. */
export interface Parameter {
  readonly value: tf.Variable;
  readonly grad: tf.Variable;
}

/** Weights `[784, 1]` and a bias `[1]`, and what another architecture has beyond them. */
export type Parameters = readonly [
  weights: Parameter,
  bias: Parameter,
  ...more: Parameter[],
];

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

/** Step 5 at this rate: against the slope. */
export const stepAt =
  (lr: number): Steps["step"] =>
  ({ value, grad }) => {
    value.assign(value.sub(grad.mul(lr)));
  };

/** Lab, data and loop; training digits 3s first, 7s first, and shuffled alike each time. */
export interface Bench {
  readonly lab: Lab;
  readonly valid: DataLoader;
  readonly files: DataLoader;
  readonly sevens: DataLoader;
  shuffled(): DataLoader;
  readonly chapter: Steps;
  readonly lr: number;
  calcGrad(batch: Batch, params: Parameters, steps?: Steps): void;
  trainEpoch(data: Batches, params: Parameters, steps?: Steps): void;
}

/** All 7s, then all 3s. */
export function sevensFirst(data: Dataset, threes: number): Dataset {
  const turned = (values: Float32Array, size: number) => {
    const [first, then] = [values.subarray(0, size), values.subarray(size)];
    const both = new Float32Array(values.length);
    both.set(then);
    both.set(first, then.length);
    return both;
  };
  const inputs = turned(data.inputs, threes * AREA);
  return { ...data, inputs, targets: turned(data.targets, threes) };
}

/** A model that calls everything a 3. */
export const always3: Forward = (xb) => tf.onesLike(xb.sum(1, true)); // → [n, 1]

/** Length of all the numbers, taken as an arrow. */
const length = (each: tf.Tensor): number => item(each.norm());

/** Trains from a fresh start: its parameters, and accuracy before and after each epoch. */
function train(bench: Bench, data: Batches, steps: Steps, epochs: number) {
  const params = steps.initialize(bench.lab.seed);
  const judge = () =>
    validateEpoch((xb) => steps.predict(xb, params), bench.valid);
  const rows = [judge()];
  for (let epoch = 1; epoch <= epochs; epoch++) {
    bench.trainEpoch(data, params, steps);
    rows.push(judge());
  }
  return { params, rows };
}

/** The chapter's training, what it printed, and what became of its weights. */
export function followChapter(bench: Bench, epochs: number): void {
  const { lab, files, chapter, valid } = bench;
  const { params, rows } = train(bench, files, chapter, epochs);
  const seen = lab.numbers({
    epochs,
    before: nth(rows, 0),
    "epoch-1": nth(rows, 1),
    "epoch-2": nth(rows, 2),
    "all-files": nth(rows, -1),
    "pixel-baseline": accuracy(pixelSimilarity(lab.digits.train), valid),
  });
  lab.claim("beats-pixels", seen["all-files"], ">", seen["pixel-baseline"]);
  lab.output("epochs", figures.printedEpochs(rows.slice(1)));
  const start = chapter.initialize(lab.seed)[0].value; // [784, 1]
  const end = params[0].value;
  const learned = end.sub(start);
  const { count, inputs } = files.dataset;
  const brightest = tf.tensor2d(inputs, [count, AREA]).max(0).dataSync();
  const moved = learned.abs().dataSync();
  const dark = moved.filter((_, at) => brightest[at] === 0);
  lab.numbers({
    "dark-pixels": dark.length,
    "weights-length": length(start),
    "learned-length": length(learned),
  });
  lab.claim("dark-never-move", Math.max(0, ...dark), "=", 0);
  lab.figure("weights", figures.weights({ start, end, learned }));
}

/** Topic 3's answer, the bar to clear: above 0 where the ideal 3 is nearer, by L1. */
function pixelSimilarity({ threes, sevens }: Sets["train"]): Forward {
  const mean3 = stack(threes).mean(0).reshape([AREA]); // [784]
  const mean7 = stack(sevens).mean(0).reshape([AREA]);
  const distance = (xb: tf.Tensor, ideal: tf.Tensor) =>
    xb.sub(ideal).abs().mean(1, true); // [n, 784] → [n, 1]
  return (xb) => distance(xb, mean7).sub(distance(xb, mean3));
}

/** Hidden units of the chapter's next model. */
const HIDDEN = 30;

/** Weights as drawn, or divided so that sums of so many are not large; the biases 0. */
const drawNet =
  (fitted: boolean): Steps["initialize"] =>
  (seed) => {
    const random = new TorchRandom(seed);
    const draw = (rows: number, columns: number) =>
      tf
        .tensor2d(random.randn(rows * columns), [rows, columns])
        .div(fitted ? Math.sqrt(rows) : 1);
    return [
      parameter(draw(AREA, HIDDEN)),
      parameter(tf.zeros([HIDDEN])),
      parameter(draw(HIDDEN, 1)),
      parameter(tf.zeros([1])),
    ];
  };

/** Another step 1 and 2, and nothing else: does the loop still train, whatever the size of the start? */
export function swapArchitecture(bench: Bench, epochs: number): void {
  const { lab, chapter } = bench;
  const predict: Steps["predict"] = (xb, params) => {
    const [w1, b1, w2, b2] = exactly(4, params);
    const hidden = xb.matMul(w1.value).add(b1.value).relu(); // [n, 30]
    return hidden.matMul(w2.value).add(b2.value); // [n, 1]
  };
  const [fitted, raw] = [true, false].map((fits) => {
    const net = { ...chapter, initialize: drawNet(fits), predict };
    return train(bench, bench.shuffled(), net, epochs);
  });
  const { params, rows } = defined(fitted, "the fitted net");
  const count = params.reduce((sum, { value }) => sum + value.size, 0);
  const end = nth(rows, -1);
  const large = nth(defined(raw, "the net as drawn").rows, -1);
  lab.numbers({
    "net-parameters": count,
    "net-shuffled": end,
    "net-as-drawn": large,
  });
  lab.claim("net-trains", end, ">", 0.98);
  lab.claim("net-start-matters", large, "<", end);
}
