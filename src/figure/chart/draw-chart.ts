import type { Chart, ChartConfiguration, ChartDataset, Plugin } from "chart.js";
import type { Pointing } from "../data/pointing.ts";
import type { Reference } from "../data/shapes.ts";
import { at, type Frame, type Layout, marginOf } from "../paint/layout.ts";
import type { Paper } from "../paint/paper.ts";
import type { Obstacles } from "../paint/placing.ts";
import { paintText, wrap } from "../paint/text.ts";
import { sizes, space } from "../paint/theme.ts";
import type { Medium } from "../plan/medium.ts";
import type { Charted, ChartPlan } from "../plan/plan.ts";
import { paintCallouts } from "./callouts.ts";
import { drawChart } from "./guest.ts";
import { type LegendEntry, layoutLegend } from "./legend.ts";
import { type Plot, plotOf } from "./plot.ts";
import { paintRuleLabels, paintRules } from "./references.ts";
import { type Categories, scaleOf, smallFont } from "./scales.ts";

/** What a kind with axes hands over to Chart.js, and what is painted around it. */
interface ChartParts {
  readonly datasets: (paper: Paper) => Dataset[];
  readonly plan: ChartPlan;
  /** Of bars: in place of the plan's x, or of its y where they lie. */
  readonly categories?: Categories;
  /** Of every series, shown where the plan has a legend. */
  readonly keys: readonly LegendEntry[];
  /** Room kept at the right of the plot, for names at line ends. Default: 0. */
  readonly right?: number;
  readonly references?: readonly Reference[] | undefined;
  /** Painted over the data: whiskers, values, names. Returns what references must keep clear of. */
  readonly above: (paper: Paper, plot: Plot) => Obstacles;
  readonly figure: Charted;
}

export type Dataset = ChartDataset<"scatter"> | ChartDataset<"bar">;

/** What margins, names and labels take of a picture, nearly, in units. */
const around = { width: 156, height: 168 };

/** The same in height of one of several in an article, which has no margins. */
const aroundSmall = 140;

/** What the plan of a picture rests on. */
export function mediumOf({ width, height, small, fill }: Frame): Medium {
  const above = small === true && fill !== true ? aroundSmall : around.height;
  return {
    width,
    plot: {
      width: Math.max(width / 2, width - around.width),
      height: Math.max(height / 3, height - above),
    },
    text: sizes.small,
    names: small === true ? "none" : "free",
  };
}

/** Between the legend and the name of the y axis, in units. */
const legendGap = 14;

/** Ticks and the name of the x axis below a plot, in units. */
const belowPlot = 110;

/** A plot lower than this shows nothing, in units; of several on a canvas all are as high as they can be. */
const leastPlot = 300;

/** A chart with its legend and the name of its y axis on top. */
export function layoutChart(parts: ChartParts, frame: Frame): Layout {
  const { width, small } = frame;
  const keys = parts.plan.names.at === "legend" ? parts.keys : [];
  const margin = small === true ? 0 : marginOf(frame);
  const room = width - 2 * marginOf(frame);
  const legend = layoutLegend(keys, room);
  const above = legend === undefined ? 0 : legend.height + legendGap;
  const title = wrap(axesOf(parts).y.title, room, { color: "muted" });
  const top = margin * 0.7;
  const head = top + above + title.height + space.tight;
  // Long names on top leave the plot its height: the picture grows instead.
  const least = head + belowPlot + (small === true ? 0 : leastPlot);
  const height = Math.max(frame.height, Math.ceil(least));
  return {
    width,
    height,
    paint: (paper) => {
      const config = configure(parts, paper, frame, head, margin);
      drawChart(paper, width, height, config);
      at(paper, margin, top, (moved) => {
        legend?.paint(moved);
        paintText(moved, title, 0, above);
      });
    },
  };
}

function axesOf({ plan, categories }: ChartParts) {
  const { y, lying } = plan;
  const x = plan.x ?? categories;
  if (x === undefined) throw new Error("a chart without categories or x");
  return lying ? { x: y, y: x } : { x, y };
}

function configure(
  parts: ChartParts,
  paper: Paper,
  { width, pointing }: Frame,
  head: number,
  margin: number,
): ChartConfiguration<"scatter" | "bar"> {
  const { x, y } = axesOf(parts);
  const right = parts.right ?? 0;
  const room = width - margin - Math.max(margin, right) - 110;
  return {
    type: parts.categories === undefined ? "scatter" : "bar",
    data: {
      datasets: parts.datasets(paper),
      // Chart.js breaks a label into lines where it is an array.
      ...(parts.categories && {
        labels: parts.categories.names.map((name) => [...name]),
      }),
    },
    options: {
      font: smallFont(),
      layout: {
        padding: {
          top: head + space.tight,
          right: Math.max(margin, right || 12),
          bottom: margin * 0.7,
          left: margin,
        },
      },
      indexAxis: parts.plan.lying ? "y" : "x",
      scales: {
        x: scaleOf(x, "x", room, paper.look),
        y: scaleOf(y, "y", room, paper.look),
      },
      plugins: {
        legend: { display: false },
        title: { display: false },
        tooltip: { enabled: false },
        // No area hides a line.
        filler: { propagate: false, drawTime: "beforeDatasetsDraw" },
      },
    },
    plugins: [paintingPlugin(parts, paper, pointing)],
  };
}

/** Paints what Chart.js does not. */
function paintingPlugin(
  { categories, references = [], above, figure }: ChartParts,
  paper: Paper,
  pointing: Pointing | undefined,
): Plugin<"scatter" | "bar"> {
  const rules = (chart: Chart) => paintRules(paper, plotOf(chart), references);
  return {
    id: "lectern",
    // Bars cover their references; lines and points are crossed by them.
    beforeDatasetsDraw: (chart: Chart) => {
      if (categories !== undefined) rules(chart);
    },
    afterDatasetsDraw: (chart: Chart) => {
      if (categories === undefined) rules(chart);
      const plot = plotOf(chart);
      paper.context.save();
      const obstacles = above(paper, plot);
      const all = paintRuleLabels(paper, plot, references, obstacles);
      paintCallouts(paper, plot, figure, pointing, all);
      paper.context.restore();
    },
  };
}
