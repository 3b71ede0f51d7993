// Your question, in two or three lines. What do you want to know that the chapter does not
// say? This one asks how much darker the 3s are than the 7s.

import type * as tf from "@tensorflow/tfjs";
import { item, type Lab, picture, stack } from "lectern";

/** Bins of the histogram: enough to see its shape with a thousand pictures. */
const BINS = 20;

// #region ink
/** Mean ink of each picture: [count, 28, 28] → [count]. */
function inkOf(images: tf.Tensor): tf.Tensor {
  return images.mean([1, 2]);
}
// #endregion

export default function experiment(lab: Lab): void {
  const threes = stack(lab.digits.train.threes); // [6131, 28, 28]
  const sevens = stack(lab.digits.train.sevens); // [6265, 28, 28]

  const ofThrees = lab.number("ink-of-threes", item(inkOf(threes).mean()));
  const ofSevens = lab.number("ink-of-sevens", item(inkOf(sevens).mean()));
  lab.claim("threes-are-darker", ofThrees, ">", ofSevens);
  lab.output("ink", [
    `3s: ${ofThrees.toFixed(4)}`,
    `7s: ${ofSevens.toFixed(4)}`,
  ]);

  const both = [
    { name: "3s", ink: Array.from(inkOf(threes).dataSync()) },
    { name: "7s", ink: Array.from(inkOf(sevens).dataSync()) },
  ];
  const most = Math.max(...both.flatMap(({ ink }) => ink));
  const edges = Array.from({ length: BINS + 1 }, (_, i) => (i * most) / BINS);
  lab.figure("ink", {
    kind: "histogram",
    alt: "Two histograms of mean ink, one of the 3s and one of the 7s, that overlap widely.",
    x: { label: "mean ink of a picture" },
    y: { label: "pictures" },
    edges,
    series: both.map(({ name, ink }) => ({ name, counts: count(ink, edges) })),
  });
  lab.figure("first", {
    kind: "images",
    alt: "The first 3 and the first 7 of the training set, side by side.",
    panels: [
      picture(threes.gather(0), "the first 3"),
      picture(sevens.gather(0), "the first 7"),
    ],
  });
}

/** How many values lie between each edge and the next. */
function count(values: readonly number[], edges: readonly number[]): number[] {
  return edges.slice(1).map((end, bin) => {
    const start = edges[bin] ?? 0;
    const last = bin === edges.length - 2;
    return values.filter((v) => v >= start && (v < end || (last && v === end)))
      .length;
  });
}
