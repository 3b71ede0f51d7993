import {
  obstaclesOf,
  placeBeside,
  type Rect,
} from "../../figure/paint/placing.ts";
import { placeOn } from "../../figure/plan/axis.ts";
import { findAnchor, isQuietAt } from "../../figure/plan/callouts.ts";
import { type BarBox, barBoxes } from "../browser/chart/bars.ts";
import type { Plot } from "../browser/chart/plot.ts";
import { plotOf } from "../browser/chart/plot-chart.ts";
import { inch, lineHeight, textWidth, wrap } from "../layout/measure.ts";
import { nameOnce, shapeName } from "../layout/names.ts";
import type {
  Placed,
  PlacedChart,
  PlacedConnector,
  PlacedSlide,
  PlacedText,
} from "../layout/placed.ts";
import { styleOf, type Theme } from "../theme.ts";

/** Words of a callout break at this share of a plot's width. */
const widest = 0.36;

/** Points around the words. */
const pad = 4;

/**
 * The slide with the callouts of its native charts as text boxes and thin lines, clear of data: they
 * rest on the axes, which the file and the page have where the plan has them.
 */
export function placeCallouts(slide: PlacedSlide, theme: Theme): PlacedSlide {
  const items = slide.items.flatMap((item): readonly Placed[] =>
    item.kind === "chart" && item.said ? pointInto(item, theme) : [item],
  );
  return { ...slide, items: nameOnce(items) };
}

type Spot = readonly [x: number, y: number];

/** The chart, then line and words of each callout. */
function pointInto(item: PlacedChart, theme: Theme): Placed[] {
  const plot = plotOf(item, theme);
  const { x, y, w, h } = plot;
  const inside: Rect = { x, y, width: w, height: h };
  const { points, rects } = obstaclesIn(item, plot, theme);
  const placed: Placed[] = [];
  for (const { at, text } of item.said?.callouts ?? []) {
    const anchor = anchorOn(item, plot, at);
    if (anchor === undefined) continue;
    const size = sizeOf(text, w * widest, theme);
    const spot = { x: anchor[0], y: anchor[1] };
    const found = placeBeside(spot, size, { points, rects }, inside);
    rects.push(found.rect);
    placed.push(connector(item, found.line), words(item, at, text, found.rect));
  }
  return [item, ...placed];
}

function sizeOf(text: string, most: number, theme: Theme) {
  const style = styleOf(theme, "chart", true);
  const runs = [{ text }];
  const { lines } = wrap(runs, style, most);
  const across = lines > 1 ? most : textWidth(text, style) * 1.06;
  return {
    width: across + 2 * pad,
    height: lines * lineHeight(style, [runs]) + pad,
  };
}

/** Where a callout's place lies, in points from the chart's upper left corner. */
function anchorOn(
  { chart, said }: PlacedChart,
  plot: Plot,
  at: string,
): Spot | undefined {
  if (said === undefined) return undefined;
  const anchor = findAnchor(said.figure, at);
  if (chart.kind === "xy")
    return anchor.kind === "point"
      ? [
          plot.x + placeOn(chart.x, anchor.point[0]) * plot.w,
          plot.y + (1 - placeOn(chart.y, anchor.point[1])) * plot.h,
        ]
      : undefined;
  const { figure } = said;
  const [series, category] =
    anchor.kind === "bar"
      ? [anchor.series, anchor.category]
      : anchor.kind === "point" && figure.kind === "histogram"
        ? [
            figure.series.findIndex(({ name }) => at.startsWith(`${name}@`)),
            figure.edges.findLastIndex((edge) => edge <= anchor.point[0]),
          ]
        : [-1, -1];
  const bar = barBoxes(chart, plot)[series]?.[category];
  const value = chart.series[series]?.values[category] ?? 0;
  return bar && endOf(bar, chart.horizontal, value < 0);
}

