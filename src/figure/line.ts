import type { ChartDataset } from "chart.js";
import type { Context } from "./canvas.ts";
import { type ChartPlan, layoutChart } from "./chart.ts";
import { layoutEndNames, paintEndNames } from "./end-names.ts";
import { planLying, planStanding } from "./fit-axis.ts";
import type { Kind } from "./layout.ts";
import type { LegendEntry } from "./legend.ts";
import { type Obstacles, sampleLine } from "./placing.ts";
import type { Plot } from "./plot.ts";
import type { Line } from "./shapes.ts";
import { type Look, markerRadius, seriesStyle, strokes } from "./theme.ts";
import type { AxisPlan } from "./ticks.ts";

type Series = Line["series"][number];

/** Above this many points, markers would hide the line. */
const mostMarkers = 25;

/** Narrower than this, names at line ends would take the plot's room. */
const roomyWidth = 900;

/** Lines through points, with bands, named at their ends where they end at the right. */
export const line: Kind<Line> = (figure, frame) => {
  const x = planLying(figure.x, valuesOf(figure, 0), frame.width, {
    nice: false,
  });
  const y = planStanding(figure.y, valuesOf(figure, 1), frame.height);
  const names =
    frame.small !== true && frame.width >= roomyWidth && endAtRight(figure, x)
      ? layoutEndNames(namesOf(figure, frame.look), frame.width * 0.24)
      : undefined;
  const plan: ChartPlan = {
    type: "scatter",
    datasets: figure.series.map((series, index) =>
      datasetOf(series, index, frame.look),
    ),
    x,
    y,
    legend:
      names === undefined && frame.small !== true
        ? legendOf(figure, frame.look)
        : [],
    right: names?.width ?? 0,
    references: figure.references,
    below: (context, plot) => paintBands(context, plot, figure.series),
    above: (context, plot) => {
      if (names !== undefined) paintEndNames(context, plot, names);
      return obstaclesOf(plot, figure.series);
    },
  };
  return layoutChart(plan, frame);
};

function valuesOf(figure: Line, side: 0 | 1): number[] {
  const values = figure.series.flatMap((series) => [
    ...series.points.map((point) => point[side]),
    ...(side === 1
      ? [...(series.band?.low ?? []), ...(series.band?.high ?? [])]
      : []),
  ]);
  for (const reference of figure.references ?? []) {
    if (side === 0 && "x" in reference) values.push(reference.x);
    if (side === 1 && "y" in reference) values.push(reference.y);
  }
  return values;
}

/** Whether every series reaches the right end of the axis, so that its name can stand there. */
function endAtRight(figure: Line, x: AxisPlan): boolean {
  const part = (value: number) =>
    x.log
      ? Math.log(value / x.min) / Math.log(x.max / x.min)
      : (value - x.min) / (x.max - x.min);
  return figure.series.every(({ points }) => {
    const last = points.at(-1)?.[0] ?? x.min;
    const furthest = points.reduce(
      (most, [value]) => Math.max(most, value),
      last,
    );
    return last === furthest && part(last) > 0.93 && part(last) < 1.001;
  });
}

function namesOf({ series, y }: Line, look: Look) {
  const [only] = series;
  const said = series.length === 1 && only?.name === y.label;
  return said
    ? []
    : series.map(({ name, points }, index) => ({
        name,
        style: seriesStyle(look, index),
        end: points.at(-1) ?? [0, 0],
      }));
}

/** Keys of the series; none for a single one that the axis names already. */
export function legendOf({ series, y }: Line, look: Look): LegendEntry[] {
  if (series.length === 1 && series[0]?.name === y.label) return [];
  return series.map((each, index) => ({
    name: each.name,
    style: seriesStyle(look, index),
    sign: hasMarkers(each) ? "line-marker" : "line",
  }));
}

function hasMarkers({ markers, points }: Series): boolean {
  return points.length === 1 || (markers ?? points.length <= mostMarkers);
}

function datasetOf(
  series: Series,
  index: number,
  look: Look,
): ChartDataset<"scatter"> {
  const { color, dash, marker } = seriesStyle(look, index);
  return {
    data: series.points.map(([x, y]) => ({ x, y })),
    showLine: true,
    stepped: series.stepped === true ? "before" : false,
    borderColor: color,
    borderWidth: strokes.line,
    borderDash: [...dash],
    borderJoinStyle: "round",
    backgroundColor: color,
    pointStyle: marker,
    pointRadius: hasMarkers(series) ? markerRadius : 0,
    pointBorderColor: color,
    clip: markerRadius + 2,
    // Later series lie over earlier ones: through the gaps of their dashes an equal line shows.
    order: -index,
  };
}

function paintBands(
  context: Context,
  plot: Plot,
  series: readonly Series[],
): void {
  series.forEach(({ band, points }, index) => {
    if (band === undefined) return;
    context.save();
    context.beginPath();
    context.rect(
      plot.left,
      plot.top,
      plot.right - plot.left,
      plot.bottom - plot.top,
    );
    context.clip();
    context.globalAlpha = 0.16;
    context.fillStyle = seriesStyle(context.look, index).color;
    context.beginPath();
    const edge = (values: readonly number[]) =>
      points.map(([x], at): [number, number] => [
        plot.x(x),
        plot.y(values[at] ?? 0),
      ]);
    for (const [x, y] of [...edge(band.high), ...edge(band.low).toReversed()]) {
      context.lineTo(x, y);
    }
    context.fill();
    context.restore();
  });
}

/** Where lines run. */
export function obstaclesOf(
  plot: Plot,
  series: readonly Pick<Series, "points">[],
): Obstacles {
  const points = series.flatMap((each) =>
    sampleLine(each.points.map(([x, y]) => [plot.x(x), plot.y(y)])),
  );
  return { points, rects: [] };
}
