import type { LegendEntry } from "../chart/legend.ts";
import { tonesOf } from "../data/pointing.ts";
import type { Line } from "../data/shapes.ts";
import { pointedLook, toned } from "../paint/quiet.ts";
import { type Look, type SeriesStyle, seriesStyle } from "../paint/theme.ts";
import { type Charted, hasMarkers } from "../plan/plan.ts";

/** The key of every series, in plotted order: how it looks and what it is called. */
export function keysOf(figure: Charted, look: Look): LegendEntry[] {
  switch (figure.kind) {
    case "line":
      return figure.series.map((each, index) =>
        key(each, index, look, lineSign(each)),
      );
    case "scatter":
      return [
        ...figure.series.map((each, index) => key(each, index, look, "marker")),
        ...(figure.lines ?? []).map(({ name }, index) => ({
          name,
          style: curveStyle(look, index),
          sign: "line" as const,
        })),
      ];
    case "bar":
      return figure.series.map((each, index) => key(each, index, look, "area"));
    case "histogram":
      return figure.series.map((each, index) => key(each, index, look, "line"));
  }
}

function key(
  { name }: { readonly name: string },
  index: number,
  look: Look,
  sign: LegendEntry["sign"],
): LegendEntry {
  return { name, style: seriesStyle(look, index), sign };
}

function lineSign(series: Line["series"][number]): LegendEntry["sign"] {
  return hasMarkers(series) ? "line-marker" : "line";
}

/** Curves over the points are no measurement: they are grey and told apart by their dashes. */
const curveDashes: readonly (readonly number[])[] = [
  [],
  [14, 8],
  [4, 7],
  [18, 7, 4, 7],
];

/** The look in which a chart is drawn where `highlight` names some of its series. */
export function lookOf(
  figure: Charted,
  look: Look,
  highlight: readonly string[] | undefined,
): Look {
  const names = figure.series.map(({ name }) => name);
  if (figure.kind !== "scatter" || figure.lines === undefined)
    return pointedLook(names, look, highlight);
  const lines = figure.lines.map(({ name }) => name);
  const all = tonesOf([...names, ...lines], highlight);
  if (all.every((tone) => tone === undefined)) return look;
  const series = names.map((_, index) =>
    toned(seriesStyle(look, index), all[index], look),
  );
  const curves = lines.map((_, index) =>
    toned(curveStyle(look, index), all[names.length + index], look),
  );
  return { ...look, series, curves };
}

/** How the n-th curve over the points of a scatter figure looks. */
export function curveStyle(look: Look, index: number): SeriesStyle {
  const own = look.curves?.[index];
  if (own !== undefined) return own;
  const { ink } = look.colors;
  const dash = curveDashes[index % curveDashes.length] ?? [];
  return { ...seriesStyle(look, 0), color: ink, text: ink, dash };
}
