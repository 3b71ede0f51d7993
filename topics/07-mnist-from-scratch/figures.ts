// How topic 7's findings are drawn. Nothing is measured here.

import type * as tf from "@tensorflow/tfjs";
import {
  type Dataset,
  type Histogram,
  type Images,
  type Line,
  nth,
  type Panels,
  PythonRandom,
} from "lectern";
import { shifted } from "./jitter.ts";

/** Batches of each size that are asked: enough for a mean, few enough for seconds. */
export const DRAWS = 40;

export interface Agreement {
  readonly size: number;
  /** Cosines between a batch's gradient and the whole one: mean, 10th and 90th of 100. */
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
  const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));
  return {
    kind: "line",
    alt: "The loss of one picture against its prediction: for a 3 it falls from 1 to 0 along a smooth S, for a 7 it rises from 0 to 1, and the two cross at one half.",
    x: { label: "prediction (above 0 is called a 3)", min: -5, max: 5 },
    y: { label: "loss of one picture" },
    series: [
      {
        name: "if it is a 3",
        points: xs.map((x): [number, number] => [x, 1 - sigmoid(x)]),
        markers: false,
      },
      {
        name: "if it is a 7",
        points: xs.map((x): [number, number] => [x, sigmoid(x)]),
        markers: false,
      },
    ],
  };
}

/** How much ink each pixel holds on average, and which hold none in any picture. */
export function lit(ink: readonly number[]): Images {
  const panel = (title: string, pixels: number[]) => ({
    title,
    height: 28,
    width: 28,
    pixels,
  });
  return {
    kind: "images",
    alt: "Two pictures of 28 by 28 pixels: the mean ink of all training digits, and in dark the pixels that no training digit ever touches, a ragged frame along the edges.",
    panels: [
      panel("mean ink", [...ink]),
      panel(
        "never any ink",
        ink.map((each) => (each > 0 ? 0 : 1)),
      ),
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
  const line = (
    label: string,
    value: (each: Nudged) => number,
    options: object,
  ): Line => ({
    kind: "line",
    alt: `${label} against the nudge of one weight, all other weights held.`,
    x: { label: "nudge of one weight" },
    y: { label },
    series: [
      {
        name: label,
        points: sweep.map((each): [number, number] => [
          each.nudge,
          value(each),
        ]),
        markers: false,
        ...options,
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
        figure: line("accuracy", (each) => each.accuracy, { stepped: true }),
      },
      {
        title: "Loss: a slope everywhere",
        figure: line("loss", (e) => e.loss, {}),
      },
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
    const counts = edges.slice(1).map(() => 0);
    values.forEach((value, at) => {
      if (truth[at] !== target) return;
      const bin = Math.min(bins - 1, Math.floor((value - low) / width));
      counts[bin] = (counts[bin] ?? 0) + 1;
    });
    return counts;
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
  reach: number,
): Images {
  const shown = 8;
  const random = new PythonRandom(1);
  const step = () => random.randint(-reach, reach);
  const pictureAt = (at: number) => data.inputs.slice(at * 784, at * 784 + 784);
  const panel = (pixels: Float32Array) => ({
    height: 28,
    width: 28,
    pixels: Array.from(pixels),
  });
  const first = Array.from({ length: shown }, (_, at) => pictureAt(at));
  const dealt = shuffled.slice(0, shown).map(pictureAt);
  const moved = dealt.map((picture) =>
    shifted(picture, () => [step(), step()]),
  );
  return {
    kind: "images",
    alt: "Three rows of eight digits: the first batch in the order of the files, all of them 3s; a shuffled batch of 3s and 7s; the same shuffled digits, each pushed a few pixels its own way.",
    columns: shown,
    rowLabels: ["in order", "shuffled", "and moved"],
    panels: [...first, ...dealt, ...moved].map(panel),
  };
}

export function agreement(found: readonly Agreement[]): Line {
  return {
    kind: "line",
    alt: "Cosine between a mini-batch's gradient and the full gradient against the batch size, on a log axis, with a band from the 10th to the 90th percentile over random batches.",
    x: { label: "pictures in the batch", scale: "log" },
    y: { label: "cosine with the full gradient", max: 1 },
    series: [
      {
        name: `mean of ${DRAWS} random batches`,
        points: found.map(({ size, mean }): [number, number] => [size, mean]),
        band: {
          low: found.map(({ low }) => low),
          high: found.map(({ high }) => high),
        },
      },
    ],
  };
}

export function augmented(
  clean: readonly number[],
  moved: readonly number[],
): Line {
  const points = (scores: readonly number[]) =>
    scores.map((score, step): [number, number] => [step, 100 * score]);
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
