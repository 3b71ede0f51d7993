import type { ChartDataset } from "chart.js";
import { layoutChart } from "./chart.ts";
import { planLying, planStanding } from "./fit-axis.ts";
import type { Kind } from "./layout.ts";
import type { LegendEntry } from "./legend.ts";
import { obstaclesOf } from "./line.ts";
import type { Scatter } from "./shapes.ts";
import { type Look, type SeriesStyle, seriesStyle, strokes } from "./theme.ts";

type Series = Scatter["series"][number];

/** Above this many points they are smaller, above ten times as many see-through too. */
const many = 60;

/** Curves over the points are no measurement: they are grey and told apart by their dashes. */
const curveDashes: readonly (readonly number[])[] = [
  [],
  [14, 8],
  [4, 7],
  [18, 7, 4, 7],
];

/** Points in their series' colours and shapes, with curves over them. */
export const scatter: Kind<Scatter> = (figure, frame) => {
  const { look } = frame;
  const curves = figure.lines ?? [];
  const xs = valuesOf(figure, 0);
  const ys = valuesOf(figure, 1);
  const count = figure.series.reduce(
    (sum, { points }) => sum + points.length,
    0,
  );
  return layoutChart(
    {
      type: "scatter",
      datasets: [
        ...curves.map((curve, index) => curveOf(curve, index, look)),
        ...figure.series.map((series, index) =>
          datasetOf(series, index, count, look),
        ),
      ],
      x: planLying(figure.x, xs, frame.width),
      y: planStanding(figure.y, ys, frame.height),
      legend: frame.small === true ? [] : scatterLegend(figure, look),
      references: figure.references,
      above: (_, plot) => {
        const lines = obstaclesOf(plot, curves).points;
        // A marker covers more than its middle.
        const reach = [-9, 0, 9];
        const points = figure.series.flatMap((series) =>
          series.points.flatMap(([x, y]) =>
            reach.map((d): [number, number] => [plot.x(x) + d, plot.y(y) + d]),
          ),
        );
        return { points: [...lines, ...points], rects: [] };
      },
    },
    frame,
  );
};

function valuesOf(figure: Scatter, side: 0 | 1): number[] {
  const all = [...figure.series, ...(figure.lines ?? [])];
  const values = all.flatMap(({ points }) =>
    points.map((point) => point[side]),
  );
  for (const reference of figure.references ?? []) {
    if (side === 0 && "x" in reference) values.push(reference.x);
    if (side === 1 && "y" in reference) values.push(reference.y);
  }
  return values;
}

/** Keys of points, then of curves; none for a single series alone. */
export function scatterLegend(
  { series, lines = [] }: Scatter,
  look: Look,
): LegendEntry[] {
  if (series.length + lines.length === 1) return [];
  return [
    ...series.map((each, index) => ({
      name: each.name,
      style: seriesStyle(look, index),
      sign: "marker" as const,
    })),
    ...lines.map((each, index) => ({
      name: each.name,
      style: curveStyle(look, index),
      sign: "line" as const,
    })),
  ];
}

function curveStyle(look: Look, index: number): SeriesStyle {
  const { ink } = look.colors;
  const dash = curveDashes[index % curveDashes.length] ?? [];
  return { ...seriesStyle(look, 0), color: ink, text: ink, dash };
}

function datasetOf(
  { points }: Series,
  index: number,
  count: number,
  look: Look,
): ChartDataset<"scatter"> {
  const { color, marker } = seriesStyle(look, index);
  const alpha = count > many * 10 ? "8C" : "E6";
  const radius = count > many * 10 ? 5 : count > many ? 7 : 10;
  return {
    data: points.map(([x, y]) => ({ x, y })),
    pointStyle: marker,
    pointRadius: radius * (marker === "triangle" ? 1.25 : 1),
    backgroundColor: `${color}${alpha}`,
    borderColor: look.colors.paper,
    borderWidth: count > many * 10 ? 0.5 : 1.5,
    clip: 12,
    order: 1,
  };
}

function curveOf(
  { points }: Series,
  index: number,
  look: Look,
): ChartDataset<"scatter"> {
  return {
    data: points.map(([x, y]) => ({ x, y })),
    showLine: true,
    pointRadius: 0,
    borderColor: look.colors.ink,
    borderWidth: strokes.line - 1,
    borderDash: [...(curveDashes[index % curveDashes.length] ?? [])],
    // Chart.js draws the lowest order last: curves lie over the points.
    order: 0,
  };
}
