// How topic 8's findings are drawn. Nothing is measured here.

import * as tf from "@tensorflow/tfjs";
import {
  type Batch,
  type Diagram,
  type Images,
  type Line,
  nth,
  picture,
  SIDE,
  type Table,
} from "lectern";

/** A model at one moment, over all the digits of a set; each is a share, 0…1. */
export interface Glance {
  /** Digits named correctly. */
  readonly right: number;
  /** Digits called a 3, rightly or not. */
  readonly called3: number;
  /** Mean of p(1 − p), as a share of the ¼ that it is where the model is in doubt. */
  readonly voice: number;
}

/** One training: its weights `[784, 1]` at the end, accuracy before and after each epoch. */
export interface Run {
  readonly weights: tf.Tensor;
  readonly rows: readonly number[];
}

/** The same training on the digits in the order of their files, and shuffled. */
export type Pair = Readonly<Record<"files" | "shuffled", Run>>;

/** With a step taken out, or none. */
export type Runs = Readonly<
  Record<
    "all" | "zeros" | "no-bias" | "never-zeroed" | "no-step" | "patient",
    Pair
  >
>;

/** The seven steps, where they stand here and in the course's PyTorch. */
const STEPS = [
  ["1 initialize", "initialize", "init_params((28*28, 1))"],
  ["2 predict", "predict", "xb@weights + bias"],
  ["3 loss", "mnistLoss", "mnist_loss(preds, yb)"],
  ["4 gradient", "calcGrad: variableGrads", "loss.backward()"],
  ["5 step", "step, then forget", "p.data -= p.grad*lr; p.grad.zero_()"],
  ["6 repeat", "trainEpoch: for each batch", "for xb, yb in dl"],
  ["7 stop", "train: for each epoch", "for i in range(20)"],
] as const;

/** Which line does which step. */
export function steps(): Table {
  return {
    columns: [{ label: "step" }, { label: "here" }, { label: "PyTorch" }],
    rows: STEPS.map((row) => [...row]),
  };
}

/** The loop, each step with what it makes. */
export function loop(): Diagram {
  return {
    kind: "diagram",
    alt: "The seven steps as boxes: initialize, predict, loss, gradient, step and stop in a row, with an arrow from step back to predict for the next batch.",
    direction: "right",
    nodes: [
      { id: "init", label: "1 initialize", detail: "random", role: "data" },
      { id: "predict", label: "2 predict", detail: "x · w + b" },
      { id: "loss", label: "3 loss", detail: "forward" },
      { id: "gradient", label: "4 gradient", detail: "backward" },
      { id: "step", label: "5 step", detail: "w −= slope" },
      { id: "stop", label: "7 stop", detail: "enough", role: "result" },
    ],
    edges: [
      { from: "init", to: "predict" },
      { from: "predict", to: "loss" },
      { from: "loss", to: "gradient" },
      { from: "gradient", to: "step" },
      { from: "step", to: "predict", label: "6 repeat" },
      { from: "step", to: "stop" },
    ],
  };
}

/** What three calls without zeroing print. */
export function printedCalls(
  calls: readonly { weights: number; bias: number }[],
): string[] {
  return calls.map(
    ({ weights, bias }, call) =>
      `call ${call + 1}: mean slope of the weights ${weights.toFixed(4)}, of the bias ${bias.toFixed(4)}`,
  );
}

/** Accuracy after each epoch, seven to a line. */
export function printedEpochs(rows: readonly number[]): string[] {
  const lines: string[] = [];
  for (let at = 0; at < rows.length; at += 7) {
    const line = rows.slice(at, at + 7).map((row) => row.toFixed(4));
    lines.push(line.join("  "));
  }
  return lines;
}

/** Shares 0…1 as a curve in percent, from this place on. */
function curve(name: string, shares: readonly number[], from = 0) {
  const points = shares
    .slice(from)
    .map((share, at): [number, number] => [from + at, 100 * share]);
  return { name, points };
}

export function firstEpoch(
  inFiles: readonly Glance[],
  mixed: readonly Glance[],
  turn: number,
): Line {
  const right = (seen: readonly Glance[]) => seen.map(({ right }) => right);
  const called3 = inFiles.map(({ called3 }) => called3);
  return {
    kind: "line",
    alt: "Validation digits named correctly after each batch of the first epoch, in file order and shuffled, and the share that the model in file order calls a 3.",
    x: { label: "batches seen in the first epoch", max: mixed.length - 1 },
    y: { label: "validation digits", unit: "%", min: 0, max: 100 },
    series: [
      curve("correct, shuffled", right(mixed)),
      curve("correct, file order", right(inFiles)),
      curve("called a 3, file order", called3),
    ],
    references: [{ x: turn, label: "the 7s begin" }],
  };
}

