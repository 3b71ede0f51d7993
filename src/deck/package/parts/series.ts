import type { BarChart, NativeChart, XYChart } from "../../layout/chart.ts";
import type { Box } from "../../layout/grid.ts";
import type { EndNames } from "../../layout/plot/end-names.ts";
import { fill, type Paint, paintOf, quietPaint } from "../../scheme.ts";
import type { Theme } from "../../theme.ts";
import {
  all,
  child,
  children,
  type Document,
  type Element,
  element,
  fragment,
  removeChildren,
} from "../xml.ts";

/** The second cue of a series, for those who cannot tell its colour. */
const dashes = ["solid", "dash", "sysDot", "lgDashDot"] as const;
const markers = ["circle", "triangle", "square", "diamond"] as const;

/**
 * A series of the theme's colours, with its own name at its end where `names` has it there, in a
 * chart of so many points of height.
 */
export function lookOfSeries(
  series: Element,
  chart: NativeChart,
  index: number,
  names: EndNames | undefined,
  theme: Theme,
  height: number,
): void {
  removeChildren(series, ["c:spPr", "c:marker", "c:smooth"]);
  if (chart.kind === "xy" || chart.valueFormat === undefined)
    removeChildren(series, ["c:dLbls"]);
  if (chart.kind === "xy") {
    lookOfPoints(series, chart, index, theme);
    nameEnd(series, chart, index, names, theme, height);
  } else lookOfBars(series, chart, index, theme);
}

/** Strokes in English Metric Units: of a series, of one that is pointed at, and of one that steps back. */
const strokes = { usual: 31750, pointed: 38100, quiet: 19050 } as const;

function lookOfPoints(
  series: Element,
  chart: XYChart,
  index: number,
  theme: Theme,
): void {
  const each = chart.series[index];
  if (each === undefined) return;
  const { color, alpha } = paintOf(each, index, theme);
  const cue = typeof each.tone === "number" ? each.tone : index;
  const usual = dashes[cue % dashes.length];
  // Dots of a thin grey line would not be seen.
  const seen = each.tone === "quiet" && usual === "sysDot" ? "sysDash" : usual;
  const dash = each.reference ? "sysDash" : seen;
  const weight =
    each.tone === undefined
      ? "usual"
      : each.tone === "quiet"
        ? "quiet"
        : "pointed";
  const width = each.reference ? 19050 : strokes[weight];
  const line = each.line
    ? `<a:ln w="${width}" cap="rnd">${fill(color, alpha)}<a:prstDash val="${dash}"/><a:round/></a:ln>`
    : '<a:ln w="19050"><a:noFill/></a:ln>';
  const dense = each.points.length > 200;
  const marker = each.markers
    ? `<c:symbol val="${markers[index % markers.length]}"/><c:size val="${each.line && each.tone !== "quiet" ? 9 : dense ? 5 : 7}"/>` +
      `<c:spPr>${fill(color, each.line ? alpha : 0.65 * alpha)}<a:ln w="6350"><a:noFill/></a:ln></c:spPr>`
    : '<c:symbol val="none"/>';
  series.appendChild(fragment(series, `<c:spPr>${line}</c:spPr>`));
  series.appendChild(fragment(series, `<c:marker>${marker}</c:marker>`));
  series.appendChild(element(series, "c:smooth", { val: "0" }));
}

/** A series of bars, and the bars of it whose category steps back. */
function lookOfBars(
  series: Element,
  chart: BarChart,
  index: number,
  theme: Theme,
): void {
  const each = chart.series[index] ?? {};
  const look = barLook(chart, index, paintOf(each, index, theme));
  series.appendChild(fragment(series, look));
  const grey = barLook(chart, index, quietPaint(theme));
  for (const [category, quiet] of (chart.quiet ?? []).entries())
    if (quiet)
      series.appendChild(
        fragment(
          series,
          `<c:dPt><c:idx val="${category}"/><c:invertIfNegative val="0"/><c:bubble3D val="0"/>${grey}</c:dPt>`,
        ),
      );
}

/** Solid, pale with an edge, striped, a grid: like the figures of the article. */
function barLook(
  chart: BarChart,
  index: number,
  { color, alpha }: Paint,
): string {
  const edge = `<a:ln w="19050">${fill(color, alpha)}</a:ln>`;
  if (chart.touching && chart.series.length > 1) {
    return `<c:spPr>${fill(color, (index === 0 ? 0.55 : 0.3) * alpha)}${edge}</c:spPr>`;
  }
  const pattern = (preset: string) =>
    `<a:pattFill prst="${preset}"><a:fgClr><a:schemeClr val="${color}"/></a:fgClr><a:bgClr><a:schemeClr val="bg1"/></a:bgClr></a:pattFill>`;
  const looks = [
    fill(color, alpha),
    fill(color, 0.35 * alpha),
    pattern("wdUpDiag"),
    pattern("smGrid"),
  ];
  return `<c:spPr>${looks[index % looks.length]}${edge}</c:spPr>`;
}

