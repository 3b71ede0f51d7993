// How topic 9's findings are drawn. Nothing is measured here.

import {
  type Diagram,
  type EpochRow,
  type Line,
  nth,
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

/** The chapter's primitives: by hand, under their library name, and what that is. */
const PRIMITIVES = [
  ["xb@weights + bias", "nn.Linear(28*28, 1)", "function + parameters"],
  ["weights, bias", "linear_model.parameters()", "references, no copies"],
  ["params, lr", "SGD(params, lr)", "a list and a number"],
  ["p.data -= p.grad*lr", "opt.step()", "a loop over the list"],
  ["p.grad.zero_()", "opt.zero_grad()", "the same loop again"],
  ["slices of 256 rows", "DataLoader(dset, 256)", "batch after batch"],
  ["(dl, valid_dl)", "DataLoaders(dl, valid_dl)", "a pair with names"],
  ["train_epoch", "Learner.fit(10, lr)", "the loop, its parts"],
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

/** Who reads and who writes: all of them meet at the parameters, and nowhere else. */
export function sharing(): Diagram {
  return {
    kind: "diagram",
    alt: "The model reads p.data, opt.step writes it and reads p.grad, loss.backward adds to p.grad, opt.zero_grad wipes it; both are parts of the parameters.",
    direction: "down",
    nodes: [
      { id: "model", label: "model(xb)", detail: "predicts" },
      { id: "step", label: "opt.step()", detail: "against the slope" },
      { id: "backward", label: "loss.backward()", detail: "finds slopes" },
      { id: "zero", label: "opt.zero_grad()", detail: "forgets" },
      { id: "value", label: "p.data", detail: "values", role: "data" },
      { id: "grad", label: "p.grad", detail: "slopes", role: "data" },
      {
        id: "parameters",
        label: "parameters()",
        detail: "the tensors, no copies",
        role: "data",
      },
    ],
    edges: [
      { from: "model", to: "value", label: "reads" },
      { from: "step", to: "value", label: "writes" },
      { from: "step", to: "grad", label: "reads" },
      { from: "backward", to: "grad", label: "adds" },
      { from: "zero", to: "grad", label: "wipes" },
      { from: "value", to: "parameters", label: "part of" },
      { from: "grad", to: "parameters", label: "part of" },
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

/** What was changed, and the mean accuracy from either start; a dash where there is none. */
export type Control = readonly [
  what: string,
  normal: number | string,
  uniform: number | string,
];

/** Every control beside the comparison that it belongs to. */
export function controls(rows: readonly Control[]): Table {
  const percent = { percent: true, digits: 2 };
  return {
    columns: [
      { label: "what is changed" },
      { label: "normal start", ...percent },
      { label: "nn.Linear's start", ...percent },
    ],
    rows: rows.map((row) => [...row]),
  };
}

const percents = (values: readonly number[]) =>
  values.map((each) => 100 * each);

/** A curve of means, and a band from the worst draw to the best. `rows[place][draw]`. */
function banded(
  name: string,
  xs: readonly number[],
  rows: readonly (readonly number[])[],
) {
  return {
    name,
    points: rows.map((row, at): [number, number] => [
      nth(xs, at),
      (100 * row.reduce((sum, each) => sum + each, 0)) / row.length,
    ]),
    band: {
      low: percents(rows.map((row) => Math.min(...row))),
      high: percents(rows.map((row) => Math.max(...row))),
    },
    markers: false,
  };
}

/** Below this accuracy a curve is cut off where it is long: its first climb flattens the rest. */
const FLOOR = 0.9;

type Rows = readonly (readonly number[])[];

/** Both starts on one axis, from the first epoch of each that none of its draws spoils. */
export function starts(
  normal: Rows,
  uniform: Rows,
  { epochs, level }: { epochs: number; level: number },
): Line {
  const curve = (name: string, rows: Rows) => {
    const climbed = rows.findIndex((row) => Math.min(...row) >= FLOOR);
    const first = climbed < 0 ? 0 : climbed;
    const shown = rows.slice(first);
    return banded(
      name,
      shown.map((_, at) => first + at + 1),
      shown,
    );
  };
  return {
    kind: "line",
    alt: "Accuracy per epoch of twenty draws of each start, with bands from the worst draw to the best: the normal start lies below nn.Linear's and reaches late what that one has early.",
    x: { label: "epoch", min: 0, max: normal.length },
    y: { label: "accuracy", unit: "%" },
    series: [
      curve("nn.Linear's start", uniform),
      curve("normal start (randn)", normal),
    ],
    references: [
      { x: epochs, label: "the chapter stops" },
      { y: 100 * level, label: "nn.Linear's, then" },
    ],
  };
}

/** Accuracy at the end against the size of the random start. */
export function sizes(
  scaled: readonly number[],
  ends: Rows,
  linear: number,
): Line {
  return {
    kind: "line",
    alt: "Accuracy after the last epoch against the size of the random start, on a logarithmic axis, with a band over the draws and the size that nn.Linear draws marked.",
    x: {
      label: "standard deviation of the starting weights",
      scale: "log",
      max: nth(scaled, -1),
    },
    y: { label: "accuracy at the end", unit: "%" },
    series: [
      { ...banded("the same draws, scaled", scaled, ends), markers: true },
    ],
    references: [{ x: linear, label: "nn.Linear" }],
  };
}

/** Fine-tuning with a body that has learned something, and with one that has not. */
export function tuning(known: Rows, fresh: Rows): Line {
  const epochs = known.map((_, epoch) => epoch);
  return {
    kind: "line",
    alt: "Accuracy on all validation digits while a few labelled pictures are tuned on: one curve with a body trained on which way is up, one with a random body, with bands over the draws.",
    x: {
      label: "epochs of tuning, the first with a frozen body",
      max: known.length - 1,
    },
    y: { label: "accuracy", unit: "%", max: 100 },
    series: [
      banded("body knows up", epochs, known),
      banded("body knows nothing", epochs, fresh),
    ],
  };
}
