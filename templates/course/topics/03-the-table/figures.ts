// How the leaves and the scores are drawn. Nothing is measured here.

import type * as tf from "@tensorflow/tfjs";
import {
  type Classes,
  defined,
  type Images,
  type Line,
  type Model,
  nth,
  picture,
  SIDE,
  type Table,
} from "lectern";
import type { Leaves, Scores } from "./training.ts";

const SHOWN = 4;

const some = (pictures: tf.Tensor) =>
  Array.from({ length: SHOWN }, (_, at) => picture(pictures.gather(at), ""));

/** Both kinds on their tables, and on each other's. */
export function leaves(
  [first, second]: Classes,
  walks: { readonly school: Leaves; readonly second: Leaves },
): Images {
  return {
    kind: "images",
    alt: "Left half: lobed leaves on a dark ground above oval ones on a light ground. Right half: the same kinds with the grounds exchanged.",
    columns: 2 * SHOWN,
    colors: "gray-inverted",
    scale: { min: 0, max: 1 },
    rowLabels: [first, second],
    panels: [
      ...[...some(walks.school.first), ...some(walks.second.first)],
      ...[...some(walks.school.second), ...some(walks.second.second)],
    ],
  };
}

/** Leaves of the second walk as they are, and with the table taken away. */
export function parted(
  { first, second }: Leaves,
  offTable: (pictures: tf.Tensor) => tf.Tensor,
): Images {
  const row = (view: (pictures: tf.Tensor) => tf.Tensor) => [
    ...some(view(first)),
    ...some(view(second)),
  ];
  return {
    kind: "images",
    alt: "Eight leaves on light and on dark tables, and below them the same leaves, all bright on black: the table is gone.",
    columns: 2 * SHOWN,
    colors: "gray-inverted",
    scale: { min: 0, max: 1 },
    rowLabels: ["as it is", "no table"],
    panels: [...row((each) => each), ...row(offTable)],
  };
}

/** What a straight line adds up, pixel by pixel, with the table and without. */
export function weights(linear: Model, off: Model): Images {
  const map = (model: Model, title: string) => {
    const weight = defined(model.parameters[0], "weights");
    return picture(weight.reshape([SIDE, SIDE]), title);
  };
  return {
    kind: "images",
    alt: "Two maps of weights: with the table an oval of one sign in a field of the other; without it the middle is pale, and bands above and below stand against spots at the sides.",
    scale: "own",
    colors: "diverging",
    panels: [map(linear, "the picture"), map(off, "no table")],
  };
}

const mean = (values: readonly number[]) =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** Scores on the second walk over how many exchanged pictures were learned from. */
export function exchanged(
  counts: readonly number[],
  ways: { readonly [name: string]: Scores["second"] },
): Line {
  return {
    kind: "line",
    alt: "Share right on exchanged tables over exchanged pictures learned from: a straight line stays low, a network rises, and a straight line without the table is high from the start.",
    x: { label: "exchanged pictures of each kind to learn from", digits: 0 },
    y: { label: "right on the second walk", unit: "%", min: 0, max: 100 },
    series: Object.entries(ways).map(([name, scores]) => ({
      name,
      points: scores.map((each, at): [number, number] => [
        nth(counts, at),
        100 * mean(each),
      ]),
      band: {
        low: scores.map((each) => 100 * Math.min(...each)),
        high: scores.map((each) => 100 * Math.max(...each)),
      },
    })),
    references: [{ y: 50, label: "guessing" }],
  };
}

/** The three ways, in percent, without exchanged pictures and with all of them. */
export function scores(ways: {
  readonly linear: Scores;
  readonly net: Scores;
  readonly parted: Scores;
}): Table {
  const row = (name: string, { held, second, heldWithAll }: Scores) => [
    name,
    ...[held, nth(second, 0), heldWithAll, nth(second, -1)].map(
      (each) => 100 * mean(each),
    ),
  ];
  return {
    columns: [
      { label: "model" },
      { label: "same tables", digits: 0 },
      { label: "exchanged", digits: 0 },
      { label: "same, taught both", digits: 0 },
      { label: "exchanged, taught both", digits: 0 },
    ],
    rows: [
      row("line", ways.linear),
      row("network", ways.net),
      row("line, no table", ways.parted),
    ],
  };
}
