// How topic 9's findings are drawn. Nothing is measured here.

import {
  type Diagram,
  type EpochRow,
  type Line,
  nth,
  type Panels,
  type Table,
} from "lectern";

/** Who changes the parameters, as figures and tables call it. */
const WAYS = {
  "by-hand": "by hand",
  "basic-optim": "BasicOptim",
  sgd: "library SGD",
};

export type Way = keyof typeof WAYS;

/** A training in each way: the accuracy after each epoch, 0…1. */
export type Runs = Readonly<Record<Way, { readonly rows: readonly number[] }>>;

/** Mean, smallest and largest over the draws, epoch by epoch. */
export interface Spread {
  readonly mean: readonly number[];
  readonly low: readonly number[];
  readonly high: readonly number[];
}

/** The chapter's primitives: by hand, under their library name, and what that is. */
const PRIMITIVES = [
  ["xb@weights + bias", "nn.Linear(28*28, 1)", "function and parameters"],
  ["weights, bias", "linear_model.parameters()", "references, no copies"],
  ["params, lr", "SGD(params, lr)", "a list and a number"],
  ["p.data -= p.grad*lr", "opt.step()", "a loop over the list"],
  ["p.grad.zero_()", "opt.zero_grad()", "the same loop again"],
  ["slices of 256 rows", "DataLoader(dset, 256)", "one batch after another"],
  ["(dl, valid_dl)", "DataLoaders(dl, valid_dl)", "a pair with names"],
  ["train_epoch, train_model", "Learner.fit(10, lr)", "the loop, its parts"],
] as const;

export function primitives(): Table {
  return {
    columns: [
      { label: "by hand" },
      { label: "PyTorch, fastai" },
      { label: "what it is" },
    ],
    rows: PRIMITIVES.map((row) => [...row]),
  };
}

/** Who holds on to the parameters: three parts that never call each other. */
export function sharing(): Diagram {
  return {
    kind: "diagram",
    alt: "Model, backward pass and optimizer around the shared parameters: the model reads values, the backward pass writes slopes, the optimizer reads slopes and writes values.",
    direction: "right",
    nodes: [
      { id: "backward", label: "backward()", detail: "adds" },
      { id: "grad", label: "p.grad", detail: "slopes", role: "data" },
      { id: "opt", label: "opt.step()", detail: "reads, writes" },
      { id: "value", label: "p.data", detail: "values", role: "data" },
      { id: "model", label: "model(xb)", detail: "reads" },
    ],
    edges: [
      { from: "backward", to: "grad" },
      { from: "grad", to: "opt" },
      { from: "opt", to: "value" },
      { from: "value", to: "model" },
    ],
  };
}

/** Accuracy after each epoch, seven to a line. */
export function printedRows(rows: readonly number[]): string[] {
  const lines: string[] = [];
  for (let at = 0; at < rows.length; at += 7) {
    const line = rows.slice(at, at + 7).map((row) => row.toFixed(4));
    lines.push(line.join("  "));
  }
  return lines;
}

const ways = Object.entries(WAYS) as [Way, string][];

/** Which exchange moves the result? */
export function exchange(normal: Runs, uniform: Runs): Table {
  const percent = { percent: true, digits: 2 };
  return {
    columns: [
      { label: "who steps" },
      { label: "normal start (randn)", ...percent },
      { label: "nn.Linear's start", ...percent },
    ],
    rows: ways.map(([way, name]) => [
      name,
      nth(normal[way].rows, -1),
      nth(uniform[way].rows, -1),
    ]),
  };
}

const points = (rows: readonly number[], first = 1) =>
  rows.map((row, at): [number, number] => [at + first, 100 * row]);

