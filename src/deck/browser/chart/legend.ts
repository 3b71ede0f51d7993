import type { Element } from "hast";
import { s } from "hastscript";
import { cleanLine } from "../../clean.ts";
import type { NativeChart } from "../../layout/chart.ts";
import {
  type Legend,
  legendEdge,
  legendKeys,
  rowHeight,
} from "../../layout/plot/legend.ts";
import { hexOf } from "../../scheme.ts";
import type { Theme } from "../../theme.ts";
import { short } from "../place.ts";
import { barFill } from "./bars.ts";
import { lineLook, markerElement } from "./lines.ts";

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
      const baseline = legendEdge + rowHeight(size) * down + 0.99 * size;
      const name = cleanLine(chart.series[index]?.name ?? "");
      const text = { x: short(x + legendKeys[chart.kind]), y: short(baseline) };
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
  const wide = legendKeys.xy - 2;
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