/** Both orders against the bar that topic 3 set. */
export function epochs({ files, shuffled }: Pair, baseline: number): Line {
  return {
    kind: "line",
    alt: "Accuracy on the validation digits after each epoch, with training digits shuffled and in file order, against the line that pixel similarity reaches.",
    x: { label: "epoch", max: files.rows.length - 1 },
    y: { label: "accuracy", unit: "%", max: 100 },
    series: [curve("shuffled", shuffled.rows), curve("file order", files.rows)],
    references: [{ y: 100 * baseline, label: "pixel similarity" }],
  };
}

/** Slopes zeroed after each step, or never: from epoch 1 on, shuffled. */
export function forgetful(all: Pair, never: Pair): Line {
  return {
    kind: "line",
    alt: "Accuracy after each epoch for two trainings on shuffled digits: one zeroes its slopes after each step, the other never does.",
    x: { label: "epoch", max: all.shuffled.rows.length - 1 },
    y: { label: "accuracy, shuffled", unit: "%" },
    series: [
      curve("zeroed", all.shuffled.rows, 1),
      curve("never zeroed", never.shuffled.rows, 1),
    ],
  };
}

/** What is left of the accuracy when a step is taken out. */
export function takenOut(runs: Runs): Table {
  const count = (name: keyof Runs) => runs[name].files.rows.length - 1;
  const row = (step: string, change: string, name: keyof Runs) => [
    step,
    change,
    nth(runs[name].files.rows, -1),
    nth(runs[name].shuffled.rows, -1),
  ];
  return {
    columns: [
      { label: "step" },
      { label: "in its place" },
      { label: "file order", percent: true, digits: 2 },
      { label: "shuffled", percent: true, digits: 2 },
    ],
    rows: [
      row("none", `all seven, ${count("all")} epochs`, "all"),
      row("1 initialize", "zeros, nothing random", "zeros"),
      row("2 predict", "no bias", "no-bias"),
      ["3 loss", "accuracy itself", "an error", "an error"],
      row("4 gradient", "slopes never zeroed", "never-zeroed"),
      row("5 step", "none", "no-step"),
      [
        "6 repeat",
        "one epoch",
        nth(runs.all.files.rows, 1),
        nth(runs.all.shuffled.rows, 1),
      ],
      row("7 stop", `${count("patient")} epochs`, "patient"),
    ],
  };
}

/** One number a pixel, laid out as the picture that it belongs to: [784, 1] → [28, 28]. */
const square = (each: tf.Tensor, title: string) =>
  picture(each.reshape([SIDE, SIDE]), title);

/**
 * What a batch adds to the weights in one step of lr 1: its 3s, added up by their voice, its 7s,
 * taken away, and both, on one scale. Predictions: `[n, 1]`.
 */
export function gradient([xb, yb]: Batch, predictions: tf.Tensor): Images {
  const p = predictions.sigmoid();
  const voice = p.mul(tf.sub(1, p)).div(predictions.size);
  const sum = (side: tf.Tensor) => xb.mul(side.mul(voice)).sum(0); // → [784]
  const [threes, sevens] = [sum(yb), sum(yb.sub(1))];
  return {
    kind: "images",
    alt: "Three pictures of 784 cells: the 3s of a batch added up in red, its 7s taken away in blue, and the sum of the two, which is what a step adds to the weights.",
    colors: "diverging",
    columns: 3,
    valueLabel: "added to the weight",
    panels: [
      square(threes, "the 3s, added up"),
      square(sevens, "the 7s, taken away"),
      square(threes.add(sevens), "the step: both"),
    ],
  };
}

/** Weights as pictures, on one scale: red speaks for a 3, blue for a 7. */
export function weights(
  of: Readonly<Record<"start" | "end" | "learned" | "fromZero", tf.Tensor>>,
): Images {
  return {
    kind: "images",
    alt: "Four sets of 784 weights as pictures in red and blue: the random start, the end of training, the difference between the two, and weights that started at zero.",
    colors: "diverging",
    columns: 4,
    valueLabel: "weight: red for a 3, blue for a 7",
    panels: [
      square(of.start, "random start"),
      square(of.end, "after training"),
      square(of.learned, "what was learned"),
      square(of.fromZero, "learned from zero"),
    ],
  };
}
