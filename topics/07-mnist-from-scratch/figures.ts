// How topic 7's findings are drawn. Nothing is measured here.

import type * as tf from "@tensorflow/tfjs";
import {
  AREA,
  type Dataset,
  type Histogram,
  type Images,
  type Line,
  nth,
  type Panels,
  SIDE,
} from "lectern";

type Point = [x: number, y: number];

/** How far batches of one size agree with all the data. */
interface Agreement {
  readonly size: number;
  /** Cosines between a batch's gradient and the whole one: mean, 10th and 90th percentile. */
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

/** What one picture adds to the loss, for either answer. */
export function branches(): Line {
  const xs = Array.from({ length: 51 }, (_, at) => (at - 25) / 5);
  const curve = (name: string, loss: (share: number) => number) => ({
    name,
    points: xs.map((x): Point => [x, loss(1 / (1 + Math.exp(-x)))]),
    markers: false,
  });
  return {
    kind: "line",
    alt: "The loss of one picture against its prediction: for a 3 it falls from 1 to 0 along a smooth S, for a 7 it rises from 0 to 1, and the two cross at one half.",
    x: { label: "prediction (above 0 is called a 3)", min: -5, max: 5 },
    y: { label: "loss of one picture" },
    series: [
      curve("if it is a 3", (share) => 1 - share),
      curve("if it is a 7", (share) => share),
    ],
  };
}

/** A picture [28, 28] as a panel. */
const panel = (pixels: ArrayLike<number>) => ({
  height: SIDE,
  width: SIDE,
  pixels: Array.from(pixels),
});

/** How much ink each pixel holds on average, and which hold none in any picture. */
export function lit(ink: ArrayLike<number>): Images {
  const never = Array.from(ink, (each) => (each > 0 ? 0 : 1));
  return {
    kind: "images",
    alt: "Two pictures of 28 by 28 pixels: the mean ink of all training digits, and in dark the pixels that no training digit ever touches, a ragged frame along the edges.",
    panels: [
      { title: "mean ink", ...panel(ink) },
      { title: "never any ink", ...panel(never) },
    ],
    scale: "own",
  };
}

interface Nudged {
  nudge: number;
  accuracy: number;
  loss: number;
}

/** What one weight does to the accuracy and to the loss. */
export function nudge(sweep: readonly Nudged[]): Panels {
  const line = (label: "accuracy" | "loss", stepped: object): Line => ({
    kind: "line",
    alt: `${label} against the nudge of one weight, all other weights held.`,
    x: { label: "nudge of one weight" },
    y: { label },
    series: [
      {
        name: label,
        points: sweep.map((each) => [each.nudge, each[label]]),
        markers: false,
        ...stepped,
      },
    ],
  });
  return {
    kind: "panels",
    alt: "Two panels over the same small nudges of one weight: the accuracy is a staircase with flat treads, the loss a smooth sloping line.",
    columns: 2,
    panels: [
      {
        title: "Accuracy: flat, then a jump",
        figure: line("accuracy", { stepped: true }),
      },
      { title: "Loss: a slope everywhere", figure: line("loss", {}) },
    ],
  };
}

/** Where the first predictions lie, and where the sigmoid has a slope. */
export function starts(
  predictions: tf.Tensor,
  targets: tf.Tensor,
  edge: number,
): Histogram {
  const values = [...predictions.dataSync()];
  const truth = targets.dataSync();
  const width = 2;
  const low = Math.floor(Math.min(...values, -edge) / width) * width;
  const high = Math.ceil(Math.max(...values, edge) / width) * width;
  const bins = (high - low) / width;
  const edges = Array.from({ length: bins + 1 }, (_, at) => low + at * width);
  const count = (target: number) => {
    const found = values
      .filter((_, at) => truth[at] === target)
      .map((value) => Math.min(bins - 1, Math.floor((value - low) / width)));
    return edges
      .slice(1)
      .map((_, at) => found.filter((bin) => bin === at).length);
  };
  return {
    kind: "histogram",
    alt: "Histograms of the first predictions for 3s and for 7s, with two lines that mark the narrow range around 0 in which the sigmoid has a slope.",
    x: { label: "prediction before any training" },
    y: { label: "pictures" },
    edges,
    series: [
      { name: "3s", counts: count(1) },
      { name: "7s", counts: count(0) },
    ],
    references: [
      { x: -edge, label: `−${edge}` },
      { x: edge, label: `${edge}` },
    ],
  };
}

/** Six of a batch in the files' order, shuffled, and shuffled and moved. */
export function batch(
  data: Dataset,
  shuffled: readonly number[],
  move: (digit: Float32Array) => Float32Array,
): Images {
  const shown = 6;
  const digit = (at: number) => data.inputs.slice(at * AREA, (at + 1) * AREA);
  const first = Array.from({ length: shown }, (_, at) => digit(at));
  const dealt = shuffled.slice(0, shown).map(digit);
  return {
    kind: "images",
    alt: "Three rows of six digits: the first batch in the order of the files, all of them 3s; a shuffled batch of 3s and 7s; the same shuffled digits, each pushed a few pixels its own way.",
    columns: shown,
    rowLabels: ["in order", "shuffled", "and moved"],
    panels: [...first, ...dealt, ...dealt.map(move)].map(panel),
  };
}

/** Agreement by batch size, before training and after so many passes. */
export function agreement(
  early: readonly Agreement[],
  late: readonly Agreement[],
  passes: number,
): Line {
  const curve = (name: string, found: readonly Agreement[]) => ({
    name,
    points: found.map(({ size, mean }): Point => [size, mean]),
    band: {
      low: found.map(({ low }) => low),
      high: found.map(({ high }) => high),
    },
  });
  return {
    kind: "line",
    alt: "Cosine between a mini-batch's gradient and the full gradient against the batch size, on a log axis, before training and after some passes, each with a band from the 10th to the 90th percentile.",
    x: { label: "pictures in the batch", scale: "log" },
    y: { label: "cosine with the full gradient", max: 1 },
    series: [
      curve("before training", early),
      curve(`after ${passes} passes`, late),
    ],
  };
}

/** The chapter's draw pass by pass, changed in two ways, and other draws with their band. */
export function wake(scores: readonly (readonly number[])[]): Line {
  const curve = (name: string, at: number) => ({
    name,
    points: scores.map(
      (pass, index): Point => [index + 1, 100 * nth(pass, at)],
    ),
    markers: false,
  });
  const others = scores.map((pass) => pass.slice(3).map((each) => 100 * each));
  const mean = (shares: readonly number[]) =>
    shares.reduce((sum, each) => sum + each, 0) / shares.length;
  return {
    kind: "line",
    alt: "Validation accuracy by pass, on a log axis: the chapter's draw stays near one half for a long time, the same draw with a lower bias climbs at once, and other draws of the same size lie in a wide band.",
    x: { label: "passes over the training set", scale: "log" },
    y: { label: "accuracy", unit: "%", min: 40, max: 100 },
    series: [
      curve("the chapter's draw", 0),
      curve("the same, its bias lowered", 1),
      {
        name: `mean of ${nth(others, 0).length} other draws`,
        points: others.map((each, at): Point => [at + 1, mean(each)]),
        band: {
          low: others.map((each) => Math.min(...each)),
          high: others.map((each) => Math.max(...each)),
        },
        markers: false,
      },
    ],
  };
}

/** Both models on pushed digits, one way: mean accuracies 0…1 by pixels, and of 3s and 7s. */
export interface Way {
  readonly way: string;
  readonly clean: readonly number[];
  readonly moved: readonly number[];
  /** Clean on 3s, clean on 7s, moved on 3s, moved on 7s, pushed as far as it goes. */
  readonly cells: readonly number[];
}

export function augmented(ways: readonly Way[]): Panels {
  const points = (scores: readonly number[]) =>
    scores.map((score, step): Point => [step, 100 * score]);
  const figure = ({ way, clean, moved }: Way): Line => ({
    kind: "line",
    alt: `Accuracy on validation digits pushed ${way}, for two models.`,
    x: { label: `pushed ${way}`, unit: "pixels" },
    y: { label: "accuracy", unit: "%", min: 0, max: 100 },
    series: [
      { name: "trained as they are", points: points(clean) },
      { name: "trained on moved digits", points: points(moved) },
    ],
  });
  return {
    kind: "panels",
    alt: "Four panels, one a direction: accuracy on validation digits that are pushed by 0 to 4 pixels, for models trained on digits as they are and on digits moved at random.",
    columns: 2,
    panels: ways.map((way) => ({
      title: `Pushed ${way.way}`,
      figure: figure(way),
    })),
  };
}
