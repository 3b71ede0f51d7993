import { loadImage } from "canvas";
import type { Chart, ChartConfiguration, ChartDataset, Plugin } from "chart.js";
import { ChartJSNodeCanvas } from "chartjs-node-canvas";
import type { Context } from "./canvas.ts";
import type { Frame, Layout } from "./layout.ts";
import { at } from "./layout.ts";
import { type LegendEntry, layoutLegend } from "./legend.ts";
import type { Obstacles } from "./placing.ts";
import type { Plot } from "./plot.ts";
import { paintRuleLabels, paintRules } from "./references.ts";
import type { Reference } from "./shapes.ts";
import { noteText, smallestText, watchText } from "./smallest.ts";
import { paintText, type TextBlock, wrap } from "./text.ts";
import { families, type Look, sizes, space, strokes } from "./theme.ts";
import type { AxisPlan } from "./ticks.ts";

/** An axis of categories, each label broken into lines. */
export interface CategoryPlan {
  readonly title: string;
  readonly categories: readonly (readonly string[])[];
}

/** What the kinds that Chart.js draws hand over to it. */
export interface ChartPlan {
  readonly type: "scatter" | "bar";
  readonly datasets: (ChartDataset<"scatter"> | ChartDataset<"bar">)[];
  readonly x: AxisPlan | CategoryPlan;
  readonly y: AxisPlan | CategoryPlan;
  readonly legend: readonly LegendEntry[];
  /** Room kept at the right of the plot, for names at line ends. Default: 0. */
  readonly right?: number;
  readonly references?: readonly Reference[] | undefined;
  /** Painted below the data, such as bands. */
  readonly below?: (context: Context, plot: Plot) => void;
  /** Painted over the data: whiskers, values, names. Returns what references must keep clear of. */
  readonly above?: (context: Context, plot: Plot) => Obstacles;
}

/** Between the legend and the name of the y axis, in units. */
const legendGap = 14;

/** Ticks and the name of the x axis below a plot, in units. */
const belowPlot = 110;

function leastPlot({ small }: Frame): number {
  return small === true ? 0 : 300;
}

/** A chart with its legend and the name of its y axis on top. */
export function layoutChart(plan: ChartPlan, frame: Frame): Layout {
  const { width, scale } = frame;
  const legend = layoutLegend(plan.legend, width - 2 * space.margin);
  const title = wrap(plan.y.title, width - 2 * space.margin, {
    color: "muted",
  });
  const head =
    (legend === undefined ? 0 : legend.height + legendGap) +
    title.height +
    space.tight;
  const margin = frame.small === true ? 0 : space.margin;
  const top = frame.small === true ? 0 : space.margin * 0.7;
  // Long names on top leave the plot its height: the picture grows instead.
  const height = Math.max(
    frame.height,
    Math.ceil(top + head + belowPlot + leastPlot(frame)),
  );
  const written: { smallest?: number | undefined } = {};
  const config = configure(plan, frame, top + head, margin, written);
  return {
    width,
    height,
    paint: async (context) => {
      // A chart is drawn on a canvas of its own and copied pixel by pixel.
      const service = new ChartJSNodeCanvas({ width, height });
      const image = await loadImage(service.renderToBufferSync(config));
      context.imageSmoothingEnabled = false;
      context.drawImage(image, 0, 0, image.width / scale, image.height / scale);
      if (written.smallest !== undefined)
        noteText(context, written.smallest / scale);
      at(context, margin, top, (c) => paintHead(c, legend, title));
    },
  };
}

function paintHead(
  context: Context,
  legend: Layout | undefined,
  title: TextBlock,
): void {
  legend?.paint(context);
  const below = legend === undefined ? 0 : legend.height + legendGap;
  paintText(context, title, 0, below);
}

