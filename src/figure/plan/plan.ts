import type { Bar, Histogram, Line, Scatter } from "../data/shapes.ts";
import { type AxisOptions, type AxisPlan, planAxis, thinAxis } from "./axis.ts";
import { barsLie, planValues } from "./bars.ts";
import { type Medium, textLength } from "./medium.ts";
import { type NamesPlan, nameKeys, nameLines } from "./names.ts";

/** The figures that have axes. */
export type Charted = Line | Scatter | Bar | Histogram;

/**
 * What is decided about a chart before anybody draws it: the picture of the article, the native
 * chart of the deck and the browser read the same plan. Plain data; ends, steps and formats of the
 * axes are the same on every medium that has room for their labels.
 */
export interface ChartPlan {
  /** None where categories stand in its place. */
  readonly x?: AxisPlan;
  /** The axis of values: it lies where bars lie. */
  readonly y: AxisPlan;
  readonly names: NamesPlan;
  /** For each series, whether its points have markers. */
  readonly markers: readonly boolean[];
  /** Bars that lie. */
  readonly lying: boolean;
}

/** The plan of a figure with two axes of numbers. */
type XYPlan = ChartPlan & { readonly x: AxisPlan };

/** Above this many points, markers would hide the line. */
const mostMarkers = 25;

/** Steps on an axis that lies; one that stands has the usual number. */
export const lyingCount = 7;

/** Between two labels, in sizes of text. */
const gapX = 1.1;
const gapY = 0.6;

export function planChart(
  figure: Line | Scatter | Histogram,
  medium: Medium,
): XYPlan;
export function planChart(figure: Charted, medium: Medium): ChartPlan;
/** Decides everything about a chart that does not depend on how it is drawn. */
export function planChart(figure: Charted, medium: Medium): ChartPlan {
  switch (figure.kind) {
    case "line":
      return planLine(figure, medium);
    case "scatter":
      return planScatter(figure, medium);
    case "bar":
      return planBar(figure, medium);
    case "histogram":
      return planHistogram(figure, medium);
  }
}

function planLine(figure: Line, medium: Medium): XYPlan {
  const { series } = figure;
  const points = series.flatMap((each) => each.points);
  const bands = series.flatMap(({ band }) =>
    band === undefined ? [] : [...band.low, ...band.high],
  );
  const axes = planAxes(
    figure,
    points.map(([x]) => x),
    [...points.map(([, y]) => y), ...bands],
    { x: { count: lyingCount, ends: "close" } },
    medium,
  );
  return {
    ...axes,
    names: nameLines(figure, axes, medium),
    markers: series.map(hasMarkers),
    lying: false,
  };
}

/** Whether the points of a line are marked; one alone is, since nothing else shows it. */
export function hasMarkers({
  markers,
  points: { length },
}: Line["series"][number]): boolean {
  return length === 1 || (markers ?? length <= mostMarkers);
}

function planScatter(figure: Scatter, medium: Medium): XYPlan {
  const all = [...figure.series, ...(figure.lines ?? [])];
  const points = all.flatMap((each) => each.points);
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
  const rules =
    medium.names === "points" ? (figure.references ?? []).length : 0;
  return {
    // Both axes alike: often they are of one kind.
    ...planAxes(figure, xs, ys, {}, medium),
    names: nameKeys(all.length + rules, medium),
    markers: figure.series.map(() => true),
    lying: false,
  };
}

function planHistogram(figure: Histogram, medium: Medium): XYPlan {
  const { series, edges } = figure;
  const counts = series.flatMap((each) => each.counts);
  const options = {
    x: { count: lyingCount, ends: "exact" },
    y: { zero: true },
  } as const;
  return {
    ...planAxes(figure, edges, counts, options, medium),
    names: nameKeys(series.length, medium),
    markers: series.map(() => false),
    lying: false,
  };
}

function planBar(figure: Bar, medium: Medium): ChartPlan {
  const lying = figure.horizontal ?? barsLie(figure, medium);
  const y = planValues(figure);
  return {
    y: lying ? thinLying(y, medium) : thinStanding(y, medium),
    names: nameKeys(figure.series.length, medium),
    markers: figure.series.map(() => false),
    lying,
  };
}

/** Axes over the values and the references. */
function planAxes(
  { x, y, references = [] }: Line | Scatter | Histogram,
  xs: readonly number[],
  ys: readonly number[],
  options: { readonly x?: AxisOptions; readonly y?: AxisOptions },
  medium: Medium,
): { readonly x: AxisPlan; readonly y: AxisPlan } {
  const across = references.flatMap((each) => ("x" in each ? [each.x] : []));
  const up = references.flatMap((each) => ("y" in each ? [each.y] : []));
  return {
    x: thinLying(planAxis(x, [...xs, ...across], options.x), medium),
    y: thinStanding(planAxis(y, [...ys, ...up], options.y), medium),
  };
}

/** As many ticks as an axis that lies has room for. */
export function thinLying(plan: AxisPlan, medium: Medium): AxisPlan {
  return thinAxis(
    plan,
    medium.plot.width,
    (label) => textLength(label, medium) + gapX * medium.text,
  );
}

/** As many ticks as an axis that stands has room for. */
export function thinStanding(plan: AxisPlan, medium: Medium): AxisPlan {
  const label = (1 + gapY) * medium.text;
  return thinAxis(plan, medium.plot.height, () => label);
}
