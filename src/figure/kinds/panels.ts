import { type LegendEntry, layoutLegend } from "../chart/legend.ts";
import { type Tone, tonesOf } from "../data/pointing.ts";
import type { Panels } from "../data/shapes.ts";
import {
  at,
  type Frame,
  type Kind,
  type Layout,
  marginOf,
} from "../paint/layout.ts";
import { quietStyle, titleColor } from "../paint/quiet.ts";
import { paintText, type TextBlock, wrap } from "../paint/text.ts";
import { type Look, sizes, space } from "../paint/theme.ts";
import { axisTitle } from "../plan/axis.ts";
import type { Charted } from "../plan/plan.ts";
import { bar } from "./bar.ts";
import { histogram } from "./histogram.ts";
import { keysOf, lookOf } from "./keys.ts";
import { line } from "./line.ts";
import { scatter } from "./scatter.ts";

const gapX = 36;
const gapY = 34;

/** A plot lower than this shows nothing, in units. */
const leastPlot = 170;

/** Height over width of a plot with its axes, in an article. */
const usualForm = 0.7;

/** Width over height of a plot that is read best, on a slide; and height over width of the tallest. */
const bestForm = 1.5;
const tallestForm = 1.7;

/** What lies over each plot of a row. */
interface Row {
  readonly titles: readonly TextBlock[];
  readonly legends: readonly (Layout | undefined)[];
  readonly titleHeight: number;
  readonly above: number;
}

/** Narrower than this, a panel is no help: the picture grows higher instead. */
const leastWidth = 290;

/** A layout with the size of each of its plots. */
interface Panelled extends Layout {
  readonly plot: { readonly width: number; readonly height: number };
}

/** Small multiples: the same look, and one legend where all show the same series. */
export const panels: Kind<Panels> = (figure, frame) => {
  const count = figure.panels.length;
  const told = Math.min(figure.columns ?? 2, count);
  if (frame.fill !== true) return layoutPanels(figure, frame, told);
  const wide = (columns: number) => frame.width / columns >= leastWidth;
  const tried = figure.panels
    .map((_, index) => index + 1)
    .filter((columns) => columns === 1 || wide(columns))
    .map((columns) => layoutPanels(figure, frame, columns));
  const best = tried.toSorted((a, b) => costIn(frame, a) - costIn(frame, b))[0];
  return best ?? layoutPanels(figure, frame, told);
};

/** How far plots are from the form that is read best; what is too high for its slide is worse than all. */
function costIn({ maxHeight }: Frame, { height, plot }: Panelled): number {
  const over = Math.max(0, height / maxHeight - 1);
  return 100 * over + Math.abs(Math.log(plot.width / plot.height / bestForm));
}

function layoutPanels(figure: Panels, frame: Frame, columns: number): Panelled {
  const margin = marginOf(frame);
  const inside = frame.width - 2 * margin;
  const width = Math.floor((inside - gapX * (columns - 1)) / columns);
  const shared = sharedLegend(figure, frame);
  const legend = layoutLegend(shared ?? [], inside);
  const head = legend === undefined ? 0 : legend.height + space.gap;
  const rows = rowsOf(figure, columns, width, shared === undefined, frame);
  const height = plotHeight(figure, frame, rows, head, width);
  const inner = {
    width,
    height,
    maxHeight: height,
    scale: frame.scale,
    pointing: frame.pointing,
    small: true,
    ...(frame.fill === true && { fill: true }),
  };
  const looks = looksOf(figure, frame);
  const layouts = figure.panels.map((panel, index) =>
    charted(panel.figure, { ...inner, look: looks[index] ?? frame.look }),
  );
  const tops: number[] = [];
  let y = margin + head;
  for (const row of rows) {
    tops.push(Math.round(y));
    y += row.above + height + gapY;
  }
  return {
    width: frame.width,
    height: Math.round(y - gapY + margin),
    plot: { width, height },
    paint: (paper) => {
      at(paper, margin, margin, (moved) => legend?.paint(moved));
      for (const [index, layout] of layouts.entries()) {
        const column = index % columns;
        const line = Math.floor(index / columns);
        const row = rows[line];
        const title = row?.titles[column];
        if (row === undefined || title === undefined) continue;
        const left = margin + column * (width + gapX);
        const top = tops[line] ?? 0;
        const below = row.titleHeight + 6;
        at(paper, left, top, (moved) => {
          paintText(moved, title, 0, row.titleHeight - title.height);
          at(moved, 0, below, (each) => row.legends[column]?.paint(each));
          at(moved, 0, row.above, (each) => layout.paint(each));
        });
      }
    },
  };
}

