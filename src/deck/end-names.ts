import type { ChartAxis, NativeChart, XYChart, XYSeries } from "./chart.ts";
import type { Box } from "./grid.ts";
import { inch, lineHeight, textWidth } from "./measure.ts";
import { logLabel } from "./scale.ts";
import { styleOf, type Theme } from "./theme.ts";

/** Where names stand that a legend would otherwise hold. */
export interface EndNames {
  /** Inside of the axes, in parts of the chart's width and height. */
  readonly plot: Box;
  /** For each series: its last point has the name at the right, or on top; undefined: none. */
  readonly sides: readonly ("right" | "top" | undefined)[];
}

/** Lines that a reader tells apart by names at their ends. */
const fewest = 2;
const most = 4;

/** Names take at most this share of a chart's width. */
const share = 0.3;

/** A line ends at the right when its last point lies within this share of the axis' end. */
const reach = 0.07;

/** Points between tick labels, axis titles and what is next to them. */
const gap = 8;

/**
 * Names at the ends of lines, in place of a legend, where there are two to four, all end at the
 * right, and no name touches another; undefined where a legend must do.
 */
export function endNames(
  chart: NativeChart,
  box: Box,
  theme: Theme,
): EndNames | undefined {
  if (chart.kind !== "xy" || !chart.series.every((each) => each.line))
    return undefined;
  const { series, x, y } = chart;
  if (series.length < fewest || series.length > most) return undefined;
  const sides = series.map((each) => sideOf(each, chart));
  if (sides.includes(undefined)) return undefined;
  const style = styleOf(theme, "chart", true);
  const named = series.filter((_, index) => sides[index] === "right");
  const widest = Math.max(
    0,
    ...named.map((each) => textWidth(each.name, style)),
  );
  const right = widest * 1.1 + 2 * gap;
  if (right > share * box.w * inch) return undefined;
  const plot = plotOf(chart, box, theme, right, sides.includes("top"));
  const ends = named
    .map((each) => part(y, each.points.at(-1)?.[1] ?? y.min))
    .sort((a, b) => a - b);
  const line = style.size * lineHeight;
  const apart = ends.every(
    (end, index) =>
      index === 0 ||
      (end - (ends[index - 1] ?? 0)) * plot.h * box.h * inch >= line,
  );
  const tops = series
    .filter((_, index) => sides[index] === "top")
    .map((each) => ({
      middle: part(x, each.points.at(-1)?.[0] ?? x.min) * plot.w * box.w * inch,
      half: textWidth(each.name, style) * 0.55,
    }));
  return apart && standApart(tops, plot.w * box.w * inch)
    ? { plot, sides }
    : undefined;
}

/** Names side by side above a plot of that width. */
function standApart(
  names: readonly { readonly middle: number; readonly half: number }[],
  width: number,
): boolean {
  const sorted = names.toSorted((a, b) => a.middle - b.middle);
  return sorted.every(({ middle, half }, index) => {
    const before = sorted[index - 1];
    const from = before === undefined ? 0 : before.middle + before.half + gap;
    return middle - half >= from && middle + half <= width;
  });
}

/** An upright line has its name on top, every other one where it ends at the right. */
function sideOf(
  { points, reference }: XYSeries,
  { x, y }: XYChart,
): "right" | "top" | undefined {
  const last = points.at(-1);
  const first = points[0];
  if (last === undefined || first === undefined) return undefined;
  if (reference && first[0] === last[0]) return "top";
  const across = part(x, last[0]);
  const up = part(y, last[1]);
  const furthest = points.every((point) => point[0] <= last[0]);
  const inside = up >= 0 && up <= 1 && across <= 1 + 1e-9;
  return furthest && inside && across >= 1 - reach ? "right" : undefined;
}

/** Where a value lies on an axis: 0 at its start, 1 at its end. */
function part({ min, max, log }: ChartAxis, value: number): number {
  return log
    ? Math.log(value / min) / Math.log(max / min)
    : (value - min) / (max - min);
}

/** What is left of a chart when its axes, their titles and the names have their room. */
function plotOf(
  { y }: XYChart,
  box: Box,
  theme: Theme,
  right: number,
  onTop: boolean,
): Box {
  const style = styleOf(theme, "chart");
  const line = style.size * lineHeight;
  const labels = ticksOf(y).map((each) => textWidth(each, style));
  const left = line + Math.max(...labels) * 1.05 + 2.5 * gap;
  const top = onTop ? line + gap : line / 2 + 2;
  const below = 2 * line + 3 * gap;
  const [width, height] = [box.w * inch, box.h * inch];
  return {
    x: left / width,
    y: top / height,
    w: 1 - (left + right) / width,
    h: 1 - (top + below) / height,
  };
}

/** The numbers at an axis, nearly as PowerPoint writes them. */
function ticksOf({ min, max, step, log, format }: ChartAxis): string[] {
  const digits = /0\.(0+)/.exec(format)?.[1]?.length ?? 0;
  const values =
    log || step === undefined
      ? [min, max]
      : Array.from(
          { length: Math.round((max - min) / step) + 1 },
          (_, index) => min + index * step,
        );
  return values.map((value) =>
    log
      ? logLabel(value)
      : value.toLocaleString("en-US", {
          minimumFractionDigits: digits,
          maximumFractionDigits: digits,
        }),
  );
}
