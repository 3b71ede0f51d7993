// The figures of topic 10. Nothing is measured here.

import type * as tf from "@tensorflow/tfjs";
import {
  type Bar,
  type EpochRow,
  type Images,
  type Line,
  type Model,
  nth,
  picture,
} from "lectern";

/** What the small models are called in figures and tables. */
const NAMES = {
  linear: "one linear layer",
  "two-linear": "two linear layers",
  net: "two layers with ReLU",
};

export type Kind = keyof typeof NAMES;

/** With their names, in the order of the article. */
export const kinds = Object.entries(NAMES) as [Kind, string][];

/** A trained model, how it went, and the values that it started from. */
export interface Run {
  readonly start: readonly tf.Tensor[];
  readonly model: Model;
  readonly rows: readonly EpochRow[];
}

export type Runs = Readonly<Record<Kind, readonly Run[]>>;

/** Errors that the runs of one model leave. */
export interface Left {
  readonly mean: number;
  readonly fewest: number;
  readonly most: number;
}

/** Errors that every model leaves. */
export interface AllLeft {
  readonly pixel: Left;
  readonly chapter: Readonly<Record<Kind, Left>>;
  readonly improved: Readonly<Record<Kind, Left>>;
  readonly one: Left;
  readonly more: Left;
}

type Point = [number, number];

/** The mean of the numbers. */
export function mean(values: readonly number[]): number {
  return values.reduce((sum, each) => sum + each, 0) / values.length;
}

/** Accuracy after an epoch (from 0; −1 is the last) in every run. */
export function accuracies(runs: readonly Run[], epoch: number): number[] {
  return runs.map(({ rows }) => nth(rows, epoch).accuracy);
}

/** Epochs of a steep climb, which would flatten the rest of a curve. */
const climb = ({ rows }: Run): number => Math.floor(rows.length / 8);

/** Accuracies in percent, epoch by epoch, after the climb. */
function shown(runs: readonly Run[]): number[][] {
  const run = nth(runs, 0);
  return run.rows
    .slice(climb(run))
    .map(({ epoch }) => accuracies(runs, epoch).map((share) => 100 * share));
}

/** Both recipes on one axis, which ends at whole percents around all that is shown. */
export function curves(chapter: Runs, improved: Runs): readonly [Line, Line] {
  const all = [chapter, improved].flatMap((runs) =>
    Object.values(runs).flatMap(shown).flat(),
  );
  const min = Math.floor(Math.min(...all));
  const max = Math.ceil(Math.max(...all));
  const y = { label: "accuracy", unit: "%", min, max };
  return [
    curvesOf(chapter, "the chapter's recipe", y),
    curvesOf(improved, "the better recipe", y),
  ];
}

/** Mean accuracy of the runs after each epoch, with the band from worst to best. */
function curvesOf(runs: Runs, recipe: string, y: Line["y"]): Line {
  return {
    kind: "line",
    alt: `Validation accuracy by epoch under ${recipe}: one linear layer, two linear layers and two with a ReLU between them, each with a band over its runs.`,
    x: { label: "epoch" },
    y,
    series: kinds.map(([kind, name]) => {
      const shares = shown(runs[kind]);
      const first = climb(nth(runs[kind], 0)) + 1;
      return {
        name,
        points: shares.map((each, at): Point => [first + at, mean(each)]),
        band: {
          low: shares.map((each) => Math.min(...each)),
          high: shares.map((each) => Math.max(...each)),
        },
        markers: false,
      };
    }),
  };
}

/** ResNet's few epochs beside the net's many. */
export function epochs(net: Run, best: Run, resnet: readonly EpochRow[]): Line {
  const curve = (name: string, rows: readonly EpochRow[]) => ({
    name,
    points: rows.map(
      ({ epoch, accuracy }): Point => [epoch + 1, 100 * accuracy],
    ),
    markers: rows === resnet,
  });
  return {
    kind: "line",
    alt: "Validation accuracy by epoch: the net with ReLU under both recipes, and ResNet-18 for its few epochs, on one zoomed axis.",
    x: { label: "epoch" },
    y: { label: "accuracy", unit: "%" },
    series: [
      curve("ResNet-18", resnet),
      curve("ReLU net, better recipe", best.rows.slice(1)),
      curve("ReLU net, chapter's recipe", net.rows.slice(climb(net))),
    ],
  };
}

