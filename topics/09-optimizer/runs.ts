// The same training with its parts exchanged one at a time. What a training is made of, the
// experiment says; here is only what is compared with what.

import * as tf from "@tensorflow/tfjs";
import {
  AREA,
  chapterStream,
  DataLoader,
  defined,
  item,
  type Lab,
  Learner,
  type LinearInit,
  linearModel,
  mnistLoss,
  nth,
  SGD,
  type TorchRandom,
  threesAndSevens,
} from "lectern";
import type { Runs, Way } from "./figures.ts";
import * as figures from "./figures.ts";

/** A value that learns, with the slope found for it: PyTorch's `p` and `p.grad`. */
export interface Parameter {
  readonly value: tf.Variable;
  readonly grad: tf.Variable;
}

export type Parameters = readonly Parameter[];

/** A parameter with this value and a slope of 0. */
export function parameter(start: tf.Tensor): Parameter {
  return { value: tf.variable(start), grad: tf.variable(tf.zerosLike(start)) };
}

/** PyTorch's `loss.backward()`: adds each slope to what `grad` holds. */
export function backward(loss: () => tf.Scalar, parameters: Parameters): void {
  const values = parameters.map(({ value }) => value);
  const { grads } = tf.variableGrads(loss, values);
  for (const { value, grad } of parameters) {
    grad.assign(grad.add(defined(grads[value.name], "slope")));
  }
}

/** TensorFlow.js's own optimizer, behind the two calls that the chapter makes. */
export function librarySgd(parameters: Parameters, lr: number) {
  const sgd = tf.train.sgd(lr);
  return {
    step() {
      const slopes = parameters.map(({ value, grad }) => [value.name, grad]);
      sgd.applyGradients(Object.fromEntries(slopes));
    },
    zeroGrad() {
      for (const { grad } of parameters) grad.assign(tf.zerosLike(grad));
    },
  };
}

/** A training: weights `[784, 1]` and bias `[1]` at its end, accuracy after each epoch. */
export interface Run {
  readonly parameters: Parameters;
  readonly rows: readonly number[];
}

/** Trains from this start, in this way, for as many epochs as the chapter's tables have. */
export type Train = (start: LinearInit, way: Way) => Run;

interface Bench {
  readonly lab: Lab;
  readonly train: Train;
  readonly valid: DataLoader;
}

/** Epochs of the chapter's Learner. */
const LEARNER = { full: 10, quick: 2 };

type Rows = Pick<Run, "rows">;

const first = ({ rows }: Rows): number => nth(rows, 0);
const second = ({ rows }: Rows): number => nth(rows, 1);
const last = ({ rows }: Rows): number => nth(rows, -1);

/** Topic 8's start: normal numbers of deviation 1. */
function normalStart(random: TorchRandom): LinearInit {
  return { weight: random.randn(AREA), bias: random.randn(1) };
}

/** The two starts that the chapter makes its models from. */
function chapterStarts(seed: number) {
  return {
    normal: normalStart(chapterStream("putting-it-all-together", seed)),
    uniform: chapterStream("basic-optim", seed).linearInit(AREA, 1),
  };
}

/**
 * Three ways to step, from two starts: which exchange moves the curve? Returns the run of the
 * library's SGD from nn.Linear's start.
 */
export function exchangeParts({ lab, train, valid }: Bench): Run {
  const starts = chapterStarts(lab.seed);
  let done = 0;
  const from = (name: keyof typeof starts) => {
    const start = starts[name];
    const run = (way: Way) => {
      const detail = `${way}, ${name} start`;
      lab.progress("exchanging parts", { done: done++, total: 6, detail });
      return train(start, way);
    };
    const byHand = run("by-hand");
    const basicOptim = run("basic-optim");
    const sgd = run("sgd");
    lab.numbers({
      [`${name}-epoch-1`]: first(byHand),
      [`${name}-epoch-2`]: second(byHand),
      [`${name}-by-hand`]: last(byHand),
      [`${name}-basic-optim`]: last(basicOptim),
      [`${name}-sgd`]: last(sgd),
      [`${name}-slope`]: slope(start, valid),
    });
    return { "by-hand": byHand, "basic-optim": basicOptim, sgd };
  };
  const normal = from("normal");
  const uniform = from("uniform");
  compareCurves(lab, normal, uniform);
  return uniform.sgd;
}

/** What the two exchanges make of the accuracy: who steps, and from where. */
function compareCurves(lab: Lab, normal: Runs, uniform: Runs): void {
  lab.number("epochs", uniform.sgd.rows.length);
  const byWay = Math.max(apart(normal), apart(uniform));
  const byStart = last(uniform.sgd) - last(normal.sgd);
  lab.numbers({ "apart-by-way": byWay, "apart-by-start": byStart });
  lab.claim("ways-agree", byWay, "=", 0);
  lab.claim("uniform-ends-higher", byStart, ">", 0.002);
  lab.output("basic-optim", figures.printedRows(uniform["basic-optim"].rows));
  lab.table("exchange", figures.exchange(normal, uniform));
}

/** The largest difference between three runs, over all epochs. */
function apart(runs: Runs): number {
  const spreads = runs.sgd.rows.map((_, epoch) => {
    const values = Object.values(runs).map(({ rows }) => nth(rows, epoch));
    return Math.max(...values) - Math.min(...values);
  });
  return Math.max(...spreads);
}

/** How steep the sigmoid is for the digits: mean of p(1 − p), as a share of its largest value, ¼. */
function slope({ weight, bias }: LinearInit, valid: DataLoader): number {
  return tf.tidy(() => {
    const { count, inputs } = valid.dataset;
    const weights = tf.tensor2d(weight, [AREA, 1]);
    const xs = tf.tensor2d(inputs, [count, AREA]);
    const p = xs.matMul(weights).add(tf.tensor1d(bias)).sigmoid();
    return 4 * item(p.mul(tf.sub(1, p)).mean());
  });
}

/** The chapter's other two tables: SGD from another draw than `before`, and the Learner. */
export function meetChapter({ lab, train, valid }: Bench, before: Run): void {
  const draw = chapterStream("sgd", lab.seed).linearInit(AREA, 1);
  const sgd = train(draw, "sgd");
  lab.numbers({ "sgd-epoch-2": second(sgd), "sgd-final": last(sgd) });
  const off = Math.abs(second(sgd) - second(before));
  lab.claim("draws-differ", off, ">", 1e-4);
  lab.output("sgd", figures.printedRows(sgd.rows));
  const set = threesAndSevens(lab.digits.train);
  const model = linearModel(chapterStream("learner", lab.seed));
  const learner = new Learner({
    train: new DataLoader(set, { batchSize: valid.batchSize }),
    valid,
    model,
    loss: mnistLoss,
    optimizer: new SGD(model.parameters, 1),
  });
  const epochs = learner.fit(lab.pick(LEARNER), 1);
  lab.table("learner", figures.learnerRows(epochs));
  lab.number("learner-final", nth(epochs, -1).accuracy);
}
