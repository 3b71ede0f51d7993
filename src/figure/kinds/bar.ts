import { type Dataset, layoutChart, mediumOf } from "../chart/draw-chart.ts";
import type { Plot } from "../chart/plot.ts";
import type { Categories } from "../chart/scales.ts";
import { type Tone, tonesOf } from "../data/pointing.ts";
import type { Bar } from "../data/shapes.ts";
import type { Frame, Kind } from "../paint/layout.ts";
import { fillOf, rim } from "../paint/marks.ts";
import { noteText, type Paper } from "../paint/paper.ts";
import type { Obstacles, Rect } from "../paint/placing.ts";
import { quietStyle } from "../paint/quiet.ts";
import { fontOf, textWidth, wrap } from "../paint/text.ts";
import { seriesStyle, sizes, strokes } from "../paint/theme.ts";
import { groupPart, nameGap, thickest } from "../plan/bars.ts";
import { formatNumber } from "../plan/format.ts";
import { planChart } from "../plan/plan.ts";
import { keysOf } from "./keys.ts";

/** A bar's part of its room in the group; the rest is the gap to the next. */
const barPart = 0.96;

/** Rows that lie get at least this much height for each bar, in units. */
const lyingBar = 44;

const small = { size: sizes.small };

/** Bars from zero, one group a category, with whiskers and values; lying where labels need it. */
export const bar: Kind<Bar> = (figure, frame) => {
  const plan = planChart(figure, mediumOf(frame));
  const { lying } = plan;
  const size = lying ? lyingFrame(figure, frame) : frame;
  return layoutChart(
    {
      datasets: (paper) => datasetsOf(figure, paper, size, lying),
      figure,
      plan,
      categories: categoriesOf(figure, size, lying),
      keys: keysOf(figure, frame.look),
      references: (figure.references ?? []).flatMap((each) =>
        "y" in each && lying ? [{ x: each.y, label: each.label }] : [each],
      ),
      above: (paper, plot) =>
        paintMarks(paper, plot, figure, lying, tonesIn(figure, frame)),
    },
    size,
  );
};

function lyingFrame(figure: Bar, frame: Frame): Frame {
  if (frame.small === true || frame.fill === true) return frame;
  const needed = figure.categories.reduce((sum, name) => {
    const label = wrap(name, labelRoom(frame), small).height + 12;
    return sum + Math.max(label, (figure.series.length * lyingBar) / groupPart);
  }, 200);
  const least = Math.max(needed, frame.height * 0.6);
  return { ...frame, height: Math.round(Math.min(frame.maxHeight, least)) };
}

function labelRoom(frame: Frame): number {
  return frame.width * 0.36;
}

function columnOf(figure: Bar, frame: Frame): number {
  return (frame.width - 150) / figure.categories.length;
}

function categoriesOf(figure: Bar, frame: Frame, lying: boolean): Categories {
  const room = lying
    ? labelRoom(frame)
    : columnOf(figure, frame) - nameGap * sizes.small;
  return {
    title: figure.category.label,
    names: figure.categories.map((name) => wrap(name, room, small).lines),
    quiet: tonesIn(figure, frame).map((tone) => tone === "quiet"),
  };
}

function tonesIn(figure: Bar, { pointing }: Frame): Tone[] {
  return tonesOf(figure.categories, pointing?.highlight);
}

function datasetsOf(
  figure: Bar,
  paper: Paper,
  frame: Frame,
  lying: boolean,
): Dataset[] {
  const most = thickest * sizes.small * (frame.fill === true ? 2 : 1);
  // Bars as thick as they may be still stand side by side in their group.
  const group = lying
    ? groupPart
    : Math.min(
        groupPart,
        (most * figure.series.length) / columnOf(figure, frame),
      );
  const tones = tonesIn(figure, frame);
  return figure.series.map(({ values }, index) => {
    const style = seriesStyle(frame.look, index);
    const styles = tones.map((tone) =>
      tone === "quiet" ? quietStyle(style, paper.look) : style,
    );
    return {
      data: [...values],
      // Chart.js takes a pattern wherever it takes a colour, a browser's by its types.
      backgroundColor: styles.map((each) => fillOf(paper, each) as string),
      borderColor: styles.map((each) => each.color),
      borderWidth: style.fill === "solid" ? 0 : rim,
      borderSkipped: false,
      categoryPercentage: group,
      barPercentage: barPart,
      maxBarThickness: most,
    };
  });
}