/** The end of a bar that is not on its axis. */
function endOf(
  { x, y, width, height }: BarBox,
  lies: boolean,
  negative: boolean,
): Spot {
  return lies
    ? [negative ? x : x + width, y + height / 2]
    : [x + width / 2, negative ? y + height : y];
}

/** What words must keep clear of: lines, points, bars and their values. */
function obstaclesIn(
  { chart }: PlacedChart,
  plot: Plot,
  theme: Theme,
): { readonly points: Spot[]; readonly rects: Rect[] } {
  if (chart.kind === "bar") {
    const { size } = styleOf(theme, "chart");
    const value = chart.valueFormat === undefined ? 0 : 1;
    const [long, high] = [3 * size * value, 1.4 * size * value];
    const rects = barBoxes(chart, plot)
      .flat()
      .map(({ x, y, width, height }) =>
        chart.horizontal
          ? { x, y, width: width + long, height }
          : { x, y: y - high, width, height: height + high },
      );
    return { points: [], rects };
  }
  const places = {
    x: (value: number) => plot.x + placeOn(chart.x, value) * plot.w,
    y: (value: number) => plot.y + (1 - placeOn(chart.y, value)) * plot.h,
  };
  const lines = chart.series.filter(({ line }) => line);
  const clouds = chart.series.filter(({ line }) => !line);
  const around = [-4, 0, 4];
  const points = clouds.flatMap((each) =>
    each.points.flatMap(([x, y]) =>
      around.map((d): Spot => [places.x(x) + d, places.y(y) + d]),
    ),
  );
  const rects = namesAbove(chart, places, theme);
  return { points: [...obstaclesOf(places, lines), ...points], rects };
}

/** The names over upright lines, such as those of references: each in the middle above its line's end. */
function namesAbove(
  { names, series }: Extract<PlacedChart["chart"], { kind: "xy" }>,
  places: { x(value: number): number; y(value: number): number },
  theme: Theme,
): Rect[] {
  if (names.at !== "ends") return [];
  const style = styleOf(theme, "chart", true);
  const height = lineHeight(style, []) + 2;
  return series.flatMap(({ name, points }, index) => {
    const end = points.at(-1);
    if (names.sides[index] !== "top" || end === undefined) return [];
    const width = textWidth(name, style) + 2 * pad;
    const [x, y] = [places.x(end[0]) - width / 2, places.y(end[1]) - height];
    return [{ x, y, width, height }];
  });
}

/** From points of a chart to inches of the page. */
function onPage({ box }: PlacedChart, [x, y]: Spot): Spot {
  return [box.x + x / inch, box.y + y / inch];
}

function connector(
  item: PlacedChart,
  [from, to]: readonly [Spot, Spot],
): PlacedConnector {
  const [[x1, y1], [x2, y2]] = [onPage(item, from), onPage(item, to)];
  return {
    kind: "connector",
    name: shapeName("callout", `${item.name}-line`),
    place: item.place,
    rises: x1 < x2 === y1 > y2,
    box: {
      ...{ x: Math.min(x1, x2), y: Math.min(y1, y2) },
      ...{ w: Math.abs(x1 - x2), h: Math.abs(y1 - y2) },
    },
  };
}

function words(
  item: PlacedChart,
  at: string,
  text: string,
  rect: Rect,
): PlacedText {
  const { said } = item;
  const quiet = said && isQuietAt(said.figure, at, said.highlight);
  const [x, y] = onPage(item, [rect.x + pad, rect.y + pad / 2]);
  return {
    kind: "text",
    box: { x, y, w: (rect.width - 2 * pad) / inch, h: rect.height / inch },
    name: shapeName("callout", item.name),
    place: item.place,
    lines: [{ runs: [{ text }], bullet: false }],
    ...{ size: "chart", bold: true, ink: quiet ? "muted" : "accent" },
    gap: 0,
    align: "left",
    anchor: "top",
  };
}
