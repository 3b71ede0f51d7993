// What topic 2 measures on the side: the notebook's sums of shapes, what a loop asks of the
// engine, where the ideals are darkest, and how ink is spread over rows and columns.

import * as tf from "@tensorflow/tfjs";
import { item, type Lab } from "lectern";
import * as figures from "./figures.ts";

/** Shapes that the course's broadcasting notebook adds; the last pair does not fit. */
const PAIRS = [
  { left: [3], right: [] },
  { left: [2, 3], right: [3] },
  { left: [3, 1], right: [3] },
  { left: [3, 2], right: [3, 1] },
  { left: [3, 2], right: [3] },
];
/** What PyTorch says to the last pair: pytorch.py stops where it says anything else. */
const TORCH_SAYS =
  "The size of tensor a (2) must match the size of tensor b (3) at non-singleton dimension 1";

/** What each way asks of the engine; the stopwatch speaks to the terminal only. */
export async function compareWays(
  lab: Lab,
  ways: { loop: () => tf.Tensor; broadcast: () => tf.Tensor },
): Promise<void> {
  const loop = await measure(ways.loop);
  const broadcast = await measure(ways.broadcast);
  const detail = `loop ${loop.took} ms, broadcast ${broadcast.took} ms`;
  lab.progress("loop against broadcast", { done: 2, total: 2, detail });
  lab.number("operations-loop", loop.operations);
  lab.number("operations-broadcast", broadcast.operations);
  lab.claim("fewer", broadcast.operations, "<", loop.operations);
  const apart = tf.sub(loop.result, broadcast.result).abs().max();
  lab.claim("same-distances", item(apart), "<", 1e-6);
}

/** Runs `way` on the engine; `took` is in milliseconds and never part of a record. */
async function measure(way: () => tf.Tensor) {
  way().dispose(); // the first call also pays for what every later one reuses
  const start = performance.now();
  const result = way().dataSync();
  const took = Math.round(performance.now() - start);
  const { kernels } = await tf.profile(way);
  return { result, took, operations: kernels.length };
}

/** The notebook's examples: those that fit, and what both libraries say to the other. */
export function addShapes(lab: Lab): void {
  const sums = PAIRS.map(({ left, right }) => shapeOfSum(left, right));
  lab.output("fits", figures.fits(PAIRS, sums));
  const said = [`TensorFlow.js: ${sums.at(-1)}`, `PyTorch: ${TORCH_SAYS}`];
  lab.output("failing", said.flatMap(figures.folded));
}

/** The shape of the sum of two shapes, or what TensorFlow.js says against it. */
function shapeOfSum(left: number[], right: number[]): string {
  try {
    return `[${tf.ones(left).add(tf.ones(right)).shape.join(", ")}]`;
  } catch (error) {
    return (error as Error).message;
  }
}

/** The mean of each ideal [28, 28], and the row, the column and the ink of its peak. */
export function lookAtIdeals(
  lab: Lab,
  ideals: { [name: string]: tf.Tensor },
): void {
  for (const [name, ideal] of Object.entries(ideals)) {
    const place = item(ideal.flatten().argMax());
    lab.number(`${name}-mean`, item(ideal.mean()));
    lab.number(`${name}-peak`, item(ideal.max()));
    lab.number(`${name}-peak-row`, Math.floor(place / 28));
    lab.number(`${name}-peak-column`, place % 28);
  }
}

/** How the ink of two stacks [count, 28, 28] is spread over rows and over columns. */
export function lookAtProfiles(
  lab: Lab,
  threes: tf.Tensor,
  sevens: tf.Tensor,
): void {
  const byRow = [threes.mean([0, 2]), sevens.mean([0, 2])] as const; // → [28]
  const byColumn = [threes.mean([0, 1]), sevens.mean([0, 1])] as const;
  lab.claim("three-strokes", peaksOf(byRow[0]), "=", 3);
  const peaks = Math.max(...byColumn.map(peaksOf));
  lab.claim("one-heap", peaks, "=", 1);
  lab.figure(
    "profiles",
    figures.profiles(byRow, "row of the picture, from the top"),
  );
  lab.figure("profiles-both", figures.profilesBoth(byRow, byColumn));
}

/** How many values are larger than both of their neighbours. */
function peaksOf(profile: tf.Tensor): number {
  return Array.from(profile.dataSync()).filter(
    (value, at, all) =>
      value > (all[at - 1] ?? 0) && value > (all[at + 1] ?? 0),
  ).length;
}
