// The same training with its parts exchanged one at a time. What a training is made of, the
// experiment says; here is only what is compared with what.

import * as tf from "@tensorflow/tfjs";
import {
  AREA,
  accuracy,
  chapterStream,
  DataLoader,
  item,
  type Lab,
  Learner,
  type LinearInit,
  linearModel,
  mnistLoss,
  nth,
  SGD,
  TorchRandom,
  threesAndSevens,
} from "lectern";
import * as figures from "./figures.ts";

/** Who changes the parameters. */
export type Way = "by-hand" | "basic-optim" | "sgd";

/** A training: what it ended with, and the accuracy after each epoch. */
export interface Run {
  /** Weights `[784, 1]` and bias `[1]`. */
  readonly model: {
    readonly parameters: readonly { readonly value: tf.Tensor }[];
  };
  readonly rows: readonly number[];
}

/** Trains from this start, in this way, for as many epochs as the chapter's tables have. */
export type Train = (start: LinearInit, way: Way) => Run;

export interface Bench {
  readonly lab: Lab;
  readonly train: Train;
  readonly valid: DataLoader;
}

/** Topic 8's start: normal numbers of deviation 1. */
function normalStart(random: TorchRandom): LinearInit {
  return { weight: random.randn(AREA), bias: random.randn(1) };
}

const final = ({ rows }: Run): number => nth(rows, -1);
const first = ({ rows }: Run): number => nth(rows, 0);

/** The two starts that the chapter makes its models from. */
function chapterStarts(seed: number) {
  return {
    normal: normalStart(chapterStream("putting-it-all-together", seed)),
    uniform: chapterStream("basic-optim", seed).linearInit(AREA, 1),
  };
}

/**
 * Three ways to step, from two starts: which exchange moves the curve? Returns the accuracies of
 * the library's SGD from nn.Linear's start.
 */
export function exchangeParts({ lab, train, valid }: Bench): readonly number[] {
  const starts = chapterStarts(lab.seed);
  const from = (start: keyof typeof starts) => {
    const run = (way: Way) => {
      lab.progress("exchanging parts", {
        done: start === "normal" ? 0 : 1,
        total: 2,
        detail: `${way}, ${start} start`,
      });
      return train(starts[start], way);
    };
    const runs = {
      "by-hand": run("by-hand"),
      "basic-optim": run("basic-optim"),
      sgd: run("sgd"),
    };
    lab.number(`${start}-epoch-1`, first(runs["by-hand"]));
    lab.number(`${start}-epoch-2`, nth(runs["by-hand"].rows, 1));
    for (const [way, each] of Object.entries(runs)) {
      lab.number(`${start}-${way}`, final(each));
    }
    lab.number(`${start}-voice`, voice(starts[start], valid));
    return runs;
  };
  const normal = from("normal");
  const uniform = from("uniform");
  const byWay = Math.max(apart(normal), apart(uniform));
  const byStart = final(uniform.sgd) - final(normal.sgd);
  lab.number("epochs", uniform.sgd.rows.length);
  lab.number("apart-by-way", byWay);
  lab.number("apart-by-start", byStart);
  lab.claim("ways-agree", byWay, "<=", 0);
  lab.claim("uniform-ends-higher", byStart, ">", 0.002);
  lab.claim("uniform-starts-lower", first(uniform.sgd), "<", first(normal.sgd));
  lab.claim("coin-at-first", first(uniform.sgd), "between", [0.45, 0.55]);
  lab.output("basic-optim", figures.printedRows(uniform["basic-optim"].rows));
  lab.table("exchange", figures.exchange(normal, uniform));
  lab.figure("curves", figures.curves(normal, uniform));
  lab.figure("curves-panels", figures.curvePanels(normal, uniform));
  denoise(lab, starts.normal, normal["by-hand"], valid);
  return uniform.sgd.rows;
}

/** The largest difference between three runs, over all epochs. */
function apart(runs: Readonly<Record<Way, Run>>): number {
  const curves = Object.values(runs).map(({ rows }) => rows);
  const spreads = runs.sgd.rows.map((_, epoch) => {
    const values = curves.map((rows) => nth(rows, epoch));
    return Math.max(...values) - Math.min(...values);
  });
  return Math.max(...spreads);
}

