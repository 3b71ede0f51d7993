// The pictures, bars and boxes of topic 10. Nothing is measured here.

import type * as tf from "@tensorflow/tfjs";
import { type Bar, type Images, picture } from "lectern";
import type * as probes from "./probes.ts";
import type { Left, Spread } from "./tables.ts";

/** Hidden units shown of each net: the ones that weigh most in the prediction. */
const FEATURES = 8;

/** What training added to the first layers: red asks for ink, blue for none. */
export function features(...nets: readonly probes.Learned[]): Images {
  return {
    kind: "images",
    alt: "What training added to the weights of eight hidden units, as pictures of 28 by 28 cells, red above zero and blue below: a row for the chapter's recipe, a row for the better one.",
    panels: nets.flatMap(({ units }) =>
      units
        .slice(0, FEATURES)
        .map(({ change, vote }) =>
          picture(change, vote > 0 ? "for 3" : "for 7"),
        ),
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
export function errorsLeft(left: Left): Bar {
  const single = (errors: number): Spread => ({
    mean: errors,
    fewest: errors,
    most: errors,
  });
  const { chapter, improved } = left;
  const bars: [string, Spread][] = [
    ["pixel similarity", single(left.pixel)],
    ["linear", chapter.linear],
    ["two linear", chapter["two-linear"]],
    ["ReLU net", chapter.net],
    ["linear, better recipe", improved.linear],
    ["two linear, better recipe", improved["two-linear"]],
    ["ReLU net, better recipe", improved.net],
    ["ResNet-18, one epoch", single(left.one)],
    ["ResNet-18, last epoch", single(left.more)],
  ];
  return {
    kind: "bar",
    alt: "Validation digits that each model gets wrong: pixel similarity, the three small models under both recipes, and ResNet-18 after one epoch and after the last.",
    category: { label: "model" },
    y: { label: "errors left", unit: "digits", min: 0 },
    categories: bars.map(([name]) => name),
    series: [
      {
        name: "errors",
        values: bars.map(([, { mean }]) => mean),
        whiskers: bars.map(([, { fewest, most }]): [number, number] => [
          fewest,
          most,
        ]),
      },
    ],
    horizontal: true,
    valueDigits: 0,
  };
}