/** Predictions on the way from one 7 to one 3, each climb from 0 to 1: `[pairs, stops]`. */
export function paths(ways: readonly tf.Tensor[]): Line {
  const names = [
    "two linear layers",
    "ReLU, the chapter's recipe",
    "ReLU, the better recipe",
  ];
  return {
    kind: "line",
    alt: "Three predictions on the way from a 7 to a 3, each as a share of its climb: two linear layers, the net with ReLU under the chapter's recipe, and under the better one.",
    x: { label: "share of the way from a 7 to a 3" },
    y: { label: "share of the climb" },
    series: names.map((name, index) => {
      const values = [...nth(ways, index).slice(0, 1).dataSync()]; // the first pair
      const [start, end] = [nth(values, 0), nth(values, -1)];
      const points = values.map(
        (value, stop): Point => [
          stop / (values.length - 1),
          (value - start) / (end - start),
        ],
      );
      return { name, points, markers: false };
    }),
  };
}

/** Models that are moved digits, in the order of the legend. */
const MOVED = {
  resnet: "ResNet-18",
  net: "ReLU net",
  linear: "linear",
  pixel: "pixel similarity",
};

/** What each model gets right, 0…1, of digits moved down by so many rows. */
export type Shares = Readonly<Record<keyof typeof MOVED | "rows", number>>;

export function moved(all: readonly Shares[]): Line {
  const models = Object.entries(MOVED) as [keyof typeof MOVED, string][];
  return {
    kind: "line",
    alt: "Share of validation digits that ResNet-18, the net with ReLU, the linear model and pixel similarity get right when the digits are moved down by nought to four rows.",
    x: { label: "moved down", unit: "rows" },
    y: { label: "accuracy", unit: "%", min: 0, max: 100 },
    series: models.map(([key, name]) => ({
      name,
      points: all.map((shares): Point => [shares.rows, 100 * shares[key]]),
    })),
  };
}

/** What training added to a hidden unit, `[28, 28]`, and its vote: above 0 is for the 3. */
export interface Unit {
  readonly change: tf.Tensor;
  readonly vote: number;
}

/** Hidden units shown of each net: the ones that weigh most in the prediction. */
const FEATURES = 8;

/** What training added to the first layers: red asks for ink, blue for none. */
export function features(...nets: readonly (readonly Unit[])[]): Images {
  const loudest = nets.flatMap((units) => units.slice(0, FEATURES));
  return {
    kind: "images",
    alt: "What training added to the weights of eight hidden units, as pictures of 28 by 28 cells, red above zero and blue below: a row for the chapter's recipe, a row for the better one.",
    panels: loudest.map(({ change, vote }) =>
      picture(change, vote > 0 ? "for 3" : "for 7"),
    ),
    columns: FEATURES,
    colors: "diverging",
    scale: "own",
    rowLabels: ["the chapter's recipe", "the better recipe"],
  };
}

/** Sixteen of ResNet's first kernels. */
export function kernels(all: readonly tf.Tensor[]): Images {
  return {
    kind: "images",
    alt: "Sixteen kernels of ResNet's first layer as pictures of 7 by 7 cells, red above zero and blue below.",
    panels: all.slice(0, 16).map((kernel) => picture(kernel, "")),
    columns: 8,
    colors: "diverging",
    scale: "own",
  };
}

/** Errors left by every model, with whiskers where it had several runs. */
export function errorsLeft(left: AllLeft): Bar {
  const { chapter, improved } = left;
  const bars: [string, Left][] = [
    ["pixel similarity", left.pixel],
    ["linear", chapter.linear],
    ["two linear", chapter["two-linear"]],
    ["ReLU net", chapter.net],
    ["linear, better recipe", improved.linear],
    ["two linear, better recipe", improved["two-linear"]],
    ["ReLU net, better recipe", improved.net],
    ["ResNet-18, one epoch", left.one],
    ["ResNet-18, last epoch", left.more],
  ];
  const whiskers = bars.map(([, each]): Point => [each.fewest, each.most]);
  return {
    kind: "bar",
    alt: "Validation digits that each model gets wrong: pixel similarity, the three small models under both recipes, and ResNet-18 after one epoch and after the last.",
    category: { label: "model" },
    y: { label: "errors left", unit: "digits", min: 0 },
    categories: bars.map(([name]) => name),
    series: [
      { name: "errors", values: bars.map(([, { mean }]) => mean), whiskers },
    ],
    horizontal: true,
    valueDigits: 0,
  };
}