/** Paints what stands at the bars: whiskers, values, and the line from which bars rise. */
function paintMarks(
  paper: Paper,
  plot: Plot,
  { series, valueDigits }: Bar,
  lying: boolean,
  tones: readonly Tone[],
): Obstacles {
  const along = lying ? plot.x : plot.y;
  /** From one value to another, reaching as far to both sides of a place across them. */
  const line = (from: number, to: number, across: number, reach: number) => {
    const [start, end] = [across - reach, across + reach];
    return lying
      ? ([
          [from, start],
          [to, end],
        ] as const)
      : ([
          [start, from],
          [end, to],
        ] as const);
  };
  const rects = series.flatMap(({ values, whiskers }, index) =>
    plot.bars(index).flatMap((rect, category): Rect[] => {
      const value = values[category] ?? 0;
      const thick = lying ? rect.height : rect.width;
      const middle = (lying ? rect.y : rect.x) + thick / 2;
      const [low, high] = whiskers?.[category] ?? [value, value];
      // What ran once has no range: a whisker without length would look like one.
      if (low < high) {
        const [from, to] = [along(low), along(high)];
        const ends = [from, to].map((end) => line(end, end, middle, 10));
        paintLines(paper, [line(from, to, middle, 0), ...ends], "ink");
      }
      // Bars that are thinner than a line of text would have their values on one another.
      const crowded = lying && thick < sizes.small;
      if (valueDigits === undefined || crowded) return [rect];
      const end = value < 0 ? Math.min(value, low) : Math.max(value, high);
      const shown = formatNumber(value, valueDigits);
      const place = placeValue(shown, middle, along(end), value < 0, lying);
      paintValue(paper, shown, place, tones[category]);
      return [rect, place];
    }),
  );
  const [first, last] = lying
    ? [plot.top, plot.bottom]
    : [plot.left, plot.right];
  const half = (last - first) / 2;
  const zero = line(along(0), along(0), first + half, half);
  paintLines(paper, [zero], "axis");
  return { points: [], rects };
}

type Place = readonly [x: number, y: number];

function paintLines(
  { context, look }: Paper,
  lines: readonly (readonly [from: Place, to: Place])[],
  color: "ink" | "axis",
): void {
  context.strokeStyle = look.colors[color];
  context.lineWidth = color === "ink" ? strokes.reference : strokes.thin;
  context.beginPath();
  for (const [from, to] of lines) {
    context.moveTo(...from);
    context.lineTo(...to);
  }
  context.stroke();
}

/** Room of a value beyond its bar's end. */
function placeValue(
  shown: string,
  middle: number,
  end: number,
  negative: boolean,
  lying: boolean,
): Rect {
  const width = textWidth(shown, small);
  const height = sizes.small;
  const gap = 10;
  // Smaller numbers lie to the left, and below.
  const before = lying === negative;
  const size = lying ? width : height;
  const from = before ? end - gap - size : end + gap;
  return lying
    ? { x: from, y: middle - height / 2, width, height }
    : { x: middle - width / 2, y: from, width, height };
}

function paintValue(
  paper: Paper,
  shown: string,
  { x, y, height }: Rect,
  tone: Tone,
): void {
  const { context, look } = paper;
  context.font = fontOf(small);
  context.fillStyle = tone === "quiet" ? look.colors.muted : look.colors.ink;
  context.textBaseline = "alphabetic";
  context.textAlign = "left";
  // A rim of paper: a reference line may pass here.
  context.strokeStyle = look.colors.paper;
  context.lineWidth = 6;
  context.lineJoin = "round";
  context.strokeText(shown, x, y + height * 0.86);
  context.fillText(shown, x, y + height * 0.86);
  noteText(paper, sizes.small);
}
