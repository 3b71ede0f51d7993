import type { Theme } from "../../theme.ts";
import type { NativeChart } from "../chart.ts";
import type { Box } from "../grid.ts";
import { innerPlot } from "./inner-plot.ts";

/** Where names stand that a legend would otherwise hold. */
export interface EndNames {
  /** Inside of the axes, in parts of the chart's width and height. */
  readonly plot: Box;
  /** At which side of its last point each series has its name. */
  readonly sides: readonly ("right" | "top")[];
  /** How far up each is moved from there, in sizes of its text. */
  readonly shifts: readonly number[];
}

/** The room of names at the ends of lines, where the plan puts them there. */
export function endNames(
  chart: NativeChart,
  box: Box,
  theme: Theme,
): EndNames | undefined {
  if (chart.kind !== "xy" || chart.names.at !== "ends") return undefined;
  const { sides, shifts } = chart.names;
  return { sides, shifts, plot: innerPlot(chart, box, theme).plot };
}
