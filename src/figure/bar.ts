import type { ChartDataset } from "chart.js";
import { paintValue, paintWhisker, paintZero } from "./bar-marks.ts";
import type { Context } from "./canvas.ts";
import { type CategoryPlan, type ChartPlan, layoutChart } from "./chart.ts";
import { planLying, planStanding } from "./fit-axis.ts";
import type { Frame, Kind } from "./layout.ts";
import { type LegendEntry, paintArea } from "./legend.ts";
import type { Obstacles, Rect } from "./placing.ts";
import type { Plot } from "./plot.ts";
import type { Bar } from "./shapes.ts";
import { textWidth, widestWord, wrap } from "./text.ts";
import { type Look, seriesStyle, sizes } from "./theme.ts";
import { type AxisPlan, formatNumber } from "./ticks.ts";

/** What a category's bars take of its room; the rest is the gap to the next. */
const groupPart = 0.72;

/** Between the bars of a group, in units. */
const barGap = 4;

/** Beyond it a bar looks like a wall, in units. */
const thickest = 120;

/** Rows that lie get at least this much height for each bar, in units. */
const lyingBar = 44;

const small = { size: sizes.small };

/** Bars from zero, one group a category, with whiskers and values; lying where labels need it. */
export const bar: Kind<Bar> = (figure, frame) => {
  const lying = figure.horizontal ?? !fitsUpright(figure, frame);
  const size = lying ? lyingFrame(figure, frame) : frame;
  const y = planValues(figure, size, lying);
  const categories = planCategories(figure, size, lying);
  const plan: ChartPlan = {
    type: "bar",
    datasets: figure.series.map(({ values }) => datasetOf(values)),
    x: lying ? y : categories,
    y: lying ? categories : y,
    legend: frame.small === true ? [] : barLegend(figure, frame.look),
    references: (figure.references ?? []).flatMap((each) =>
      "y" in each && lying ? [{ x: each.y, label: each.label }] : [each],
    ),
    above: (context, plot) => paintAll(context, plot, figure, lying),
  };
  return layoutChart(plan, size);
};

/** Keys of the series; none for a single one. */
export function barLegend({ series }: Bar, look: Look): LegendEntry[] {
  if (series.length === 1) return [];
  return series.map(({ name }, index) => ({
    name,
    style: seriesStyle(look, index),
    sign: "area",
  }));
}

/** Whether every category's name and every value has room in its column. */
function fitsUpright(figure: Bar, frame: Frame): boolean {
  const column = (frame.width - 150) / figure.categories.length;
  const names = figure.categories.every(
    (name) =>
      widestWord(name, small) <= column - 16 &&
      wrap(name, column - 16, small).lines.length <= 3,
  );
  const bars = Math.min(thickest, (column * groupPart) / figure.series.length);
  const room = figure.series.length === 1 ? column : bars;
  return (
    names &&
    shownValues(figure).every((shown) => textWidth(shown, small) <= room - 4)
  );
}

function shownValues({ series, valueDigits }: Bar): string[] {
  if (valueDigits === undefined) return [];
  return series.flatMap(({ values }) =>
    values.map((value) => formatNumber(value, valueDigits)),
  );
}

function lyingFrame(figure: Bar, frame: Frame): Frame {
  const needed = figure.categories.reduce((sum, name) => {
    const label = wrap(name, labelRoom(frame), small).height + 12;
    return sum + Math.max(label, (figure.series.length * lyingBar) / groupPart);
  }, 200);
  const height = Math.round(
    Math.min(frame.maxHeight, Math.max(needed, frame.height * 0.6)),
  );
  return frame.small === true ? frame : { ...frame, height };
}

function labelRoom(frame: Frame): number {
  return frame.width * 0.36;
}

function planCategories(
  figure: Bar,
  frame: Frame,
  lying: boolean,
): CategoryPlan {
  const column = (frame.width - 150) / figure.categories.length - 16;
  const room = lying ? labelRoom(frame) : column;
  return {
    title: figure.category.label,
    categories: figure.categories.map((name) => wrap(name, room, small).lines),
  };
}

/** The axis of values reaches zero, and past the ends far enough for the values written there. */
function planValues(figure: Bar, frame: Frame, lying: boolean): AxisPlan {
  const ends = figure.series.flatMap(({ values, whiskers }) => [
    ...values,
    ...(whiskers ?? []).flat(),
  ]);
  for (const reference of figure.references ?? []) {
    if ("y" in reference) ends.push(reference.y);
  }
  const low = Math.min(0, ...ends);
  const high = Math.max(0, ...ends);
  const shown = shownValues(figure);
  const length = lying ? frame.width * 0.6 : frame.height - 260;
  const label = lying
    ? Math.max(0, ...shown.map((each) => textWidth(each, small))) + 16
    : 44;
  const room = shown.length === 0 ? 0 : ((high - low) * label) / length;
  const reach = [low < 0 ? low - room : 0, high > 0 ? high + room : 0];
  // Room for the values is no reason for another tick.
  const options = { zero: true, nice: shown.length === 0 };
  return lying
    ? planLying(figure.y, reach, frame.width * 0.7, options)
    : planStanding(figure.y, reach, frame.height, options);
}

function datasetOf(values: readonly number[]): ChartDataset<"bar"> {
  return {
    data: [...values],
    // The bars themselves are painted above, in plain, pale, striped and checked areas.
    backgroundColor: "transparent",
  };
}

function paintAll(
  context: Context,
  plot: Plot,
  figure: Bar,
  lying: boolean,
): Obstacles {
  const rects: Rect[] = [];
  const count = figure.series.length;
  const span = lying ? plot.bottom - plot.top : plot.right - plot.left;
  const column = span / figure.categories.length;
  const thick = Math.min(thickest, (column * groupPart) / count);
  const value = lying ? plot.x : plot.y;
  const start = lying ? plot.top : plot.left;
  for (const [index, { values, whiskers }] of figure.series.entries()) {
    for (const [category, height] of values.entries()) {
      const side =
        start +
        column * (category + 0.5) +
        (index - count / 2) * thick +
        barGap / 2;
      const [from, to] = [value(0), value(height)].sort((a, b) => a - b) as [
        number,
        number,
      ];
      const rect = lying
        ? { x: from, y: side, width: to - from, height: thick - barGap }
        : { x: side, y: from, width: thick - barGap, height: to - from };
      paintArea(
        context,
        seriesStyle(context.look, index),
        rect.x,
        rect.y,
        rect.width,
        rect.height,
      );
      rects.push(rect);
      const middle = side + (thick - barGap) / 2;
      const whisker = whiskers?.[category];
      // What ran once has no range: a whisker without length would look like one.
      if (whisker !== undefined && whisker[0] < whisker[1]) {
        paintWhisker(
          context,
          middle,
          whisker.map(value) as [number, number],
          lying,
        );
      }
      // Bars that are thinner than a line of text would have their values on one another.
      const crowded = lying && thick < sizes.small;
      if (figure.valueDigits === undefined || crowded) continue;
      const end =
        height < 0
          ? Math.min(height, ...(whisker ?? []))
          : Math.max(height, ...(whisker ?? []));
      const shown = formatNumber(height, figure.valueDigits);
      rects.push(
        paintValue(context, shown, middle, value(end), height < 0, lying),
      );
    }
  }
  paintZero(context, plot, lying);
  return { points: [], rects };
}
