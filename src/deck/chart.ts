import type {
  Axis,
  Bar,
  Figure,
  Histogram,
  Line,
  Scatter,
} from "../figure/figure.ts";
import { numberFormat, type Scale, scaleOf } from "./scale.ts";

/** A figure as a chart that PowerPoint draws and a person can edit. */

export interface ChartAxis extends Scale {
  /** With its unit. */
  readonly title: string;
}

/** Points that are joined, marked, or both; a reference is a dashed line across the plot. */
export interface XYSeries {
  readonly name: string;
  readonly points: readonly (readonly [number, number])[];
  readonly line: boolean;
  readonly markers: boolean;
  readonly reference: boolean;
}

export interface XYChart {
  readonly kind: "xy";
  readonly x: ChartAxis;
  readonly y: ChartAxis;
  readonly series: readonly XYSeries[];
}

export interface BarChart {
  readonly kind: "bar";
  readonly categoryTitle: string;
  readonly categories: readonly string[];
  readonly y: ChartAxis;
  readonly series: readonly {
    readonly name: string;
    readonly values: readonly number[];
  }[];
  readonly horizontal: boolean;
  /** Bars touch each other and lie over each other: a histogram. */
  readonly touching: boolean;
  /** Format of the value at each bar; undefined: none is written. */
  readonly valueFormat: string | undefined;
}

export type NativeChart = XYChart | BarChart;

/** Points at most that each get a marker when the figure does not say. */
const markedPoints = 25;

/**
 * The native chart with the figure's very series, or undefined where PowerPoint has no form
 * for it: pictures, grids of numbers, surfaces, diagrams, small multiples, bands, whiskers,
 * steps, and reference lines on bars.
 */
export function nativeChart(figure: Figure): NativeChart | undefined {
  switch (figure.kind) {
    case "line":
      return lineChart(figure);
    case "scatter":
      return scatterChart(figure);
    case "bar":
      return barChart(figure);
    case "histogram":
      return histogramChart(figure);
    default:
      return undefined;
  }
}

function lineChart(figure: Line): XYChart | undefined {
  if (figure.series.some((each) => each.band || each.stepped)) return undefined;
  const series = figure.series.map((each) => ({
    name: each.name,
    points: each.points,
    line: true,
    markers: each.markers ?? each.points.length <= markedPoints,
    reference: false,
  }));
  return xyChart(figure, series);
}

function scatterChart(figure: Scatter): XYChart {
  const { series, lines = [] } = figure;
  return xyChart(figure, [
    ...series.map((each) => ({
      ...each,
      line: false,
      markers: true,
      reference: false,
    })),
    ...lines.map((each) => ({
      ...each,
      line: true,
      markers: false,
      reference: true,
    })),
  ]);
}

function xyChart(figure: Line | Scatter, series: readonly XYSeries[]): XYChart {
  const points = series.flatMap((each) => each.points);
  const references = figure.references ?? [];
  const xs = references.flatMap((each) => ("x" in each ? [each.x] : []));
  const ys = references.flatMap((each) => ("y" in each ? [each.y] : []));
  const x = axisOf(figure.x, [...points.map((point) => point[0]), ...xs]);
  const y = axisOf(figure.y, [...points.map((point) => point[1]), ...ys]);
  const across = references.map(
    (each): XYSeries => ({
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
      line: true,
      markers: false,
      reference: true,
    }),
  );
  return { kind: "xy", x, y, series: [...series, ...across] };
}

function barChart(figure: Bar): BarChart | undefined {
  const { series, references = [] } = figure;
  if (references.length > 0 || series.some((each) => each.whiskers))
    return undefined;
  const values = series.flatMap((each) => each.values);
  return {
    kind: "bar",
    categoryTitle: figure.category.label,
    categories: figure.categories,
    y: axisOf(figure.y, values, true),
    series: series.map(({ name, values }) => ({ name, values })),
    horizontal: figure.horizontal ?? false,
    touching: false,
    valueFormat:
      figure.valueDigits === undefined
        ? undefined
        : numberFormat(figure.valueDigits),
  };
}

function histogramChart(figure: Histogram): BarChart | undefined {
  if ((figure.references ?? []).length > 0) return undefined;
  const digits = figure.x.digits ?? edgeDigits(figure.edges);
  const edge = (value: number | undefined) => (value ?? 0).toFixed(digits);
  return {
    kind: "bar",
    categoryTitle: axisTitle(figure.x),
    categories: figure.edges
      .slice(0, -1)
      .map((low, index) => `${edge(low)}–${edge(figure.edges[index + 1])}`),
    y: axisOf(
      figure.y,
      figure.series.flatMap((each) => each.counts),
      true,
    ),
    series: figure.series.map(({ name, counts }) => ({ name, values: counts })),
    horizontal: false,
    touching: true,
    valueFormat: undefined,
  };
}

/** As few decimals as tell all edges apart and lose nothing that shows: four at most. */
function edgeDigits(edges: readonly number[]): number {
  const exact = [0, 1, 2, 3].find((digits) =>
    edges.every((edge) => Math.abs(Number(edge.toFixed(digits)) - edge) < 1e-9),
  );
  return exact ?? 4;
}

function axisOf(
  axis: Axis,
  values: readonly number[],
  zero = false,
): ChartAxis {
  return { ...scaleOf(axis, values, zero), title: axisTitle(axis) };
}

/** The axis' name with its unit in brackets. */
function axisTitle({ label, unit }: Axis): string {
  return unit === undefined ? label : `${label} (${unit})`;
}
