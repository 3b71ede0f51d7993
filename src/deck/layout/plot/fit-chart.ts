import type { Report } from "../../report.ts";
import { styleOf, type Theme } from "../../theme.ts";
import type { BarChart } from "../chart.ts";
import { inch, textWidth } from "../measure.ts";
import { spokenName } from "../names.ts";
import type { PlacedChart, PlacedSlide } from "../placed.ts";

/** Inches that a chart's vertical axis takes with its title. */
const axisWidth = 1;

/** Share of a chart's width that the names of lying bars may take. */
const share = 0.4;

/**
 * DK-11 for a chart: names that PowerPoint would turn or break. Nothing of them is lost, so
 * these are warnings.
 */
export function checkChart(
  slide: PlacedSlide,
  { chart, box, name, place }: PlacedChart,
  theme: Theme,
  report: Report,
): void {
  const style = styleOf(theme, "chart");
  const warn = (what: string, hint: string) =>
    report(place, {
      rule: "DK-11",
      severity: "warning",
      message: `${what} on slide ${slide.number}, ${spokenName(name)}`,
      hint,
    });
  // Written over the axis that stands.
  const upright =
    chart.kind === "bar" && chart.horizontal
      ? chart.categoryTitle
      : chart.y.title;
  if (textWidth(upright, style) > box.w * inch) {
    warn(`axis name too long: ${upright}`, "give the axis a shorter name");
  }
  if (chart.kind !== "bar" || chart.touching) return;
  const room = chart.horizontal
    ? share * box.w * inch
    : ((box.w - axisWidth) * inch) / chart.categories.length;
  const words = chart.horizontal
    ? chart.categories
    : chart.categories.flatMap((each) => each.split(" "));
  const wide = words.find((word) => textWidth(word, style) > room);
  if (wide === undefined) return;
  warn(
    `name of a bar too wide: ${wide}`,
    chart.horizontal
      ? "shorten it"
      : "shorten it, or let the bars lie: horizontal",
  );
}

/** A histogram names every n-th bin, so that the names do not touch. */
export function labelEvery(
  chart: BarChart,
  width: number,
  theme: Theme,
): number {
  const style = styleOf(theme, "chart");
  const widest = Math.max(
    ...chart.categories.map((each) => textWidth(each, style)),
  );
  const bin = ((width - axisWidth) * inch) / chart.categories.length;
  return Math.max(1, Math.ceil((widest * 1.15) / bin));
}