function configure(
  plan: ChartPlan,
  frame: Frame,
  top: number,
  margin: number,
  written: { smallest?: number | undefined },
): ChartConfiguration<"scatter" | "bar"> {
  const room = frame.width - margin - Math.max(margin, plan.right ?? 0) - 110;
  return {
    type: plan.type,
    data: {
      datasets: plan.datasets,
      ...("categories" in plan.x ? { labels: labelsOf(plan.x) } : {}),
      ...("categories" in plan.y ? { labels: labelsOf(plan.y) } : {}),
    },
    options: {
      devicePixelRatio: frame.scale,
      font: { family: families.sans, size: sizes.small },
      layout: {
        padding: {
          top: top + space.tight,
          right: Math.max(margin, plan.right ?? 12),
          bottom: margin * 0.7,
          left: margin,
        },
      },
      indexAxis: "categories" in plan.y ? "y" : "x",
      scales: {
        x: scaleOf(plan.x, "x", room, frame.look),
        y: scaleOf(plan.y, "y", room, frame.look),
      },
      plugins: {
        legend: { display: false },
        title: { display: false },
        tooltip: { enabled: false },
      },
    },
    plugins: [paintingPlugin(plan, frame.look, written)],
  };
}

/** Chart.js breaks a label into lines where it is an array, which its types leave out. */
function labelsOf(plan: CategoryPlan): string[][] {
  return plan.categories.map((lines) => [...lines]);
}

function scaleOf(
  plan: AxisPlan | CategoryPlan,
  side: "x" | "y",
  room: number,
  { colors }: Look,
) {
  const font = { family: families.sans, size: sizes.small };
  const title = {
    // The name of the y axis stands above it, where it is read without turning the head.
    display: side === "x",
    text: [...wrap(plan.title, room).lines],
    color: colors.muted,
    font: { family: families.sans, size: sizes.body },
    padding: { top: 6, bottom: 0 },
  };
  if ("categories" in plan) {
    return {
      type: "category" as const,
      title,
      grid: { display: false, tickLength: 0 },
      border: { color: colors.axis, width: strokes.thin },
      ticks: {
        font,
        color: colors.ink,
        autoSkip: false,
        maxRotation: 0,
        padding: 14,
      },
    };
  }
  const labels = new Map(plan.ticks.map((t, i) => [t, plan.labels[i] ?? ""]));
  return {
    type: plan.log ? ("logarithmic" as const) : ("linear" as const),
    min: plan.min,
    max: plan.max,
    title,
    grid: {
      color: colors.grid,
      lineWidth: strokes.thin,
      drawTicks: false,
      tickLength: 0,
    },
    border: { display: side === "x", color: colors.axis, width: strokes.thin },
    afterBuildTicks: (scale: { ticks: { value: number }[] }) => {
      scale.ticks = plan.ticks.map((value) => ({ value }));
    },
    ticks: {
      font,
      color: colors.muted,
      autoSkip: false,
      maxRotation: 0,
      padding: 12,
      callback: (value: string | number) => labels.get(Number(value)) ?? "",
    },
  };
}

/** Paints what Chart.js does not; `written` takes the size of the smallest text, in its pixels. */
function paintingPlugin(
  plan: ChartPlan,
  look: Look,
  written: { smallest?: number | undefined },
): Plugin<"scatter" | "bar"> {
  return {
    id: "lectern",
    beforeDraw: (chart) => {
      watchText(contextOf(chart, look));
      chart.ctx.fillStyle = look.colors.paper;
      chart.ctx.fillRect(0, 0, chart.width, chart.height);
    },
    beforeDatasetsDraw: (chart) => {
      plan.below?.(contextOf(chart, look), plotOf(chart));
    },
    afterDatasetsDraw: (chart) => {
      const context = contextOf(chart, look);
      const plot = plotOf(chart);
      context.save();
      const references = plan.references ?? [];
      paintRules(context, plot, references);
      const obstacles = plan.above?.(context, plot) ?? {
        points: [],
        rects: [],
      };
      paintRuleLabels(context, plot, references, obstacles);
      context.restore();
    },
    afterDraw: (chart) => {
      written.smallest = smallestText(contextOf(chart, look));
    },
  };
}

/** Chart.js types its context as the browser's; here it is that of the canvas package. */
function contextOf(chart: Chart, look: Look): Context {
  return Object.assign(chart.ctx as unknown as Context, { look });
}

function plotOf(chart: Chart): Plot {
  const { left, right, top, bottom } = chart.chartArea;
  const place = (side: "x" | "y") => (value: number) =>
    chart.scales[side]?.getPixelForValue(value) ?? Number.NaN;
  return { left, right, top, bottom, x: place("x"), y: place("y") };
}
