import { placeOn } from "../../../figure/plan/axis.ts";
import { formatAs } from "../../../figure/plan/format.ts";
import { styleOf, type Theme } from "../../theme.ts";
import type { BarChart, NativeChart } from "../chart.ts";
import type { Box } from "../grid.ts";
import { breakLines, inch, lineHeight, textWidth } from "../measure.ts";
import { axisLabels } from "../number-format.ts";
import { legendEdge, legendOf, rowHeight } from "./legend.ts";

/** Points between tick labels, axis titles and what is next to them. */
const gap = 8;

/** Lines between the axes of a chart and the name of the one that stands: its highest label is there. */
const titleGap = 0.85;

/** Where a chart has its axes, and what they are called. */
export interface InnerPlot {
  /** Inside of the axes, in parts of the chart's width and height. */
  readonly plot: Box;
  /** Points from the chart's upper edge to the name of the axis at the left. */
  readonly title: number;
}

/**
 * The axes of a chart, which its legend, their names, their labels and names at the ends of lines
 * leave. The file says it and the page draws it, so that every program shows the same.
 */
export function innerPlot(
  chart: NativeChart,
  box: Pick<Box, "w" | "h">,
  theme: Theme,
): InnerPlot {
  const plain = styleOf(theme, "chart");
  const [width, height] = [box.w * inch, box.h * inch];
  const line = lineHeight(plain, []);
  const wide = (text: string) => textWidth(text, plain) * 1.05;
  const { up, across, lines } = labelsOf(chart, width, theme);
  const left = Math.max(0, ...up.map(wide)) + 1.5 * gap;
  const half = wide(across.at(-1) ?? "") / 2;
  const last = chart.kind === "xy" || chart.horizontal ? half : gap;
  const right = Math.max(last + 2, namesBeside(chart, theme), 4);
  const title = legendHeight(chart, width, theme);
  const over = namesOver(chart) ? line : 0;
  const reserved = valueRoom(chart, width - left - right, theme);
  const top = title + (1 + titleGap) * line + over;
  const below = (1 + lines) * line + 3 * gap;
  return {
    title,
    plot: {
      x: left / width,
      y: top / height,
      w: 1 - (left + right + reserved) / width,
      h: 1 - (top + below) / height,
    },
  };
}

/** What is written along both axes, and in how many lines below. */
function labelsOf(chart: NativeChart, width: number, theme: Theme) {
  const values = axisLabels(chart.y);
  if (chart.kind === "xy")
    return { up: values, across: axisLabels(chart.x), lines: 1 };
  const { categories, horizontal, touching } = chart;
  if (horizontal) return { up: categories, across: values, lines: 1 };
  const broken = touching ? [] : categoryLines(chart, width, theme);
  const lines = Math.max(1, ...broken.map((each) => each.length));
  return { up: values, across: categories, lines };
}

/** The names of standing bars, broken to the width of their places. */
export function categoryLines(
  { categories }: BarChart,
  width: number,
  theme: Theme,
): readonly (readonly string[])[] {
  const room = (width - inch) / categories.length;
  const style = styleOf(theme, "chart");
  return categories.map((text) =>
    breakLines([{ text }], style, room).map((line) =>
      line.map((run) => run.text).join(""),
    ),
  );
}

function legendHeight(chart: NativeChart, width: number, theme: Theme) {
  if (chart.names.at !== "legend") return 0;
  const { rows } = legendOf(chart, width, theme);
  return legendEdge + rows.length * rowHeight(theme.sizes.chart) + 2;
}

/** Points that names at the ends of lines take. */
function namesBeside(chart: NativeChart, theme: Theme): number {
  if (chart.kind !== "xy" || chart.names.at !== "ends") return 0;
  const { sides } = chart.names;
  const bold = styleOf(theme, "chart", true);
  const named = chart.series.filter((_, index) => sides[index] === "right");
  const names = named.map((each) => textWidth(each.name, bold));
  return Math.max(0, ...names) * 1.1 + 2 * gap;
}

/** Points at the right of lying bars that are kept free, so that every value has its place. */
function valueRoom(chart: NativeChart, room: number, theme: Theme): number {
  if (chart.kind !== "bar" || !chart.horizontal) return 0;
  const { valueFormat, series, y } = chart;
  if (valueFormat === undefined) return 0;
  const style = styleOf(theme, "chart");
  const rooms = series.flatMap(({ values }) =>
    values
      .filter((value) => value > 0)
      .map((value) => {
        const long = textWidth(formatAs(value, valueFormat), style) + 6;
        return room - (room - long) / Math.max(1e-9, placeOn(y, value));
      }),
  );
  return Math.max(0, ...rooms);
}

function namesOver({ names }: NativeChart): boolean {
  return names.at === "ends" && names.sides.includes("top");
}