/** Mean of p(1 − p) over the digits, as a share of its largest value, ¼. */
function voice({ weight, bias }: LinearInit, valid: DataLoader): number {
  return tf.tidy(() => {
    const { count, inputs } = valid.dataset;
    const weights = tf.tensor2d(weight, [AREA, 1]);
    const xs = tf.tensor2d(inputs, [count, AREA]);
    const p = xs.matMul(weights).add(tf.tensor1d(bias)).sigmoid();
    return 4 * item(p.mul(tf.sub(1, p)).mean());
  });
}

/** What the trained weights are worth when the start is taken away again. */
function denoise(
  lab: Lab,
  start: LinearInit,
  { model, rows }: Run,
  valid: DataLoader,
): void {
  const weights = nth(model.parameters, 0);
  const bias = nth(model.parameters, 1);
  const learned = weights.value.sub(tf.tensor2d(start.weight, [AREA, 1]));
  const shift = bias.value.sub(tf.tensor1d(start.bias));
  const share = accuracy((xb) => xb.matMul(learned).add(shift), valid);
  lab.number("noise-removed", share);
  const gain = share - nth(rows, -1);
  lab.claim("noise-is-harmless", gain, "<", 0.004);
}

/** The chapter's other two tables: SGD from another draw than `before`, and the Learner. */
export function meetChapter(
  { lab, train, valid }: Bench,
  before: readonly number[],
): void {
  const { rows } = train(
    chapterStream("sgd", lab.seed).linearInit(AREA, 1),
    "sgd",
  );
  const second = lab.number("sgd-epoch-2", nth(rows, 1));
  lab.claim("draws-differ", Math.abs(second - nth(before, 1)), ">", 1e-4);
  lab.number("sgd-final", nth(rows, -1));
  lab.output("sgd", figures.printedRows(rows));
  const set = threesAndSevens(lab.digits.train);
  const model = linearModel(chapterStream("learner", lab.seed));
  const learner = new Learner({
    train: new DataLoader(set, { batchSize: valid.batchSize }),
    valid,
    model,
    loss: mnistLoss,
    optimizer: new SGD(model.parameters, 1),
  });
  const epochs = learner.fit(lab.pick({ full: 10, quick: 2 }), 1);
  lab.table("learner", figures.learnerRows(epochs));
  lab.number("learner-final", nth(epochs, -1).accuracy);
}

/** Is it luck, or the size? Other draws of both kinds; then one draw in other sizes. */
export function changeStart(
  { lab, train }: Bench,
  seeds: readonly number[],
  sizes: readonly number[],
): void {
  const total = 2 * seeds.length + sizes.length;
  let done = 0;
  const end = (start: LinearInit) => {
    lab.progress("other starts", { done: done++, total });
    return final(train(start, "basic-optim"));
  };
  const normal = seeds.map((seed) => end(normalStart(new TorchRandom(seed))));
  const uniform = seeds.map((seed) =>
    end(new TorchRandom(seed).linearInit(AREA, 1)),
  );
  lab.number("seeds", seeds.length);
  const best = lab.number("normal-best", Math.max(...normal));
  const worst = lab.number("uniform-worst", Math.min(...uniform));
  lab.number("normal-worst", Math.min(...normal));
  lab.number("uniform-best", Math.max(...uniform));
  lab.claim("no-luck", worst, ">", best);
  const { weight, bias } = chapterStarts(lab.seed).normal;
  const scaled = sizes.map((size) => {
    const scale = (values: Float32Array) => values.map((each) => each * size);
    const share = end({ weight: scale(weight), bias: scale(bias) });
    return { size, share };
  });
  const [smallest, largest] = [nth(scaled, 0), nth(scaled, -1)];
  lab.number("smallest-size", smallest.size);
  lab.number("smallest-final", smallest.share);
  lab.number("largest-size", largest.size);
  lab.number("largest-final", largest.share);
  lab.number("linear-size", 1 / Math.sqrt(3 * AREA));
  lab.claim("smaller-is-better", smallest.share, ">", largest.share);
  lab.figure("sizes", figures.sizes(scaled, 1 / Math.sqrt(3 * AREA)));
}
