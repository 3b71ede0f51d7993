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
  type Table,
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

const four = (value: number) => value.toFixed(4);

/** The first three and the last three of many predictions. */
export function printedEnds(values: readonly number[]): string[] {
  return [
    ...values.slice(0, 3).map(four),
    "...",
    ...values.slice(-3).map(four),
  ].map((text) => text.padStart(8));
}

export function printedSigmoid(
  at: readonly number[],
  squashed: readonly number[],
): string[] {
  return at.map(
    (x, index) =>
      `sigmoid(${String(x).padStart(2)}) = ${four(nth(squashed, index))}`,
  );
}

export const list = (batch: readonly number[]) => `[${batch.join(", ")}]`;

/** `17 18 10 = r s k`. */
export function letters(batch: readonly number[]): string {
  const names = batch.map((at) => String.fromCharCode(97 + at));
  return `${batch.map((at) => String(at).padStart(2)).join(" ")} = ${names.join(" ")}`;
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
  awake: number,
): Histogram {
  const values = [...predictions.dataSync()];
  const truth = targets.dataSync();
  const width = 2;
  const low = Math.floor(Math.min(...values, -awake) / width) * width;
  const high = Math.ceil(Math.max(...values, awake) / width) * width;
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
      { x: -awake, label: "awake" },
      { x: awake, label: "asleep" },
    ],
  };
}

/** Eight of a batch in the files' order, shuffled, and shuffled and moved. */
export function batch(
  data: Dataset,
  shuffled: readonly number[],
  move: (digit: Float32Array) => Float32Array,
): Images {
  const shown = 8;
  const digit = (at: number) => data.inputs.slice(at * AREA, (at + 1) * AREA);
  const first = Array.from({ length: shown }, (_, at) => digit(at));
  const dealt = shuffled.slice(0, shown).map(digit);
  return {
    kind: "images",
    alt: "Three rows of eight digits: the first batch in the order of the files, all of them 3s; a shuffled batch of 3s and 7s; the same shuffled digits, each pushed a few pixels its own way.",
    columns: shown,
    rowLabels: ["in order", "shuffled", "and moved"],
    panels: [...first, ...dealt, ...dealt.map(move)].map(panel),
  };
}

export function agreement(found: readonly Agreement[], draws: number): Line {
  return {
    kind: "line",
    alt: "Cosine between a mini-batch's gradient and the full gradient against the batch size, on a log axis, with a band from the 10th to the 90th percentile over random batches.",
    x: { label: "pictures in the batch", scale: "log" },
    y: { label: "cosine with the full gradient", max: 1 },
    series: [
      {
        name: `mean of ${draws} random batches`,
        points: found.map(({ size, mean }) => [size, mean]),
        band: {
          low: found.map(({ low }) => low),
          high: found.map(({ high }) => high),
        },
      },
    ],
  };
}

export function augmented(clean: number[], moved: number[]): Line {
  const points = (scores: number[]) =>
    scores.map((score, step): Point => [step, 100 * score]);
  return {
    kind: "line",
    alt: "Accuracy on validation digits that are pushed by 0 to 4 pixels, for a model trained on digits as they are and one trained on digits moved at random.",
    x: { label: "validation digits moved by", unit: "pixels" },
    y: { label: "accuracy", unit: "%" },
    series: [
      { name: "trained as they are", points: points(clean) },
      { name: "trained on moved digits", points: points(moved) },
    ],
  };
}

/** What training with batches of each size comes to. */
export function sizes(rows: Table["rows"]): Table {
  return {
    columns: [
      { label: "pictures in a batch", digits: 0 },
      { label: "steps", digits: 0 },
      { label: "after the first pass", percent: true, digits: 1 },
      { label: "after the last", percent: true, digits: 1 },
    ],
    rows,
  };
}

/** Accuracy on digits pushed down, up, right and left, by two models. */
export function ways(clean: number[], moved: number[]): Table {
  const names = ["down", "up", "right", "left"];
  return {
    columns: [
      { label: "pushed" },
      { label: "trained as they are", percent: true, digits: 1 },
      { label: "trained on moved digits", percent: true, digits: 1 },
    ],
    rows: names.map((name, at) => [name, nth(clean, at), nth(moved, at)]),
  };
}
