// The pictures, bars and boxes of topic 10. Nothing is measured here.

import type * as tf from "@tensorflow/tfjs";
import type { Bar, Diagram, Images } from "../../src/figure/figure.ts";
import { picture } from "../../src/learning/images.ts";
import type { Model } from "../../src/learning/layers.ts";
import * as probes from "./probes.ts";
import type { Left, Spread } from "./tables.ts";

/** Hidden units shown of each net: the ones that weigh most in the prediction. */
const FEATURES = 8;

/** The first layer's weights of both nets, as pictures; red asks for ink, blue for none. */
export function features(chapter: Model, better: Model): Images {
  const panels = [chapter, better].flatMap((net) => {
    const { w1, w2 } = probes.twoLayers(net);
    const units = w1.reshape([28, 28, -1]).unstack(2); // 30 × [28, 28]
    const votes = [...w2.dataSync()].map((vote, unit) => ({ vote, unit }));
    votes.sort((a, b) => Math.abs(b.vote) - Math.abs(a.vote));
    return votes.slice(0, FEATURES).flatMap(({ vote, unit }) => {
      const weights = units[unit];
      if (!weights) return [];
      return [picture(weights, vote > 0 ? "for 3" : "for 7")];
    });
  });
  return {
    kind: "images",
    alt: "Weights of eight hidden units as pictures of 28 by 28 cells, red above zero and blue below: a row for the chapter's recipe, a row for the better one.",
    panels,
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

/** The net as a chain of layers, with the parameters of each. */
export function layersOf(net: Model): Diagram {
  const { w1, b1, w2, b2 } = probes.twoLayers(net);
  const counted = (count: number) =>
    `${count.toLocaleString("en-US")} parameters`;
  return {
    kind: "diagram",
    alt: "The net as a chain: a row of 784 pixels, a linear layer to 30 units, a ReLU without parameters, a linear layer to one number, the prediction.",
    direction: "right",
    nodes: [
      { id: "x", label: "digits", detail: "[batch, 784]", role: "data" },
      { id: "first", label: "Linear", detail: counted(w1.size + b1.size) },
      { id: "relu", label: "ReLU", detail: counted(0) },
      { id: "second", label: "Linear", detail: counted(w2.size + b2.size) },
      { id: "y", label: "prediction", detail: "[batch, 1]", role: "result" },
    ],
    edges: [
      { from: "x", to: "first" },
      { from: "first", to: "relu", label: "[batch, 30]" },
      { from: "relu", to: "second", label: "[batch, 30]" },
      { from: "second", to: "y" },
    ],
  };
}
