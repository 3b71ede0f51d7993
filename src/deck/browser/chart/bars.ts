import type { Element, Properties } from "hast";
import { s } from "hastscript";
import { placeOn } from "../../../figure/plan/axis.ts";
import type { BarChart } from "../../layout/chart.ts";
import { hexOf, hexOfPaint, paintOf, quietPaint } from "../../scheme.ts";
import type { Theme } from "../../theme.ts";
import { short } from "../place.ts";
import { valueLabels } from "./axis.ts";
import type { Plot } from "./plot.ts";

/** Solid, pale with an edge, striped, a grid: as PowerPoint fills the bars of each series. */
export function barFill(
  chart: BarChart,
  index: number,
  theme: Theme,
  id: string,
  category = -1,
): Properties {
  const quiet = chart.quiet?.[category] === true;
  const color = quiet
    ? hexOfPaint(quietPaint(theme), theme)
    : colorOf(chart, index, theme);
  const edge = { stroke: color, strokeWidth: "1.5" };
  const fill = (fillOpacity: number) => ({ fill: color, fillOpacity, ...edge });
  if (chart.touching && chart.series.length > 1)
    return fill(index === 0 ? 0.55 : 0.3);
  const look = index % 4;
  if (look < 2) return fill(look === 0 ? 1 : 0.35);
  if (quiet) return fill(0.5);
  return { fill: `url(#${patternId(id, index)})`, ...edge };
}

/** The colour of a series, in its tone. */
function colorOf({ series }: BarChart, index: number, theme: Theme): string {
  return hexOfPaint(paintOf(series[index] ?? {}, index, theme), theme);
}

/** The patterns that the fills of the chart name; none for most. */
export function patternElements(
  chart: BarChart,
  theme: Theme,
  id: string,
): Element[] {
  return chart.series.flatMap((_, index) => {
    const look = index % 4;
    if (look < 2 || (chart.touching && chart.series.length > 1)) return [];
    const [step, d] =
      look === 2 ? [6, "M-1 7L7 -1M-1 1L1 -1M5 7L7 5"] : [3, "M0 0H3M0 0V3"];
    const size = { width: step, height: step, patternUnits: "userSpaceOnUse" };
    return s("pattern", { id: patternId(id, index), ...size }, [
      s("rect", { width: step, height: step, fill: hexOf("bg1", theme) }),
      s("path", {
        ...{ d, stroke: colorOf(chart, index, theme) },
        strokeWidth: look === 2 ? "2" : "0.75",
      }),
    ]);
  });
}

function patternId(id: string, index: number): string {
  return `${id}-${index}`;
}

/** Share of a bar's width between two of one category, and between two categories. */
function spacing({ touching, series }: BarChart): {
  readonly overlap: number;
  readonly gap: number;
} {
  if (touching) return { overlap: 1, gap: 0.06 };
  return { overlap: series.length > 1 ? -0.08 : 0, gap: 0.6 };
}

/** The box of a bar, in points from the chart's upper left corner. */
export interface BarBox {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Where every bar stands, series by series: from zero, or from the lower end of an axis without it. */
export function barBoxes(chart: BarChart, plot: Plot): BarBox[][] {
  const { series, categories, y, horizontal } = chart;
  const { overlap, gap } = spacing(chart);
  const slot = (horizontal ? plot.h : plot.w) / categories.length;
  const thick = slot / (series.length - (series.length - 1) * overlap + gap);
  const zero = placeOn(y, y.log ? y.min : Math.min(Math.max(0, y.min), y.max));
  return series.map(({ values }, index) =>
    values.map((value, category) => {
      const start =
        category * slot + (thick * gap) / 2 + index * thick * (1 - overlap);
      const end = Math.min(1, Math.max(0, placeOn(y, value)));
      const [low, high] = [Math.min(zero, end), Math.max(zero, end)];
      return horizontal
        ? {
            x: plot.x + low * plot.w,
            y: plot.y + start,
            width: (high - low) * plot.w,
            height: thick,
          }
        : {
            x: plot.x + start,
            y: plot.y + (1 - high) * plot.h,
            width: thick,
            height: (high - low) * plot.h,
          };
    }),
  );
}

/** The bars, with their values where asked for. */
export function barElements(
  chart: BarChart,
  plot: Plot,
  theme: Theme,
  id: string,
): Element[] {
  const { series, valueFormat } = chart;
  const labels = valueFormat
    ? series.map(({ values }) => valueLabels(values, valueFormat))
    : [];
  return barBoxes(chart, plot).flatMap((boxes, index) =>
    boxes.flatMap((bar, category) => {
      const value = series[index]?.values[category] ?? 0;
      const place = Object.entries(bar).map(([key, at]) => [key, short(at)]);
      const fill = barFill(chart, index, theme, id, category);
      return [
        s("rect", { ...Object.fromEntries(place), ...fill }),
        ...valueElements(
          labels[index]?.[category],
          value < 0,
          chart,
          bar,
          plot,
          theme,
        ),
      ];
    }),
  );
}

/** The value beyond the end of its bar. */
function valueElements(
  text: string | undefined,
  below: boolean,
  { horizontal }: BarChart,
  bar: BarBox,
  { size }: Plot,
  theme: Theme,
): Element[] {
  if (text === undefined) return [];
  const fill = hexOf("tx1", theme);
  const { x, y, width, height } = bar;
  if (horizontal) {
    const at = {
      x: short(below ? x - 3 : x + width + 3),
      y: short(y + height / 2 + 0.39 * size),
    };
    const textAnchor = below ? "end" : "start";
    return [s("text", { ...at, textAnchor, fill }, text)];
  }
  const at = {
    x: short(x + width / 2),
    y: short(below ? y + height + 3 + size * 0.99 : y - 3 - 0.21 * size),
  };
  return [s("text", { ...at, textAnchor: "middle", fill }, text)];
}
