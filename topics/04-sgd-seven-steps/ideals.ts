// How topic 4's ideals and its trained baseline are drawn. Nothing is measured here.

import type * as tf from "@tensorflow/tfjs";
import {
  type Bar,
  type Images,
  type Line,
  nth,
  picture,
  type Spread,
  type Table,
} from "lectern";

/** An ideal 3 in the making, at one learning rate. */
export interface Run {
  readonly lr: number;
  /** Of the first draw: mean square of its distance from the average of all 3s, after each step. */
  readonly errors: readonly number[];
  readonly looks: readonly tf.Tensor[];
  /** Digits that it remembers: in many draws of batches, and on paper. */
  readonly memories: Spread;
  readonly predicted: number;
}

/** How many digits each ideal remembers: in many draws of batches, and on paper. */
export function memory(runs: readonly Run[]): Table {
  return {
    columns: [
      { label: "learning rate" },
      { label: "kept in a step", digits: 2 },
      { label: "digits remembered", digits: 0, thousands: true },
      { label: "least", digits: 0, thousands: true },
      { label: "most", digits: 0, thousands: true },
      { label: "on paper", digits: 0, thousands: true },
    ],
    rows: runs.map(({ lr, memories, predicted }) => [
      lr,
      1 - 2 * lr,
      memories.mean,
      memories.least,
      memories.most,
      predicted,
    ]),
  };
}

/** One row a rate: the ideal 3 as it draws it. */
export function making(
  runs: readonly Run[],
  steps: readonly number[],
  mean3: tf.Tensor,
): Images {
  return {
    kind: "images",
    alt: "The ideal 3 after 1, 10, 100 and 600 steps on batches of 16 digits, at learning rates 0.5, 0.1 and 0.01, each beside the average of all 3s.",
    columns: steps.length + 1,
    rowLabels: runs.map(({ lr }) => `rate ${lr}`),
    scale: { min: 0, max: 1 },
    colors: "gray",
    panels: runs.flatMap(({ looks }, row) => [
      ...looks.map((look, at) => {
        const many = steps[at] === 1 ? "step" : "steps";
        return picture(look, row === 0 ? `${steps[at]} ${many}` : "");
      }),
      picture(mean3, row === 0 ? "the average" : ""),
    ]),
  };
}

/** Distance from the average, step by step, for each rate. */
export function batchNoise(runs: readonly Run[]): Line {
  return {
    kind: "line",
    alt: "Distance of the learned ideal 3 from the average of all 3s over 600 steps, on a log axis, at learning rates 0.5, 0.1 and 0.01.",
    x: { label: "steps" },
    y: { label: "distance from the average", unit: "ink", scale: "log" },
    series: runs.map(({ lr, errors }) => ({
      name: `rate ${lr}`,
      points: errors
        .map((error, at): [number, number] => [at + 1, Math.sqrt(error)])
        .filter((_, at) => at % 4 === 0),
      markers: false,
    })),
  };
}

/** Mistakes on the validation digits, step by step, of the trainings by name. */
export function mistakes(
  trainings: Readonly<{ [name: string]: readonly number[] }>,
  before: number,
): Line {
  const all = Object.values(trainings).map((missed) => nth(missed, -1));
  return {
    kind: "line",
    alt: "Validation digits named wrongly, step by step, in three trainings: from the weights of pixel similarity, from the same weights ten times as large, and from zeros.",
    x: { label: "steps" },
    // The start at zeros calls every digit alike: its first mistakes lie far above.
    y: {
      label: "mistakes",
      min: Math.max(0, Math.floor((Math.min(...all) - 5) / 10) * 10),
      max: Math.ceil((before + 5) / 10) * 10,
    },
    series: Object.entries(trainings).map(([name, missed]) => ({
      name,
      points: missed
        .map((count, step): [number, number] => [step, count])
        .filter(([, count]) => count <= before + 5),
      markers: false,
    })),
    references: [{ y: before, label: "pixel similarity" }],
  };
}

/** How many weights change the mistakes when each is turned up alone, and how many the loss. */
export function nudges(counted: number, felt: number): Bar {
  return {
    kind: "bar",
    alt: `Two bars: of 784 weights, each turned up alone, ${counted} change the number of mistakes, and ${felt} change the loss.`,
    category: { label: "what changes" },
    y: { label: "weights, of 784", min: 0, max: 700 },
    categories: ["the mistakes", "the loss"],
    series: [{ name: "weights", values: [counted, felt] }],
  };
}
