import type { Element } from "hast";
import { s } from "hastscript";
import { placeOn } from "../../../figure/plan/axis.ts";
import { cleanLine } from "../../clean.ts";
import type { PlacedChart } from "../../layout/placed.ts";
import { hexOf } from "../../scheme.ts";
import type { Theme } from "../../theme.ts";
import { originOf, placeAt, short } from "../place.ts";
import { barElements, patternElements } from "./bars.ts";
import { legendElements } from "./legend.ts";
import { lineElements } from "./lines.ts";
import type { Plot } from "./plot.ts";
import { plotOf } from "./plot-chart.ts";

/** Points from the left edge to what the axis there is called, as programs set a title. */
const titleInset = 2;

/**
 * A native chart as SVG in points: the axes, ticks, names, dashes, markers and values of the one in
 * PowerPoint. `slide` is its slide's number, for ids that are used once on a page.
 */
export function chartElement(
  item: PlacedChart,
  theme: Theme,
  slide: number,
): Element {
  const { chart } = item;
  const plot = plotOf(item, theme);
  const id = `fill-${slide}-${item.name.replace(/[^\w-]/g, "-")}`;
  const patterns =
    chart.kind === "bar" ? patternElements(chart, theme, id) : [];
  return s(
    "svg.box.chart",
    {
      ...originOf(item),
      role: "img",
      ariaLabel: cleanLine(item.alt),
      style: placeAt(item.box),
      viewBox: `0 0 ${short(plot.width)} ${short(plot.height)}`,
      fontSize: plot.size,
    },
    [
      ...(patterns.length > 0 ? [s("defs", patterns)] : []),
      ...gridElements(item, plot, theme),
      ...(chart.kind === "xy"
        ? lineElements({ ...item, chart }, plot, theme)
        : barElements(chart, plot, theme, id)),
      ...labelElements(plot, theme),
      ...titleElements(item, plot, theme),
      ...(plot.legend === undefined
        ? []
        : legendElements(plot.legend, chart, theme, id)),
    ],
  );
}

/** A pale line at each tick of the values, ticks below a number axis, and the axis itself. */
function gridElements(
  { chart }: PlacedChart,
  plot: Plot,
  theme: Theme,
): Element[] {
  const { x, y, w, h } = plot;
  const color = hexOf("tx2", theme);
  const lying = chart.kind === "bar" && chart.horizontal;
  const grid = (lying ? plot.across : plot.up)
    .map(({ at }) =>
      lying
        ? `M${short(x + at * w)} ${short(y)}v${short(h)}`
        : `M${short(x)} ${short(y + (1 - at) * h)}h${short(w)}`,
    )
    .join("");
  const ticks =
    chart.kind === "xy"
      ? plot.across.map(({ at }) => `M${short(x + at * w)} ${short(y + h)}v4`)
      : [];
  // Bars begin at zero, and so does the axis that they stand on.
  const zero =
    chart.y.min < 0 && chart.kind === "bar" ? placeOn(chart.y, 0) : 0;
  const axis = lying
    ? `M${short(x + zero * w)} ${short(y)}v${short(h)}`
    : `M${short(x)} ${short(y + (1 - zero) * h)}h${short(w)}`;
  return [
    s("path.grid", {
      d: grid,
      stroke: color,
      strokeOpacity: 0.3,
      strokeWidth: "0.75",
    }),
    s("path.axis", {
      d: axis + ticks.join(""),
      stroke: color,
      strokeWidth: "1",
    }),
  ];
}

function labelElements(plot: Plot, theme: Theme): Element[] {
  const { x, y, w, h, size } = plot;
  const fill = hexOf("tx2", theme);
  return [
    ...plot.up.map(({ at, label }) => {
      const place = {
        x: short(x - 7),
        y: short(y + (1 - at) * h + 0.39 * size),
      };
      return s("text", { ...place, textAnchor: "end", fill }, cleanLine(label));
    }),
    ...plot.across.flatMap(({ at, lines }) =>
      lines.map((each, index) => {
        const down = plot.labels + index * 1.2 * size;
        const place = { x: short(x + at * w), y: short(down) };
        return s(
          "text",
          { ...place, textAnchor: "middle", fill },
          cleanLine(each),
        );
      }),
    ),
  ];
}

/** What the axes are called: below in the middle of plot and labels, and over the one that stands. */
function titleElements(
  { chart }: PlacedChart,
  plot: Plot,
  theme: Theme,
): Element[] {
  const { x, w, reach, titleX, titleY } = plot;
  const lying = chart.kind === "bar" && chart.horizontal;
  const other = chart.kind === "xy" ? chart.x.title : chart.categoryTitle;
  const [below, left] = lying ? [chart.y.title, other] : [other, chart.y.title];
  const fill = hexOf("tx2", theme);
  return [
    s(
      "text",
      {
        fill,
        textAnchor: "middle",
        x: short(x + (w - reach) / 2),
        y: short(titleX),
      },
      cleanLine(below),
    ),
    s(
      "text",
      { fill, x: short(titleInset), y: short(titleY) },
      cleanLine(left),
    ),
  ];
}
