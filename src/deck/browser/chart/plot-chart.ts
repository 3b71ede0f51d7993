import { inch, textWidth } from "../../layout/measure.ts";
import type { PlacedChart } from "../../layout/placed.ts";
import { labelEvery } from "../../layout/plot/fit-chart.ts";
import { categoryLines, innerPlot } from "../../layout/plot/inner-plot.ts";
import { legendOf } from "../../layout/plot/legend.ts";
import { styleOf, type Theme } from "../../theme.ts";
import { type Tick, ticksOf } from "./axis.ts";
import type { Label, Plot } from "./plot.ts";

/** What of a line of text is above its baseline, and all of it, in sizes. */
const above = 0.99;
const line = 1.2;

/** Points around the labels of an axis. */
const gap = 4.6;
const labelGap = 6;
const tickGap = 7;

/** The plot as the file has it: what stands around the axes has its room from `innerPlot`. */
export function plotOf(item: PlacedChart, theme: Theme): Plot {
  const { chart, box } = item;
  const { size } = styleOf(theme, "chart");
  const [width, height] = [box.w * inch, box.h * inch];
  const { plot, title } = innerPlot(chart, box, theme);
  const [y, h] = [plot.y * height, plot.h * height];
  const values = ticksOf(chart.y).map(single);
  const others =
    chart.kind === "xy"
      ? ticksOf(chart.x).map(single)
      : categoriesOf(item, theme);
  const lies = chart.kind === "bar" && chart.horizontal;
  const [up, across] = lies ? [others, values] : [values, others];
  const below = Math.max(1, ...across.map(({ lines }) => lines.length));
  return {
    ...{ width, height, size, up, across, y, h },
    ...{ x: plot.x * width, w: plot.w * width },
    reach: widest(up, theme) + tickGap,
    legend:
      chart.names.at === "legend" ? legendOf(chart, width, theme) : undefined,
    labels: y + h + size * above + labelGap,
    titleX: y + h + labelGap + size * (below * line + above) + 2 * gap,
    titleY: title + size * above,
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
  const all = categoryLines(chart, box.w * inch, theme);
  return categories.flatMap((label, index) => {
    if (index % every !== 0) return [];
    const at = (index + 0.5) / categories.length;
    const broken = all[index] ?? [label];
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
