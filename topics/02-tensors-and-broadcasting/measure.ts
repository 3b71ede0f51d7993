// What topic 2 measures on the side: operations, refusals, and where the ideals are darkest.

import * as tf from "@tensorflow/tfjs";
import type { Lab } from "../../src/lab/lab.ts";
import { item } from "../../src/learning/item.ts";

/** Runs `way` on the engine; `took` is in milliseconds and never part of a record. */
export async function measure(way: () => tf.Tensor) {
  way().dispose(); // the first call also pays for what every later one reuses
  const start = performance.now();
  const result = way().dataSync();
  const took = Math.round(performance.now() - start);
  const { kernels } = await tf.profile(way);
  return { result, took, operations: kernels.length };
}

/** The shape of the sum of two shapes, or what TensorFlow.js says against it. */
export function addShapes(left: number[], right: number[]): string {
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
