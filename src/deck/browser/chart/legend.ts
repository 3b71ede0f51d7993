import type { Element } from "hast";
import { s } from "hastscript";
import { cleanLine } from "../../clean.ts";
import type { NativeChart } from "../../layout/chart.ts";
import { textWidth } from "../../layout/measure.ts";
import { hexOf } from "../../scheme.ts";
import { styleOf, type Theme } from "../../theme.ts";
import { short } from "../place.ts";
import { barFill } from "./bars.ts";
import { lineLook, markerElement } from "./lines.ts";
import type { Legend } from "./plot.ts";

/** Share of a chart's width that a legend may take. */
const share = 0.86;

/** Points: from an edge of the chart, and of a key with the space behind it, by kind of chart. */
const edge = 6.7;
const keys = { xy: 50, bar: 13 } as const;

/** Points of one row, for text of so many. */
export function rowHeight(size: number): number {
  return 1.28 * size;
}

/** As many names in a row as there is room for, in columns, in the middle of the chart. */
export function legendOf(
  chart: NativeChart,
  width: number,
  theme: Theme,
): Legend {
  const style = styleOf(theme, "chart");
  const between = 0.6 * style.size;
  const sizes = chart.series.map(
    ({ name }) => textWidth(name, style) + keys[chart.kind] + between,
  );
  const wrapped = (count: number) => {
    const columns = Array.from({ length: count }, (_, column) =>
      Math.max(0, ...sizes.filter((_, index) => index % count === column)),
    );
    return { columns, total: columns.reduce((sum, each) => sum + each, 0) };
  };
  // Rows as even as they can be, and no more of them than must be.
  const counts = sizes.map((_, row) => Math.ceil(sizes.length / (row + 1)));
  const count =
    counts.find((each) => wrapped(each).total <= share * width) ?? 1;
  const { columns, total } = wrapped(count);
  let start = (width - total + between) / 2;
  return {
    rows: Array.from({ length: Math.ceil(sizes.length / count) }, (_, row) =>
      sizes.map((_, index) => index).slice(row * count, (row + 1) * count),
    ),
    columns: columns.map((each) => {
      start += each;
      return start - each;
    }),
  };
}

/** The legend at the top of the chart. */
export function legendElements(
  { rows, columns }: Legend,
  chart: NativeChart,
  theme: Theme,
  id: string,
): Element[] {
  const size = theme.sizes.chart;
  return rows.flatMap((row, down) =>
    row.flatMap((index, column) => {
      const x = columns[column] ?? 0;
      const baseline = edge + rowHeight(size) * down + 0.99 * size;
      const name = cleanLine(chart.series[index]?.name ?? "");
      const text = { x: short(x + keys[chart.kind]), y: short(baseline) };
      const quiet = chart.series[index]?.tone === "quiet";
      const color = hexOf(quiet ? "tx2" : "tx1", theme);
      return [
        ...keyOf(chart, index, [x, baseline - 0.39 * size], theme, id),
        s("text", { ...text, fill: color }, name),
      ];
    }),
  );
}

/** What a series looks like, its left end and middle at `at`. */
function keyOf(
  chart: NativeChart,
  index: number,
  [x, y]: readonly [number, number],
  theme: Theme,
  id: string,
): Element[] {
  if (chart.kind === "bar") {
    const edge = 9;
    return [
      s("rect", {
        ...{ x: short(x), y: short(y - edge / 2), width: edge, height: edge },
        ...barFill(chart, index, theme, id),
      }),
    ];
  }
  const series = chart.series[index];
  if (series === undefined) return [];
  const wide = keys.xy - 2;
  return [
    ...(series.line
      ? [
          s("path", {
            d: `M${short(x)} ${short(y)}h${wide}`,
            ...lineLook(series, index, theme),
          }),
        ]
      : []),
    ...(series.markers
      ? [markerElement(series, index, [x + wide / 2, y], theme)]
      : []),
  ];
}
