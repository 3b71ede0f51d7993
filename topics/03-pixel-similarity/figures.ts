// How topic 3's findings are drawn. Nothing is measured here.

import type * as tf from "@tensorflow/tfjs";
import {
  type Images,
  item,
  type Line,
  type Numbers,
  type Panel,
  picture,
  type Scatter,
} from "lectern";
import type { Distances } from "./tables.ts";

/** The 1 × 3 panel: the picture, the mean 3, the mean 7. */
export function ideals(
  sample: tf.Tensor,
  mean3: tf.Tensor,
  mean7: tf.Tensor,
): Images {
  return {
    kind: "images",
    alt: "A handwritten 3 beside the average of all 3s and the average of all 7s, both of which look like the digit out of focus.",
    panels: [
      picture(sample, "The picture to judge"),
      picture(mean3, "Ideal 3"),
      picture(mean7, "Ideal 7"),
    ],
  };
}

/** Signed, absolute, squared; all six on one scale, with zero in the middle. */
export function differences(
  to3: tf.Tensor,
  to7: tf.Tensor,
  d: Distances,
  shape: "tall" | "wide",
): Images {
  const panels = {
    signed3: picture(
      to3,
      "picture − ideal 3",
      `mean: ${d.signedTo3.toFixed(5)}`,
    ),
    signed7: picture(
      to7,
      "picture − ideal 7",
      `mean: ${d.signedTo7.toFixed(5)}`,
    ),
    absolute3: picture(to3.abs(), "", `L1: ${d.l1To3.toFixed(4)}`),
    absolute7: picture(to7.abs(), "", `L1: ${d.l1To7.toFixed(4)}`),
    squared3: picture(to3.square(), "", `RMSE: ${d.rmseTo3.toFixed(4)}`),
    squared7: picture(to7.square(), "", `RMSE: ${d.rmseTo7.toFixed(4)}`),
  };
  const { signed3, signed7, absolute3, absolute7, squared3, squared7 } = panels;
  const common = {
    kind: "images" as const,
    alt: "Six difference pictures of one 3: signed, absolute and squared, against the ideal 3 and against the ideal 7, all on one colour scale.",
    colors: "diverging" as const,
    scale: { min: -1, max: 1 },
    valueLabel: "difference",
  };
  if (shape === "tall") {
    return {
      ...common,
      columns: 2,
      rowLabels: ["signed", "absolute", "squared"],
      panels: [signed3, signed7, absolute3, absolute7, squared3, squared7],
    };
  }
  const named = (title: string, panel: Panel): Panel => ({ ...panel, title });
  // No colour bar: on a slide the pictures need its room, and the words say the colours.
  const { valueLabel: _, ...bare } = common;
  return {
    ...bare,
    columns: 3,
    rowLabels: ["to ideal 3", "to ideal 7"],
    panels: [
      named("signed", signed3),
      named("absolute", absolute3),
      named("squared", squared3),
      named("", signed7),
      absolute7,
      squared7,
    ],
  };
}

/** One validation digit, and its distances to both ideals. */
export interface Case {
  index: number;
  digit: number;
  to3: number;
  to7: number;
  wrongBy: number;
}

export function twoDistances(cases: readonly Case[]): Scatter {
  const points = (digit: number) =>
    cases
      .filter((each) => each.digit === digit)
      .map(({ to3, to7 }): [number, number] => [to3, to7]);
  const all = cases.flatMap(({ to3, to7 }) => [to3, to7]);
  const ends = [Math.min(...all), Math.max(...all)];
  return {
    kind: "scatter",
    alt: "Distance to the ideal 3 against distance to the ideal 7 for every fourth validation digit: two clouds on either side of the diagonal.",
    x: { label: "L1 distance to the ideal 3" },
    y: { label: "L1 distance to the ideal 7" },
    series: [
      { name: "3s", points: points(3) },
      { name: "7s", points: points(7) },
    ],
    lines: [
      {
        name: "equally far",
        points: ends.map((end): [number, number] => [end, end]),
      },
    ],
  };
}

export function mistakes(images: tf.Tensor, worst: readonly Case[]): Images {
  return {
    kind: "images",
    alt: `${worst.length} validation digits that lie deep on the wrong side, each with its true name and the name that L1 gives it.`,
    columns: 6,
    panels: worst.map(({ index, digit, wrongBy }) => {
      const called = digit === 3 ? 7 : 3;
      return picture(
        images.gather(index),
        `a ${digit}, called ${called}`,
        `nearer by ${wrongBy.toFixed(3)}`,
      );
    }),
  };
}

/** The 2 × 2 table of what was meant and what was said; answers are 1 where right. */
export function confusion(threes: tf.Tensor, sevens: tf.Tensor): Numbers {
  const right3 = item(threes.sum());
  const right7 = item(sevens.sum());
  const called7 = threes.size - right3;
  const called3 = sevens.size - right7;
  return {
    kind: "numbers",
    alt: `What L1 calls the validation digits: of the 3s, ${right3} are called 3 and ${called7} are called 7; of the 7s, ${right7} are called 7 and ${called3} are called 3.`,
    rows: [
      [right3, called7],
      [called3, right7],
    ],
    rowTitle: "the digit is",
    columnTitle: "L1 calls it",
    rowLabels: ["3", "7"],
    columnLabels: ["3", "7"],
    colors: "heat",
  };
}

interface Shares {
  threes: number;
  sevens: number;
}

export function shifted(
  down: readonly Shares[],
  right: readonly Shares[],
): Line {
  const curve = (name: string, values: readonly number[]) => ({
    name,
    points: values.map((value, step): [number, number] => [step, 100 * value]),
  });
  return {
    kind: "line",
    alt: "Four curves: the share of 3s and of 7s that L1 still recognizes when they are moved down or to the right by nought to three pixels.",
    x: { label: "shift", unit: "pixels" },
    y: { label: "recognized", unit: "%", min: 0, max: 100 },
    series: [
      curve(
        "7s moved right",
        right.map(({ sevens }) => sevens),
      ),
      curve(
        "7s moved down",
        down.map(({ sevens }) => sevens),
      ),
      curve(
        "3s moved right",
        right.map(({ threes }) => threes),
      ),
      curve(
        "3s moved down",
        down.map(({ threes }) => threes),
      ),
    ],
  };
}
