import type { Element, Properties } from "hast";
import { s } from "hastscript";
import { placeOn } from "../../../figure/plan/axis.ts";
import { cleanLine } from "../../clean.ts";
import type { XYChart } from "../../layout/chart.ts";
import type { PlacedChart } from "../../layout/placed.ts";
import { endNames } from "../../layout/plot/end-names.ts";
import { hexOf, hexOfPaint, paintOf } from "../../scheme.ts";
import type { Theme } from "../../theme.ts";
import { short } from "../place.ts";
import type { Plot } from "./plot.ts";

type Series = XYChart["series"][number];

/** Where a point stands, in points from the chart's upper left corner. */
type Spot = readonly [x: number, y: number];

/** Solid, dashed, dotted, dash and dot, in widths of the line: a series' cue beside its colour. */
const dashes = [undefined, [4, 3], [1, 1], [8, 3, 1, 3]] as const;

/** Of a reference, as PowerPoint has its "sysDash". */
const ruleDash = [3, 1] as const;

/** The colour of a series; a reference has none of its own. */
function colorOf(series: Series, index: number, theme: Theme): string {
  return hexOfPaint(paintOf(series, index, theme), theme);
}

/** Width, colour and dashes of a series' line. */
export function lineLook(
  series: Series,
  index: number,
  theme: Theme,
): Properties {
  const { tone, reference } = series;
  const usual = tone === undefined ? 2.5 : tone === "quiet" ? 1.5 : 3;
  const width = reference ? 1.5 : usual;
  const cue = typeof tone === "number" ? tone : index;
  const dotted = tone === "quiet" && cue % dashes.length === 2;
  const dash = reference || dotted ? ruleDash : dashes[cue % dashes.length];
  return {
    ...{ fill: "none", stroke: colorOf(series, index, theme) },
    ...{ strokeWidth: String(width), strokeLinejoin: "round" },
    ...(dash === undefined
      ? { strokeLinecap: "round" }
      : { strokeDasharray: dash.map((each) => each * width).join(" ") }),
  };
}

/** Lines, then what marks their points, then the names at their ends. */
export function lineElements(
  { chart, box }: PlacedChart & { readonly chart: XYChart },
  plot: Plot,
  theme: Theme,
): Element[] {
  const spot = ([x, y]: readonly [number, number]): Spot => [
    plot.x + placeOn(chart.x, x) * plot.w,
    plot.y + (1 - placeOn(chart.y, y)) * plot.h,
  ];
  const spots = chart.series.map(({ points }) => points.map(spot));
  const drawn = chart.series.flatMap((series, index) =>
    series.line
      ? [
          s("path", {
            d: pathOf(spots[index] ?? []),
            ...lineLook(series, index, theme),
          }),
        ]
      : [],
  );
  const marked = chart.series.flatMap((series, index) =>
    series.markers
      ? (spots[index] ?? [])
          .filter((each) => isInside(each, plot))
          .map((each) => markerElement(series, index, each, theme))
      : [],
  );
  const { sides = [], shifts = [] } = endNames(chart, box, theme) ?? {};
  const named = chart.series.flatMap((series, index) => {
    const [side, end] = [sides[index], spots[index]?.at(-1)];
    if (side === undefined || end === undefined) return [];
    const [x, y] = end;
    const moved = [x, y - (shifts[index] ?? 0) * plot.size] as const;
    return [nameElement(series, index, side, moved, plot, theme)];
  });
  return [clipped(drawn, plot), ...marked, ...named];
}

/** What leaves the plot is not seen; half a line's width of it is. */
function clipped(drawn: readonly Element[], { x, y, w, h }: Plot): Element {
  const slack = 1.5;
  const [left, top] = [short(x - slack), short(y - slack)];
  const [width, height] = [short(w + 2 * slack), short(h + 2 * slack)];
  const viewBox = `${left} ${top} ${width} ${height}`;
  return s("svg.lines", { x: left, y: top, width, height, viewBox }, [
    ...drawn,
  ]);
}

function isInside([x, y]: Spot, plot: Plot): boolean {
  const slack = 0.01;
  return (
    x >= plot.x - slack &&
    x <= plot.x + plot.w + slack &&
    y >= plot.y - slack &&
    y <= plot.y + plot.h + slack
  );
}

function pathOf(spots: readonly Spot[]): string {
  return spots
    .map(([x, y], index) => `${index === 0 ? "M" : "L"}${near(x)} ${near(y)}`)
    .join("");
}

/** A hundredth of a point: nobody sees less, and a curve of a thousand points stays small. */
function near(value: number): string {
  return String(Number(value.toFixed(2)));
}

/** The sign at a point: a circle, triangle, square or diamond. */
export function markerElement(
  series: Series,
  index: number,
  [x, y]: Spot,
  theme: Theme,
): Element {
  const dense = series.points.length > 200;
  const large = series.line && series.tone !== "quiet";
  const r = (large ? 9 : dense ? 5 : 7) / 2;
  const look = {
    fill: colorOf(series, index, theme),
    ...(!series.line && { fillOpacity: 0.65 }),
  };
  const [cx, cy] = [near(x), near(y)];
  switch (index % 4) {
    case 0:
      return s("circle", { cx, cy, r, ...look });
    case 1:
      return s("path", {
        d: `M${cx} ${near(y - r)}l${r} ${2 * r}h${-2 * r}z`,
        ...look,
      });
    case 2:
      return s("rect", {
        ...{ x: near(x - r), y: near(y - r), width: 2 * r, height: 2 * r },
        ...look,
      });
    default:
      return s("path", {
        d: `M${cx} ${near(y - r)}l${r} ${r} ${-r} ${r} ${-r} ${-r}z`,
        ...look,
      });
  }
}

/** Share of a chart's width between a line's end and its name, as in the file. */
const beside = 0.006;

function nameElement(
  series: Series,
  index: number,
  side: "right" | "top",
  [x, y]: Spot,
  { width, size }: Plot,
  theme: Theme,
): Element {
  const look =
    series.tone === "quiet"
      ? { fill: hexOf("tx2", theme) }
      : { fontWeight: "bold", fill: colorOf(series, index, theme) };
  const name = cleanLine(series.name);
  // Clear of the sign at the point.
  const clear = 3 + (series.markers ? 4.5 : 0);
  const at =
    side === "right"
      ? { x: short(x + beside * width + clear), y: short(y + 0.39 * size) }
      : { x: short(x), y: short(y - 2 - 0.21 * size), textAnchor: "middle" };
  return s("text", { ...at, ...look }, name);
}
