// Topic 7's tables. Nothing is measured here.

import { nth, type Table } from "lectern";

interface Size {
  size: number;
  steps: number;
  /** Accuracy after each pass. */
  scores: readonly number[];
  final: number;
}

export function sizes(rows: readonly Size[]): Table {
  return {
    columns: [
      { label: "pictures in a batch", digits: 0 },
      { label: "steps", digits: 0 },
      { label: "after the first pass", percent: true, digits: 1 },
      { label: "after the last", percent: true, digits: 1 },
    ],
    rows: rows.map(({ size, steps, scores, final }) => [
      size,
      steps,
      nth(scores, 0),
      final,
    ]),
  };
}

/** Accuracy on digits pushed down, up, right and left, by two models. */
export function ways(
  clean: readonly number[],
  moved: readonly number[],
): Table {
  const names = ["down", "up", "right", "left"];
  return {
    columns: [
      { label: "pushed" },
      { label: "trained as they are", percent: true, digits: 1 },
      { label: "trained on moved digits", percent: true, digits: 1 },
    ],
    rows: names.map((name, at) => [name, nth(clean, at), nth(moved, at)]),
  };
}
