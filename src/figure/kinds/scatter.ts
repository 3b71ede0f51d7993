import { type Dataset, layoutChart, mediumOf } from "../chart/draw-chart.ts";
import type { Scatter } from "../data/shapes.ts";
import type { Kind } from "../paint/layout.ts";
import { obstaclesOf } from "../paint/placing.ts";
import { type Look, layerOf, seriesStyle, strokes } from "../paint/theme.ts";
import { planChart } from "../plan/plan.ts";
import { curveStyle, keysOf } from "./keys.ts";

type Series = Scatter["series"][number];

/** Above this many points they are smaller, above ten times as many see-through too. */
const many = 60;

/** Points in their series' colours and shapes, with curves over them. */
export const scatter: Kind<Scatter> = (figure, frame) => {
  const { look } = frame;
  const { series, lines = [], references } = figure;
  const plan = planChart(figure, mediumOf(frame));
  const count = series.reduce((sum, { points }) => sum + points.length, 0);
  return layoutChart(
    {
      datasets: () => [
        ...lines.map((curve, index) => curveOf(curve, index, look)),
        ...series.map((each, index) => datasetOf(each, index, count, look)),
      ],
      figure,
      plan,
      keys: keysOf(figure, look),
      references,
      above: (_, plot) => {
        // A marker covers more than its middle.
        const reach = [-9, 0, 9];
        const points = series.flatMap((each) =>
          each.points.flatMap(([x, y]) =>
            reach.map((d): [number, number] => [plot.x(x) + d, plot.y(y) + d]),
          ),
        );
        return { points: [...obstaclesOf(plot, lines), ...points], rects: [] };
      },
    },
    frame,
  );
};

function datasetOf(
  { points }: Series,
  index: number,
  count: number,
  look: Look,
): Dataset {
  const { color, marker, weight = 1 } = seriesStyle(look, index);
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
    order: 1 + layerOf(weight, 0),
  };
}

function curveOf({ points }: Series, index: number, look: Look): Dataset {
  const { color, dash, weight = 1 } = curveStyle(look, index);
  return {
    data: points.map(([x, y]) => ({ x, y })),
    showLine: true,
    pointRadius: 0,
    borderColor: color,
    borderWidth: (strokes.line - 1) * weight,
    borderDash: [...dash],
    // Chart.js draws the lowest order last: curves lie over the points.
    order: 0,
  };
}
