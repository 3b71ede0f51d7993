import { type Tone, tonesOf } from "../../figure/data/pointing.ts";
import type {
  Bar,
  Figure,
  Histogram,
  Line,
  Scatter,
} from "../../figure/figure.ts";
import { type AxisPlan, axisTitle } from "../../figure/plan/axis.ts";
import {
  decimals,
  formatNumber,
  type NumberFormat,
} from "../../figure/plan/format.ts";
import type { Medium } from "../../figure/plan/medium.ts";
import type { NamesPlan } from "../../figure/plan/names.ts";
import { type Charted, planChart } from "../../figure/plan/plan.ts";
import type { Box } from "./grid.ts";
import { inch } from "./measure.ts";

/** A figure as a chart that PowerPoint draws and a person can edit. */

/** Points that are joined, marked, or both; a reference is a dashed line across the plot. */
interface XYSeries {
  readonly name: string;
  readonly points: readonly (readonly [number, number])[];
  readonly line: boolean;
  readonly markers: boolean;
  readonly reference: boolean;
  /** How it is shown where a series is pointed at. */
  readonly tone?: Tone;
}

export interface XYChart {
  readonly kind: "xy";
  readonly x: AxisPlan;
  readonly y: AxisPlan;
  readonly series: readonly XYSeries[];
  readonly names: NamesPlan;
}

export interface BarChart {
  readonly kind: "bar";
  readonly categoryTitle: string;
  readonly categories: readonly string[];
  readonly y: AxisPlan;
  readonly series: readonly {
    readonly name: string;
    readonly values: readonly number[];
    readonly tone?: Tone;
  }[];
  /** Whether each category steps back. Default: none does. */
  readonly quiet?: readonly boolean[];
  readonly names: NamesPlan;
  readonly horizontal: boolean;
  /** Bars touch each other and lie over each other: a histogram. */
  readonly touching: boolean;
  /** Format of the value at each bar; undefined: none is written. */
  readonly valueFormat: NumberFormat | undefined;
}

export type NativeChart = XYChart | BarChart;

/** What axes and their names take of a chart, nearly, in sizes of its text. */
const around = { width: 5, height: 4.2 };

/** What the plan of a chart in that box rests on: points, and text of so many. */
export function mediumOf({ w, h }: Pick<Box, "w" | "h">, text: number): Medium {
  const width = w * inch;
  return {
    width,
    plot: {
      width: width - around.width * text,
      height: h * inch - around.height * text,
    },
    text,
    names: "points",
  };
}

/**
 * Whether PowerPoint has a form for the figure. It has none for pictures, grids of numbers,
 * surfaces, diagrams, small multiples, bands, whiskers, steps, and reference lines on bars.
 */
function isNative(figure: Figure): figure is Charted {
  switch (figure.kind) {
    case "line":
      return !figure.series.some((each) => each.band || each.stepped);
    case "bar":
      return (
        !figure.references?.length &&
        !figure.series.some((each) => each.whiskers)
      );
    case "histogram":
      return !figure.references?.length;
    default:
      return figure.kind === "scatter";
  }
}

/**
 * The native chart with the figure's very series, as the plan has it, and those that `highlight`
 * names standing out; undefined where there is none,
 * or none that would mark a logarithmic axis as the article does.
 */
export function nativeChart(
  figure: Figure,
  medium: Medium,
  highlight: readonly string[] = [],
): NativeChart | undefined {
  const chart = isNative(figure) ? chartOf(figure, medium) : undefined;
  if (chart === undefined) return undefined;
  const axes = chart.kind === "xy" ? [chart.x, chart.y] : [chart.y];
  return axes.every(marksEnds) ? toned(chart, highlight) : undefined;
}

/** The chart with what is pointed at in the accent, and the rest stepped back. */
function toned(chart: NativeChart, highlight: readonly string[]): NativeChart {
  if (highlight.length === 0) return chart;
  const tones = tonesOf(
    chart.series.map(({ name }) => name),
    highlight,
  );
  const tone = (index: number) => ({ tone: tones[index] });
  if (chart.kind === "xy") {
    const series = chart.series.map((each, at) => ({ ...each, ...tone(at) }));
    return { ...chart, series };
  }
  const series = chart.series.map((each, at) => ({ ...each, ...tone(at) }));
  const quiet = tonesOf(chart.categories, highlight).map(
    (each) => each === "quiet",
  );
  return { ...chart, series, quiet };
}

/** PowerPoint counts powers of ten from the lower end of a logarithmic axis, and marks nothing between. */
function marksEnds({ log, min, max }: AxisPlan): boolean {
  const isPower = (value: number) =>
    Number(`1e${Math.round(Math.log10(value))}`) === value;
  return !log || (isPower(min) && isPower(max));
}

function chartOf(figure: Charted, medium: Medium): NativeChart {
  switch (figure.kind) {
    case "line":
      return lineChart(figure, medium);
    case "scatter":
      return scatterChart(figure, medium);
    case "bar":
      return barChart(figure, medium);
    case "histogram":
      return histogramChart(figure, medium);
  }
}

function lineChart(figure: Line, medium: Medium): XYChart {
  const { x, y, names, markers } = planChart(figure, medium);
  const series = figure.series.map(
    ({ name, points }, index): XYSeries => ({
      name,
      points,
      line: true,
      markers: markers[index] === true,
      reference: false,
    }),
  );
  const rules = rulesOf(figure, x, y);
  return { kind: "xy", x, y, names, series: [...series, ...rules] };
}

function scatterChart(figure: Scatter, medium: Medium): XYChart {
  const { series, lines = [] } = figure;
  const { x, y, names } = planChart(figure, medium);
  return {
    kind: "xy",
    x,
    y,
    names,
    series: [
      ...series.map((each) => ({
        ...each,
        line: false,
        markers: true,
        reference: false,
      })),
      ...lines.map(curve),
      ...rulesOf(figure, x, y),
    ],
  };
}

function curve({ name, points }: Pick<XYSeries, "name" | "points">): XYSeries {
  return { name, points, line: true, markers: false, reference: true };
}

/** References from edge to edge. */
function rulesOf(
  { references = [] }: Line | Scatter,
  x: AxisPlan,
  y: AxisPlan,
): XYSeries[] {
  return references.map((each) =>
    curve({
      name: each.label,
      points:
        "x" in each
          ? [
              [each.x, y.min],
              [each.x, y.max],
            ]
          : [
              [x.min, each.y],
              [x.max, each.y],
            ],
    }),
  );
}

function barChart(figure: Bar, medium: Medium): BarChart {
  const { series, valueDigits } = figure;
  const { y, names, lying } = planChart(figure, medium);
  return {
    kind: "bar",
    categoryTitle: figure.category.label,
    categories: figure.categories,
    y,
    names,
    series: series.map(({ name, values }) => ({ name, values })),
    horizontal: lying,
    touching: false,
    valueFormat:
      valueDigits === undefined
        ? undefined
        : { kind: "fixed", digits: valueDigits },
  };
}

function histogramChart(figure: Histogram, medium: Medium): BarChart {
  const { y, names } = planChart(figure, medium);
  const digits = figure.x.digits ?? decimals(figure.edges);
  const edges = figure.edges.map((edge) => formatNumber(edge, digits));
  return {
    kind: "bar",
    categoryTitle: axisTitle(figure.x),
    categories: edges
      .slice(0, -1)
      .map((low, index) => `${low}–${edges[index + 1]}`),
    y,
    names,
    series: figure.series.map(({ name, counts }) => ({ name, values: counts })),
    horizontal: false,
    touching: true,
    valueFormat: undefined,
  };
}
