// How the four sets are drawn. Nothing is measured here.

import { type Bar, nth, type Panels, type Table } from "lectern";
import type { DataSet } from "./experiment.ts";

/** What the four have in common, a row a set. */
export function agreement(
  sets: readonly DataSet[],
  correlations: readonly number[],
  errors: readonly number[],
): Table {
  return {
    columns: [
      { label: "set" },
      { label: "slope", digits: 2 },
      { label: "intercept", digits: 2 },
      { label: "correlation", digits: 2 },
      { label: "error", digits: 2 },
    ],
    rows: sets.map(({ name, line }, i) => [
      name,
      line.slope,
      line.intercept,
      nth(correlations, i),
      nth(errors, i),
    ]),
  };
}

/** Each set with its line, all on the same axes. */
export function besidePoints(sets: readonly DataSet[]): Panels {
  const [least, most] = [3, 20];
  return {
    kind: "panels",
    alt: "Four scatter plots with the same line: a cloud, a curve, a line with one point above it, and a column of points with one far to the right.",
    panels: sets.map(({ name, points, line }) => ({
      title: name,
      figure: {
        kind: "scatter",
        alt: `The points of set ${name} with the best straight line through them.`,
        x: { label: "x", min: least, max: most },
        y: { label: "y", min: 2, max: 14 },
        series: [{ name: "points", points: points.map(({ x, y }) => [x, y]) }],
        lines: [
          {
            name: "best line",
            points: [least, most].map((x) => [
              x,
              line.intercept + line.slope * x,
            ]),
          },
        ],
      },
    })),
  };
}

/** The slope with all points, and between which slopes it moves when one is left out. */
export function pull(
  sets: readonly DataSet[],
  without: readonly (readonly number[])[],
): Bar {
  return {
    kind: "bar",
    alt: "The slope of each set is one half; leaving out one point moves it by up to 0.15, and in the fourth set almost not at all.",
    category: { label: "data set" },
    categories: sets.map(({ name }) => name),
    y: { label: "slope of the best line" },
    valueDigits: 2,
    series: [
      {
        name: "all points",
        values: sets.map(({ line }) => line.slope),
        whiskers: without.map((slopes) => [
          Math.min(...slopes),
          Math.max(...slopes),
        ]),
      },
    ],
  };
}
