// The figures of topic 10. Nothing is measured here.

import type * as tf from "@tensorflow/tfjs";
import {
  type Bar,
  type EpochRow,
  type Images,
  item,
  type Line,
  type Model,
  nth,
  type Panels,
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

export type Ones = Readonly<Record<Kind, Run>>;

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
  readonly wide: Left;
  readonly one: Left;
  readonly more: Left;
}

type Point = [number, number];

/** The mean of the numbers. */
export function mean(values: readonly number[]): number {
  return values.reduce((sum, each) => sum + each, 0) / values.length;
}

/** Epochs of a steep climb, which would flatten the rest of a curve. */
const climb = ({ rows }: Run): number => Math.floor(rows.length / 8);

/** Errors `[epoch][draw]` of each small model: the mean over the draws, and the band they lie in. */
export function curves(
  left: Readonly<Record<Kind, readonly (readonly number[])[]>>,
): Line {
  return {
    kind: "line",
    alt: "Validation errors by epoch under the chapter's recipe: one linear layer, two linear layers and two with a ReLU between them, each with a band over its draws.",
    x: { label: "epoch", min: Math.floor(left.linear.length / 4) },
    y: { label: "validation errors", unit: "digits" },
    series: kinds.map(([kind, name]) => {
      const first = Math.floor(left[kind].length / 4);
      const shown = left[kind].slice(first);
      return {
        name,
        points: shown.map((each, at): Point => [first + at + 1, mean(each)]),
        band: {
          low: shown.map((each) => Math.min(...each)),
          high: shown.map((each) => Math.max(...each)),
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

/** Predictions on the way of one pair, each climb from 0 to 1, out of `[pairs, stops]`. */
export function paths(ways: readonly tf.Tensor[], pair: number): Line {
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
      const values = [...nth(ways, index).slice(pair, 1).dataSync()];
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

/** Models that are pushed digits, in the order of the legend. */
const MOVED = {
  resnet: "ResNet-18",
  wide: "wide ReLU net",
  net: "ReLU net",
  linear: "one layer",
};

/** Mean accuracy of each model on pushed digits, one panel a direction. */
export function moved(
  pushes: readonly { readonly way: string; readonly step: number }[],
  scores: Readonly<Record<string, readonly (readonly number[])[]>>,
): Panels {
  const curve = (way: string, [key, name]: [string, string]) => ({
    name,
    points: pushes.flatMap((push, at): Point[] =>
      push.way === way || push.step === 0
        ? [[push.step, 100 * mean(nth(scores[key] ?? [], at))]]
        : [],
    ),
  });
  const figure = (way: string): Line => ({
    kind: "line",
    alt: `Accuracy on digits pushed ${way}, by model.`,
    x: { label: `pushed ${way}`, unit: "pixels" },
    y: { label: "accuracy", unit: "%", min: 0, max: 100 },
    series: Object.entries(MOVED).map((model) => curve(way, model)),
  });
  return {
    kind: "panels",
    alt: "Four panels, one a direction: accuracy on validation digits pushed by up to four pixels, for ResNet-18, a wide net, the net with ReLU and one linear layer.",
    columns: 2,
    panels: [...new Set(pushes.map(({ way }) => way))].map((way) => ({
      title: `Pushed ${way}`,
      figure: figure(way),
    })),
  };
}

/** What training added to a hidden unit, `[28, 28]`, and its vote: above 0 is for the 3. */
export interface Unit {
  readonly change: tf.Tensor;
  readonly vote: number;
}

/** Hidden units shown of each net: the ones that weigh most in the prediction. */
const FEATURES = 6;

/** What training added to the first layers: red asks for ink, blue for none. */
export function features(...nets: readonly (readonly Unit[])[]): Images {
  const loudest = nets.flatMap((units) => units.slice(0, FEATURES));
  return {
    kind: "images",
    alt: "What training added to the weights of six hidden units, as pictures of 28 by 28 cells, red above zero and blue below: a row for the chapter's recipe, a row for the better one.",
    panels: loudest.map(({ change, vote }) =>
      picture(
        change,
        vote > 0 ? "for 3" : "for 7",
        `up to ${item(change.abs().max()).toFixed(2)}`,
      ),
    ),
    columns: FEATURES,
    colors: "diverging",
    scale: "own",
    rowLabels: ["the chapter's recipe", "the better recipe"],
  };
}

/** Twelve of ResNet's first kernels. */
export function kernels(all: readonly tf.Tensor[]): Images {
  return {
    kind: "images",
    alt: "Twelve kernels of ResNet's first layer as pictures of 7 by 7 cells, red above zero and blue below.",
    panels: all
      .slice(0, 12)
      .map((kernel, at) => picture(kernel, `kernel ${at + 1}`)),
    columns: 6,
    colors: "diverging",
    valueLabel: "weight",
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
    ["linear, all three changed", improved.linear],
    ["two linear, all three changed", improved["two-linear"]],
    ["ReLU net, all three changed", improved.net],
    ["wide ReLU net, all three changed", left.wide],
    ["ResNet-18, one epoch", left.one],
    ["ResNet-18, two epochs", left.more],
  ];
  const whiskers = bars.map(([, each]): Point => [each.fewest, each.most]);
  return {
    kind: "bar",
    alt: "Validation digits that each model gets wrong: pixel similarity, the small models under two recipes, and ResNet-18 after one epoch and after several.",
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
