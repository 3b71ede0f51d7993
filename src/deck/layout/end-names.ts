import { styleOf, type Theme } from "../theme.ts";
import type { NativeChart, XYChart } from "./chart.ts";
import type { Box } from "./grid.ts";
import { inch, lineHeight, textWidth } from "./measure.ts";
import { axisLabels } from "./number-format.ts";

/** Where names stand that a legend would otherwise hold. */
export interface EndNames {
  /** Inside of the axes, in parts of the chart's width and height. */
  readonly plot: Box;
  /** At which side of its last point each series has its name. */
  readonly sides: readonly ("right" | "top")[];
}

/** Points between tick labels, axis titles and what is next to them. */
const gap = 8;

/** The room of names at the ends of lines, where the plan puts them there. */
export function endNames(
  chart: NativeChart,
  box: Box,
  theme: Theme,
): EndNames | undefined {
  if (chart.kind !== "xy" || chart.names.at !== "ends") return undefined;
  const { sides } = chart.names;
  return { sides, plot: plotOf(chart, sides, box, theme) };
}

/** What is left of a chart when its axes, their titles and the names have their room. */
function plotOf(
  { series, y }: XYChart,
  sides: EndNames["sides"],
  box: Box,
  theme: Theme,
): Box {
  const [plain, bold] = [
    styleOf(theme, "chart"),
    styleOf(theme, "chart", true),
  ];
  const named = series.filter((_, index) => sides[index] === "right");
  const names = named.map((each) => textWidth(each.name, bold));
  const labels = axisLabels(y).map((each) => textWidth(each, plain));
  const line = lineHeight(plain, []);
  const right = Math.max(0, ...names) * 1.1 + 2 * gap;
  const left = line + Math.max(...labels) * 1.05 + 2.5 * gap;
  const top = sides.includes("top") ? line + gap : line / 2 + 2;
  const below = 2 * line + 3 * gap;
  const [width, height] = [box.w * inch, box.h * inch];
  return {
    x: left / width,
    y: top / height,
    w: 1 - (left + right) / width,
    h: 1 - (top + below) / height,
  };
}
