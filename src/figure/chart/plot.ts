import type { BarElement, BarProps, Chart } from "chart.js";
import type { Rect } from "../paint/placing.ts";

/** Places on a drawn chart, in units. */
export interface Plot {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  x(value: number): number;
  y(value: number): number;
  /** The bars of the n-th series, one a category. */
  bars(series: number): Rect[];
}

/** Where Chart.js has put everything. */
export function plotOf(chart: Chart): Plot {
  const { left, right, top, bottom } = chart.chartArea;
  const place = (side: "x" | "y") => (value: number) =>
    chart.scales[side]?.getPixelForValue(value) ?? Number.NaN;
  return {
    left,
    right,
    top,
    bottom,
    x: place("x"),
    y: place("y"),
    bars: (series) => chart.getDatasetMeta(series).data.map(rectOf),
  };
}

function rectOf(element: unknown): Rect {
  // Its types leave out what a bar is made of.
  const bar = element as BarElement & BarProps & { horizontal: boolean };
  const { x, y, base, width, height } = bar;
  return bar.horizontal
    ? { x: Math.min(x, base), y: y - height / 2, width, height }
    : { x: x - width / 2, y: Math.min(y, base), width, height };
}
