import { styleOf, type Theme } from "../../theme.ts";
import type { NativeChart } from "../chart.ts";
import { textWidth } from "../measure.ts";

/** The names of a chart's series, row by row: their indices, and points at which columns begin. */
export interface Legend {
  readonly rows: readonly (readonly number[])[];
  readonly columns: readonly number[];
}

/** Share of a chart's width that a legend may take. */
const share = 0.86;

/** Points from the upper edge of a chart to its legend. */
export const legendEdge = 6.7;

/** Points of a key with the space behind it, by kind of chart. */
export const legendKeys = { xy: 50, bar: 13 } as const;

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
    ({ name }) => textWidth(name, style) + legendKeys[chart.kind] + between,
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
