import { placeOn } from "../../../figure/plan/axis.ts";
import { plain } from "../../deck.ts";
import { endNames } from "../../layout/end-names.ts";
import { labelEvery } from "../../layout/fit-chart.ts";
import type { Box } from "../../layout/grid.ts";
import { breakLines, inch, textWidth } from "../../layout/measure.ts";
import type { PlacedChart } from "../../layout/placed.ts";
import { styleOf, type Theme } from "../../theme.ts";
import { type Tick, ticksOf, valueLabels } from "./axis.ts";
import { legendOf, rowHeight } from "./legend.ts";
import type { Label, Plot } from "./plot.ts";

/** What of a line of text is above its baseline, and all of it, in sizes. */
const above = 0.99;
const line = 1.2;

/** Points between a chart's edge and its titles, between the edge and a legend, and around labels. */
const edge = 16.2;
const legendEdge = 6.7;
const gap = 4.6;
const tickGap = 7;
const labelGap = 6;

/** Share of a chart's width and height that a presentation program keeps free at every side. */
const free = 0.02;

/**
 * The plot as PowerPoint lays it out: where names stand at the ends of lines the file says it, else
 * titles, labels and a legend take their room from the edges. Measured at LibreOffice's rendering.
 */
export function plotOf(item: PlacedChart, theme: Theme): Plot {
  const { chart, box } = item;
  const names = endNames(chart, box, theme);
  const sides = sidesOf(item, theme);
  return names === undefined
    ? plotInside(item, sides, theme)
    : plotBesideNames(sides, names.plot);
}

type Sides = Pick<
  Plot,
  "width" | "height" | "size" | "up" | "across" | "reach"
>;

/** The chart's own size, and what is written along its axes. */
function sidesOf(item: PlacedChart, theme: Theme): Sides {
  const { chart, box } = item;
  const { size } = styleOf(theme, "chart");
  const values = ticksOf(chart.y).map(single);
  const others =
    chart.kind === "xy"
      ? ticksOf(chart.x).map(single)
      : categoriesOf(item, theme);
  const lies = chart.kind === "bar" && chart.horizontal;
  const [up, across] = lies ? [others, values] : [values, others];
  const reach = widest(up, theme) + tickGap;
  return { width: box.w * inch, height: box.h * inch, size, up, across, reach };
}

function plotBesideNames(sides: Sides, plot: Box): Plot {
  const { width, height, size } = sides;
  const [x, y] = [plot.x * width, plot.y * height];
  const [w, h] = [plot.w * width, plot.h * height];
  return {
    ...{ ...sides, x, y, w, h, legend: undefined },
    labels: y + h + size * above + labelGap,
    titleX: y + h + labelGap + size * (line + above) + 2 * gap,
    titleY: size * above + 3,
  };
}

function plotInside(item: PlacedChart, sides: Sides, theme: Theme): Plot {
  const { chart } = item;
  const { width, height, size, up, across, reach } = sides;
  const lies = chart.kind === "bar" && chart.horizontal;
  const legend =
    chart.names.at === "legend" ? legendOf(chart, width, theme) : undefined;
  const rows = legend?.rows.length ?? 0;
  const head = rows === 0 ? -1 : legendEdge + rows * rowHeight(size) + 0.7;
  const topLabel = !lies && up.some(({ at }) => at > 0.98);
  const below = Math.max(1, ...across.map(({ lines }) => lines.length));
  const foot = edge + (1 + below) * line * size + 2 * gap + free * height;
  const x = edge + line * size + gap + free * width + reach;
  const last = lies || chart.kind === "xy" ? across.at(-1) : undefined;
  const over = last && widest([last], theme) / 2 - (1 - last.at) * (width - x);
  const top = head + free * height + (topLabel ? 0.545 * size : 0);
  const right = free * width + Math.max(0, over ?? 0);
  const room = valueRoom(item, { x, bottom: height - foot, width }, theme);
  const y = lies ? top : Math.max(top, room);
  return {
    ...{ ...sides, x, y, legend },
    w: Math.min(width - x - right, lies ? room : width),
    h: height - y - foot,
    labels: height - foot + size * above + labelGap,
    titleX: height - edge - (line - above) * size,
    titleY: edge + size * above,
  };
}

/**
 * The most that lying bars may be long, or the least that standing ones keep free above, so that
 * every value has its place in the chart.
 */
function valueRoom(
  { chart }: PlacedChart,
  { x, bottom, width }: { x: number; bottom: number; width: number },
  theme: Theme,
): number {
  const lies = chart.kind === "bar" && chart.horizontal;
  let room = lies ? width : 0;
  if (chart.kind !== "bar" || chart.valueFormat === undefined) return room;
  const style = styleOf(theme, "chart");
  for (const { values } of chart.series) {
    const labels = valueLabels(values, chart.valueFormat);
    for (const [index, value] of values.entries()) {
      const at = placeOn(chart.y, value);
      if (at <= 0 || value < 0) continue;
      const long = textWidth(labels[index] ?? "", style) + 4;
      const high = style.size * line + 3;
      room = lies
        ? Math.min(room, (width - x - long) / at)
        : Math.max(room, (high - (1 - at) * bottom) / at);
    }
  }
  return room;
}

function single(tick: Tick): Label {
  return { ...tick, lines: [tick.label] };
}

/** The names of bars at their middles; of a histogram every n-th, as the file has it. */
function categoriesOf({ chart, box }: PlacedChart, theme: Theme): Label[] {
  if (chart.kind === "xy") return [];
  const { categories, horizontal, touching } = chart;
  const every = touching ? labelEvery(chart, box.w, theme) : 1;
  const room = ((box.w - 1) * inch) / categories.length;
  const style = styleOf(theme, "chart");
  return categories.flatMap((label, index) => {
    if (index % every !== 0) return [];
    const at = (index + 0.5) / categories.length;
    const broken = breakLines([{ text: label }], style, room).map(plain);
    const lines = horizontal || touching ? [label] : broken;
    return [{ at: horizontal ? 1 - at : at, label, lines }];
  });
}

/** Points of the widest of all lines. */
function widest(labels: readonly Label[], theme: Theme): number {
  const style = styleOf(theme, "chart");
  const lines = labels.flatMap((each) => each.lines);
  return Math.max(0, ...lines.map((each) => textWidth(each, style)));
}
