// How topic 3's findings are drawn. Nothing is measured here.

import type * as tf from "@tensorflow/tfjs";
import {
  type Images,
  item,
  type Numbers,
  nth,
  picture,
  type Scatter,
} from "lectern";

/** What three ways to measure say about one picture, by the names in the record. */
export type Distances = {
  readonly [name in `${"signed" | "l1" | "rmse"}-to-${3 | 7}`]: number;
};

/** What the listing of L1 and RMSE prints. */
export function printed(found: Distances): string[] {
  return ([3, 7] as const).map((digit) => {
    const l1 = found[`l1-to-${digit}`].toFixed(4);
    const rmse = found[`rmse-to-${digit}`].toFixed(4);
    return `to the ideal ${digit}: L1 ${l1}, RMSE ${rmse}`;
  });
}

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

/** Signed, absolute, squared, against both ideals; all six on one scale, zero in the middle. */
export function differences(
  to3: tf.Tensor,
  to7: tf.Tensor,
  found: Distances,
): Images {
  const fixed = (name: keyof Distances, digits: number) =>
    found[name].toFixed(digits);
  const row = (digit: 3 | 7, to: tf.Tensor, titles: readonly string[]) => [
    picture(to, nth(titles, 0), `mean ${fixed(`signed-to-${digit}`, 5)}`),
    picture(to.abs(), nth(titles, 1), `L1 ${fixed(`l1-to-${digit}`, 4)}`),
    picture(
      to.square(),
      nth(titles, 2),
      `RMSE ${fixed(`rmse-to-${digit}`, 4)}`,
    ),
  ];
  return {
    kind: "images",
    alt: "Six difference pictures of one 3: signed, absolute and squared, against the ideal 3 and against the ideal 7, all on one colour scale.",
    colors: "diverging",
    scale: { min: -1, max: 1 },
    columns: 3,
    rowLabels: ["to 3", "to 7"],
    panels: [
      ...row(3, to3, ["signed", "absolute", "squared"]),
      ...row(7, to7, ["", "", ""]),
    ],
  };
}

/** One validation digit, and its distances to both ideals. */
export interface Case {
  readonly index: number;
  readonly digit: number;
  readonly to3: number;
  readonly to7: number;
  readonly wrongBy: number;
}

/** Both distances of each case, a dot each; the line is where they are equal. */
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

/** The `worst` cases, their pictures taken from `images` [count, 28, 28]. */
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