function rowsOf(
  figure: Panels,
  columns: number,
  width: number,
  ownLegends: boolean,
  { look, pointing }: Frame,
): Row[] {
  const tones = panelTones(figure, pointing);
  const rows: Row[] = [];
  for (let start = 0; start < figure.panels.length; start += columns) {
    const members = figure.panels.slice(start, start + columns);
    const titles = members.map(({ title }, index) =>
      wrap(title, width, {
        size: sizes.body,
        bold: true,
        ...titleColor(tones[start + index], look),
      }),
    );
    const legends = members.map((panel) =>
      ownLegends
        ? layoutLegend(innerLegend(panel.figure, look, pointing), width)
        : undefined,
    );
    const titleHeight = Math.max(...titles.map((title) => title.height));
    const own = Math.max(0, ...legends.map((each) => (each?.height ?? 0) + 10));
    const above = Math.round(titleHeight + 6 + (ownLegends ? own : 0));
    rows.push({ titles, legends, titleHeight: Math.round(titleHeight), above });
  }
  return rows;
}

/** Height of every plot with its axes: what the rows leave, and never less than can be read. */
function plotHeight(
  figure: Panels,
  frame: Frame,
  rows: readonly Row[],
  head: number,
  width: number,
): number {
  const around = Math.max(
    ...figure.panels.map(({ figure: { kind, ...rest } }) => {
      const y = "y" in rest ? axisTitle(rest.y) : "";
      const x = "x" in rest ? axisTitle(rest.x) : rest.category.label;
      return wrap(y, width).height + wrap(x, width - 110).height;
    }),
  );
  const least = around + leastPlot + 70;
  const used = rows.reduce(
    (sum, row) => sum + row.above + gapY,
    2 * marginOf(frame) + head,
  );
  const free = (frame.maxHeight - used + gapY) / rows.length;
  const wish = frame.fill === true ? width * tallestForm : width * usualForm;
  return Math.floor(Math.max(least, Math.min(free, wish)));
}

/** Draws a figure with axes, what is pointed at in the accent. */
export function charted(figure: Charted, given: Frame): Layout {
  const look = lookOf(figure, given.look, given.pointing?.highlight);
  const frame = { ...given, look };
  switch (figure.kind) {
    case "line":
      return line(figure, frame);
    case "scatter":
      return scatter(figure, frame);
    case "bar":
      return bar(figure, frame);
    case "histogram":
      return histogram(figure, frame);
  }
}

function panelTones({ panels }: Panels, pointing: Frame["pointing"]): Tone[] {
  return tonesOf(
    panels.map(({ title }) => title.trim()),
    pointing?.highlight,
  );
}

/** The look of each panel: one beside a panel that is pointed at steps back as a whole. */
function looksOf(figure: Panels, { look, pointing }: Frame): Look[] {
  const series = look.series.map((style) => quietStyle(style, look));
  return panelTones(figure, pointing).map((tone) =>
    tone === "quiet" ? { ...look, series } : look,
  );
}

function innerLegend(
  figure: Charted,
  look: Look,
  pointing: Frame["pointing"],
): LegendEntry[] {
  const entries = keysOf(figure, lookOf(figure, look, pointing?.highlight));
  // One series alone is named by the panel's title.
  return entries.length === 1 ? [] : entries;
}

/** The legend that all panels have in common; undefined where they differ. */
function sharedLegend(
  figure: Panels,
  { look, pointing }: Frame,
): LegendEntry[] | undefined {
  const all = figure.panels.map((panel) =>
    innerLegend(panel.figure, look, pointing),
  );
  const key = (entries: readonly LegendEntry[]) =>
    JSON.stringify(entries.map(({ name, sign }) => [name, sign]));
  const [first = []] = all;
  return all.every((each) => key(each) === key(first)) ? first : undefined;
}
