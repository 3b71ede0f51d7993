import { type Dataset, layoutChart, mediumOf } from "../chart/draw-chart.ts";
import type { Histogram } from "../data/shapes.ts";
import type { Kind } from "../paint/layout.ts";
import { obstaclesOf } from "../paint/placing.ts";
import { type Look, layerOf, seriesStyle, strokes } from "../paint/theme.ts";
import { planChart } from "../plan/plan.ts";
import { keysOf } from "./keys.ts";

type Points = readonly (readonly [number, number])[];

/** Between the bars of one series: a part of their width, and at most of the axis. */
const gapOfBin = 0.15;
const gapOfAxis = 0.0025;

/** Counts over bins: filled bars for one series, outlined steps for several. */
export const histogram: Kind<Histogram> = (figure, frame) => {
  const { look } = frame;
  const { series } = figure;
  const plan = planChart(figure, mediumOf(frame));
  const gap = (plan.x.max - plan.x.min) * gapOfAxis;
  const outlines = series.map((each) => ({
    points: outlineOf(figure.edges, each.counts),
  }));
  return layoutChart(
    {
      datasets: () =>
        series.length === 1
          ? series.map(({ counts }) =>
              areaOf(barsOf(figure.edges, counts, gap), 0, look, "bars"),
            )
          : outlines.map(({ points }, index) =>
              areaOf(points, index, look, "steps"),
            ),
      figure,
      plan,
      keys: keysOf(figure, look),
      references: figure.references,
      above: (_, plot) => ({
        points: obstaclesOf(plot, outlines),
        rects: [],
      }),
    },
    frame,
  );
};

/** An area down to zero: filled bars, or pale with the outline of its steps. */
function areaOf(
  points: Points,
  index: number,
  look: Look,
  form: "bars" | "steps",
): Dataset {
  const { color, dash, weight = 1 } = seriesStyle(look, index);
  return {
    data: points.map(([x, y]) => ({ x, y })),
    showLine: true,
    pointRadius: 0,
    fill: "origin",
    backgroundColor: form === "bars" ? color : `${color}30`,
    borderColor: color,
    borderWidth: form === "bars" ? 0 : (strokes.line - 1) * weight,
    borderDash: [...dash],
    clip: strokes.line,
    order: layerOf(weight, index),
  };
}

/** Along the tops of the bins, from zero to zero. */
function outlineOf(
  edges: readonly number[],
  counts: readonly number[],
): [number, number][] {
  const [first = 0] = edges;
  const steps = counts.flatMap((count, index): [number, number][] => [
    [edges[index] ?? 0, count],
    [edges[index + 1] ?? 0, count],
  ]);
  return [[first, 0], ...steps, [edges.at(-1) ?? first, 0]];
}

/** The same, back to zero between any two bins. */
function barsOf(
  edges: readonly number[],
  counts: readonly number[],
  most: number,
): [number, number][] {
  return counts.flatMap((count, index): [number, number][] => {
    const [low = 0, high = 0] = edges.slice(index, index + 2);
    const half = Math.min(most, (high - low) * gapOfBin) / 2;
    const bin = [low + half, high - half];
    return outlineOf(bin, [count]);
  });
}
