import type { AxisPlan } from "../../../figure/plan/axis.ts";
import type { BarChart, NativeChart, XYChart } from "../../layout/chart.ts";
import { endNames } from "../../layout/end-names.ts";
import { labelEvery } from "../../layout/fit-chart.ts";
import { axisFormat } from "../../layout/number-format.ts";
import type { PlacedChart } from "../../layout/placed.ts";
import { fill, seriesColor } from "../../scheme.ts";
import type { Theme } from "../../theme.ts";
import { nameEnd, replaceLegend } from "./series.ts";
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

/** Gives a chart what pptxgenjs has no option for: a look for each series, and both axes. */
export function dressChart(
  document: Document,
  { chart, box }: PlacedChart,
  theme: Theme,
): void {
  const names = endNames(chart, box, theme);
  for (const [index, series] of all(document, "c:ser").entries()) {
    removeChildren(series, ["c:spPr", "c:marker", "c:smooth"]);
    if (chart.kind === "xy" || chart.valueFormat === undefined) {
      removeChildren(series, ["c:dLbls"]);
    }
    if (chart.kind === "xy") {
      dressPoints(series, chart, index);
      nameEnd(series, chart, index, names, theme);
    } else series.appendChild(fragment(series, barLook(chart, index)));
  }
  if (names !== undefined) replaceLegend(document, names);
  for (const plot of all(document, "c:barChart")) {
    if (chart.kind === "bar") dressBars(plot, chart);
  }
  if (chart.kind === "bar" && chart.touching) {
    const every = labelEvery(chart, box.w, theme);
    for (const axis of all(document, "c:catAx")) {
      removeChildren(axis, ["c:tickLblSkip", "c:tickMarkSkip"]);
      axis.appendChild(element(axis, "c:tickLblSkip", { val: String(every) }));
    }
  }
  for (const grid of all(document, "c:majorGridlines")) {
    removeChildren(grid, ["c:spPr"]);
    grid.appendChild(fragment(grid, gridLook));
  }
  // Labels for the whole plot repeat those of its series, in fixed colours.
  for (const plot of all(document, "c:plotArea").flatMap((each) =>
    children(each),
  )) {
    removeChildren(plot, ["c:dLbls"]);
  }
  dressAxes(document, chart);
}

const gridLook =
  '<c:spPr><a:ln w="9525"><a:solidFill><a:schemeClr val="tx2"><a:alpha val="30000"/></a:schemeClr></a:solidFill></a:ln></c:spPr>';

function dressPoints(series: Element, chart: XYChart, index: number): void {
  const each = chart.series[index];
  if (each === undefined) return;
  const color = each.reference ? "tx2" : seriesColor(index);
  const dash = each.reference ? "sysDash" : dashes[index % dashes.length];
  const line = each.line
    ? `<a:ln w="${each.reference ? 19050 : 31750}" cap="rnd">${fill(color)}<a:prstDash val="${dash}"/><a:round/></a:ln>`
    : '<a:ln w="19050"><a:noFill/></a:ln>';
  const dense = each.points.length > 200;
  const marker = each.markers
    ? `<c:symbol val="${markers[index % markers.length]}"/><c:size val="${each.line ? 9 : dense ? 5 : 7}"/>` +
      `<c:spPr>${fill(color, each.line ? 100 : 65)}<a:ln w="6350"><a:noFill/></a:ln></c:spPr>`
    : '<c:symbol val="none"/>';
  series.appendChild(fragment(series, `<c:spPr>${line}</c:spPr>`));
  series.appendChild(fragment(series, `<c:marker>${marker}</c:marker>`));
  series.appendChild(element(series, "c:smooth", { val: "0" }));
}

/** Solid, pale with an edge, striped, a grid: like the figures of the article. */
function barLook(chart: BarChart, index: number): string {
  const color = seriesColor(index);
  const edge = `<a:ln w="19050">${fill(color)}</a:ln>`;
  if (chart.touching && chart.series.length > 1) {
    return `<c:spPr>${fill(color, index === 0 ? 55 : 30)}${edge}</c:spPr>`;
  }
  const pattern = (preset: string) =>
    `<a:pattFill prst="${preset}"><a:fgClr><a:schemeClr val="${color}"/></a:fgClr><a:bgClr><a:schemeClr val="bg1"/></a:bgClr></a:pattFill>`;
  const looks = [
    fill(color),
    fill(color, 35),
    pattern("wdUpDiag"),
    pattern("smGrid"),
  ];
  return `<c:spPr>${looks[index % looks.length]}${edge}</c:spPr>`;
}

function dressBars(plot: Element, chart: BarChart): void {
  removeChildren(plot, ["c:overlap"]);
  const overlap = chart.touching ? 100 : chart.series.length > 1 ? -8 : 0;
  plot.appendChild(element(plot, "c:overlap", { val: String(overlap) }));
}

function dressAxes(document: Document, chart: NativeChart): void {
  const values = all(document, "c:valAx");
  for (const axis of [...values, ...all(document, "c:catAx")]) {
    set(axis, "c:tickLblPos", "low");
    set(axis, "c:majorTickMark", axis.nodeName === "c:catAx" ? "none" : "out");
    set(axis, "c:crosses", "min");
    uprightTitle(axis);
  }
  if (chart.kind === "xy") {
    const [x, y] = values;
    if (x) dressScale(x, chart.x);
    if (y) dressScale(y, chart.y);
    return;
  }
  const [value] = values;
  if (value) dressScale(value, chart.y);
  // Bars begin where the categories' axis crosses: at zero, its names below all the same.
  if (chart.y.min < 0) {
    for (const axis of all(document, "c:catAx")) {
      set(axis, "c:crosses", "autoZero");
    }
  }
  if (!chart.horizontal) return;
  // Categories read from the top, so the values' axis crosses at the last one.
  for (const axis of all(document, "c:catAx")) {
    for (const each of all(axis, "c:orientation"))
      each.setAttribute("val", "maxMin");
  }
  if (value) set(value, "c:crosses", "max");
  if (value) set(value, "c:tickLblPos", "nextTo");
}

function dressScale(axis: Element, scale: AxisPlan): void {
  for (const format of children(axis, "c:numFmt")) {
    format.setAttribute("formatCode", axisFormat(scale));
    format.setAttribute("sourceLinked", "0");
  }
  const scaling = child(axis, "c:scaling");
  if (scaling === undefined) return;
  removeChildren(scaling, ["c:logBase"]);
  if (scale.log) {
    scaling.insertBefore(
      element(scaling, "c:logBase", { val: "10" }),
      scaling.firstChild,
    );
  }
}

/** The title of an axis at the side is read from below. */
function uprightTitle(axis: Element): void {
  const side = ["l", "r"].includes(
    child(axis, "c:axPos")?.getAttribute("val") ?? "",
  );
  for (const title of children(axis, "c:title")) {
    const [body] = all(title, "a:bodyPr");
    if (side) body?.setAttribute("rot", "-5400000");
    if (side) body?.setAttribute("vert", "horz");
  }
}

function set(axis: Element, name: string, value: string): void {
  for (const each of children(axis, name)) each.setAttribute("val", value);
}