/** Share of a chart's width between a line's end and its name. */
const beside = 0.006;

/** The series' own name at its last point, in its colour: it follows the point when data change. */
function nameEnd(
  series: Element,
  { series: drawn }: XYChart,
  index: number,
  names: EndNames | undefined,
  theme: Theme,
  height: number,
): void {
  const { sizes } = theme;
  const side = names?.sides[index];
  const each = drawn[index];
  if (side === undefined || each === undefined) return;
  const { color } = paintOf(each, index, theme);
  const bold = each.tone === "quiet" ? 0 : 1;
  const up = (names?.shifts[index] ?? 0) * sizes.chart;
  const down = Number((-up / height).toFixed(4));
  const shown = (name: "0" | "1") =>
    '<c:showLegendKey val="0"/><c:showVal val="0"/><c:showCatName val="0"/>' +
    `<c:showSerName val="${name}"/><c:showPercent val="0"/><c:showBubbleSize val="0"/>`;
  const label =
    `<c:dLbl><c:idx val="${lastRow(series)}"/>` +
    (side === "right"
      ? `<c:layout><c:manualLayout><c:x val="${beside}"/><c:y val="${down}"/></c:manualLayout></c:layout>`
      : "") +
    "<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>" +
    '<c:txPr><a:bodyPr wrap="none" lIns="38100" tIns="19050" rIns="38100" bIns="19050" anchor="ctr"/><a:lstStyle/>' +
    `<a:p><a:pPr><a:defRPr sz="${sizes.chart * 100}" b="${bold}">${fill(color)}<a:latin typeface="+mn-lt"/></a:defRPr></a:pPr></a:p></c:txPr>` +
    `<c:dLblPos val="${side === "top" ? "t" : "r"}"/>${shown("1")}</c:dLbl>`;
  series.appendChild(
    fragment(series, `<c:dLbls>${label}${shown("0")}</c:dLbls>`),
  );
}

/** The row of the sheet with the series' last point; series of other x have rows of their own. */
function lastRow(series: Element): string {
  const points = children(series, "c:yVal").flatMap((each) =>
    all(each, "c:pt"),
  );
  const last = points.findLast((point) => {
    const text = child(point, "c:v")?.textContent ?? "";
    return text !== "" && Number.isFinite(Number(text));
  });
  return last?.getAttribute("idx") ?? "0";
}

/** No legend: names stand at the ends. */
export function dropLegend(document: Document): void {
  for (const chart of all(document, "c:chart"))
    removeChildren(chart, ["c:legend"]);
}

/** Names in a legend step back with their series. */
export function quietLegend(
  document: Document,
  { series }: NativeChart,
  { sizes }: Theme,
): void {
  for (const legend of all(document, "c:legend")) {
    const [position] = children(legend, "c:legendPos");
    for (const [index, { tone }] of [...series.entries()].reverse()) {
      if (tone !== "quiet") continue;
      const entry =
        `<c:legendEntry><c:idx val="${index}"/><c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr>` +
        `<a:defRPr sz="${sizes.chart * 100}">${fill("tx2")}<a:latin typeface="+mn-lt"/></a:defRPr>` +
        "</a:pPr></a:p></c:txPr></c:legendEntry>";
      legend.insertBefore(
        fragment(legend, entry),
        position?.nextSibling ?? legend.firstChild,
      );
    }
  }
}

/** Axes where the plan has them: callouts rest on it. */
export function setPlot(document: Document, plot: Box): void {
  const at = (value: number) => value.toFixed(4);
  for (const area of all(document, "c:plotArea")) {
    removeChildren(area, ["c:layout"]);
    area.insertBefore(
      fragment(
        area,
        '<c:layout><c:manualLayout><c:layoutTarget val="inner"/><c:xMode val="edge"/><c:yMode val="edge"/>' +
          `<c:x val="${at(plot.x)}"/><c:y val="${at(plot.y)}"/><c:w val="${at(plot.w)}"/><c:h val="${at(plot.h)}"/>` +
          "</c:manualLayout></c:layout>",
      ),
      area.firstChild,
    );
  }
}