/** All from nn.Linear's start lie over one another; the normal start's curve is another one. */
export function curves(normal: Runs, uniform: Runs): Line {
  return {
    kind: "line",
    alt: "Accuracy per epoch: by hand, with BasicOptim and with the library's SGD from the same start, and the loop by hand from the normal start.",
    x: { label: "epoch", max: uniform.sgd.rows.length },
    y: { label: "accuracy", unit: "%", max: 100 },
    series: [
      ...ways.map(([way, name]) => ({
        name: `${name}, nn.Linear's start`,
        points: points(uniform[way].rows),
      })),
      {
        name: "by hand, normal start",
        points: points(normal["by-hand"].rows),
      },
    ],
  };
}

/** Epochs whose climb would flatten the rest of a curve. */
const CLIMB = 3;

/** One panel a start, three curves in each, on one axis; a long run without its climb. */
export function curvePanels(normal: Runs, uniform: Runs): Panels {
  const length = uniform.sgd.rows.length;
  const first = length > 2 * CLIMB ? CLIMB : 0;
  const shown = (rows: readonly number[]) =>
    points(rows.slice(first), first + 1);
  const lowest = Math.min(
    ...[normal, uniform].flatMap((runs) =>
      Object.values(runs).flatMap(({ rows }) => rows.slice(first)),
    ),
  );
  const panel = (title: string, runs: Runs) => ({
    title,
    figure: {
      kind: "line" as const,
      alt: `Accuracy per epoch for three ways to step: ${title}.`,
      x: { label: "epoch", max: length },
      y: {
        label: "accuracy",
        unit: "%",
        min: Math.floor(100 * lowest),
        max: 100,
      },
      series: ways.map(([way, name]) => ({
        name,
        points: shown(runs[way].rows),
      })),
    },
  });
  return {
    kind: "panels",
    alt: "Two charts of accuracy per epoch, one for each start. In each, the curves for stepping by hand, with BasicOptim and with the library's SGD.",
    columns: 2,
    panels: [
      panel("from the normal start (randn)", normal),
      panel("from nn.Linear's start", uniform),
    ],
  };
}

/** The Learner's own table. */
export function learnerRows(rows: readonly EpochRow[]): Table {
  return {
    columns: [
      { label: "epoch", digits: 0 },
      { label: "train_loss", digits: 6 },
      { label: "valid_loss", digits: 6 },
      { label: "batch_accuracy", digits: 6 },
    ],
    rows: rows.map(({ epoch, trainLoss, validLoss, accuracy }) => [
      epoch,
      trainLoss,
      validLoss,
      accuracy,
    ]),
  };
}

interface Sized {
  readonly size: number;
  readonly share: number;
}

export function sizes(scaled: readonly Sized[], linear: number): Line {
  return {
    kind: "line",
    alt: "Accuracy after the last epoch against the size of the random start, on a logarithmic axis, with the size that nn.Linear draws marked.",
    x: {
      label: "standard deviation of the starting weights",
      scale: "log",
      max: nth(scaled, -1).size,
    },
    y: { label: "accuracy at the end", unit: "%" },
    series: [
      {
        name: "the same random numbers, scaled",
        points: scaled.map(({ size, share }): [number, number] => [
          size,
          100 * share,
        ]),
      },
    ],
    references: [{ x: linear, label: "nn.Linear" }],
  };
}

/** Fine-tuning with a body that has learned something, and with one that has not. */
export function tuning(known: Spread, fresh: Spread): Line {
  const curve = (name: string, { mean, low, high }: Spread) => ({
    name,
    points: points(mean, 0),
    band: {
      low: low.map((each) => 100 * each),
      high: high.map((each) => 100 * each),
    },
  });
  return {
    kind: "line",
    alt: "Accuracy on all validation digits while a few labelled pictures are tuned on: one curve with a body trained on which way is up, one with a random body, with bands over the draws.",
    x: {
      label: "epochs of tuning, the first with a frozen body",
      max: known.mean.length - 1,
    },
    y: { label: "accuracy", unit: "%", max: 100 },
    series: [curve("body knows up", known), curve("body knows nothing", fresh)],
  };
}
