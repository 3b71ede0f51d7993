import { plain } from "../../deck.ts";
import { endNames } from "../../layout/end-names.ts";
import { labelEvery } from "../../layout/fit-chart.ts";
import { breakLines, inch, textWidth } from "../../layout/measure.ts";
import type { PlacedChart } from "../../layout/placed.ts";
import { styleOf, type Theme } from "../../theme.ts";
import { type Tick, ticksOf } from "./axis.ts";
import { legendOf, rowHeight } from "./legend.ts";
import type { Label, Plot } from "./plot.ts";

/** What of a line of text is above its baseline, and all of it, in sizes. */
const above = 0.99;
const line = 1.2;

/** Points between a chart's edge and its titles, between the edge and a legend, and around labels. */
const edge = 16;
const legendEdge = 6.7;
const gap = 4.6;
const tickGap = 7;

/** Share of a chart's width and height that a presentation program keeps free at every side. */
const free = 0.02;

/**
 * The plot as PowerPoint lays it out: where names stand at the ends of lines the file says it, else
 * titles, labels and a legend take their room from the edges. Measured at LibreOffice's rendering.
 */
export function plotOf(item: PlacedChart, theme: Theme): Plot {
  const { chart, box } = item;
  const style = styleOf(theme, "chart");
  const { size } = style;
  const [width, height] = [box.w * inch, box.h * inch];
  const names = endNames(chart, box, theme);
  const lying = chart.kind === "bar" && chart.horizontal;
  const measure = (text: string) => textWidth(text, style);
  const values = ticksOf(chart.y).map(single);
  const categories = categoriesOf(item, theme);
  const up = lying ? categories : values;
  const across = lying
    ? values
    : chart.kind === "xy"
      ? ticksOf(chart.x).map(single)
      : categories;
  const reach = widest(up, measure) + tickGap;
  const below = Math.max(1, ...across.map(({ lines }) => lines.length));
  const common = { width, height, size, up, across, reach };
  if (names !== undefined) {
    const { plot } = names;
    const [x, y] = [plot.x * width, plot.y * height];
    const [w, h] = [plot.w * width, plot.h * height];
    return {
      ...{ ...common, x, y, w, h, legend: undefined },
      labels: y + h + size * above + 6,
      titleX: y + h + 6 + size * (line + above) + 9,
      titleY: size * above + 3,
    };
  }
  const legend =
    chart.names.at === "legend" ? legendOf(chart, width, theme) : undefined;
  const rows = legend?.rows.length ?? 0;
  const head =
    rows === 0 ? 0 : legendEdge + rows * rowHeight(size) + 2 - 0.08 * size;
  const y =
    head +
    free * height +
    (up.some(({ at }) => at > 0.98) && !lying ? 0.545 * size : 0) -
    (rows === 0 ? 1 : 0);
  const foot = edge + 0.4 + (1 + below) * line * size + 2 * gap + free * height;
  const x = edge + line * size + gap + free * width + reach;
  const last = across.at(-1);
  const room = (width - x) * (1 - free);
  const over = last
    ? Math.max(0, widest([last], measure) / 2 - (1 - last.at) * room)
    : 0;
  const w =
    width - x - free * width - (chart.kind === "xy" || lying ? over : 0);
  const h = height - y - foot;
  return {
    ...{ ...common, x, y, w, h, legend },
    labels: y + h + size * above + 6,
    titleX: height - edge - 0.4 - (line - above) * size,
    titleY: edge + size * above,
  };
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

function widest(
  labels: readonly Label[],
  measure: (text: string) => number,
): number {
  return Math.max(0, ...labels.flatMap(({ lines }) => lines.map(measure)));
}
