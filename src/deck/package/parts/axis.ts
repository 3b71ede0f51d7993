import type { AxisPlan } from "../../../figure/plan/axis.ts";
import type { NativeChart } from "../../layout/chart.ts";
import { inch } from "../../layout/measure.ts";
import { axisFormat } from "../../layout/number-format.ts";
import type { PlacedChart } from "../../layout/placed.ts";
import { labelEvery } from "../../layout/plot/fit-chart.ts";
import { innerPlot } from "../../layout/plot/inner-plot.ts";
import type { Theme } from "../../theme.ts";
import {
  all,
  child,
  children,
  type Document,
  type Element,
  element,
  fragment,
  prefixed,
  removeChildren,
  sortChildren,
} from "../xml.ts";

/** What pptxgenjs writes into every axis, and only a category axis may hold. */
const categoryOnly =
  "auto lblAlgn lblOffset noMultiLvlLbl tickLblSkip tickMarkSkip";

/** Sequences of ISO 29500-1, 21.2: what an axis may hold, in order. */
const common =
  "axId scaling delete axPos majorGridlines minorGridlines title numFmt majorTickMark minorTickMark tickLblPos spPr txPr crossAx crosses crossesAt";
const categoryAxis = prefixed(
  "c",
  `${common} auto lblAlgn lblOffset tickLblSkip tickMarkSkip noMultiLvlLbl extLst`,
);
const valueAxis = prefixed(
  "c",
  `${common} crossBetween majorUnit minorUnit dispUnits extLst`,
);

/** Puts what every axis holds into the order of the schema, and nothing else into it. */
export function mendAxes(document: Document): void {
  for (const axis of all(document, "c:valAx")) {
    removeChildren(axis, prefixed("c", categoryOnly));
    sortChildren(axis, valueAxis);
  }
  for (const axis of all(document, "c:catAx")) sortChildren(axis, categoryAxis);
}

const gridLook =
  '<c:spPr><a:ln w="9525"><a:solidFill><a:schemeClr val="tx2"><a:alpha val="30000"/></a:schemeClr></a:solidFill></a:ln></c:spPr>';

/** Sets both axes as the plan has them: formats, crossings, logarithms, titles, the grid. */
export function setAxes(
  document: Document,
  { chart, box }: PlacedChart,
  theme: Theme,
): void {
  for (const grid of all(document, "c:majorGridlines")) {
    removeChildren(grid, ["c:spPr"]);
    grid.appendChild(fragment(grid, gridLook));
  }
  const values = all(document, "c:valAx");
  const categories = all(document, "c:catAx");
  for (const axis of [...values, ...categories]) {
    set(axis, "c:tickLblPos", "low");
    set(axis, "c:majorTickMark", axis.nodeName === "c:catAx" ? "none" : "out");
    set(axis, "c:crosses", "min");
    titleOver(
      document,
      axis,
      innerPlot(chart, box, theme).title / (box.h * inch),
    );
  }
  const scales = chart.kind === "xy" ? [chart.x, chart.y] : [chart.y];
  for (const [index, scale] of scales.entries()) {
    const axis = values[index];
    if (axis !== undefined) setScale(axis, scale);
  }
  for (const axis of categories) setCategories(axis, chart, box.w, theme);
  if (chart.kind !== "bar" || !chart.horizontal) return;
  // Categories read from the top, so the values' axis crosses at the last one.
  for (const axis of values.slice(0, 1)) {
    set(axis, "c:crosses", "max");
    set(axis, "c:tickLblPos", "nextTo");
  }
}

function setCategories(
  axis: Element,
  chart: NativeChart,
  width: number,
  theme: Theme,
): void {
  if (chart.kind !== "bar") return;
  if (chart.touching) {
    const every = String(labelEvery(chart, width, theme));
    removeChildren(axis, ["c:tickLblSkip", "c:tickMarkSkip"]);
    axis.appendChild(element(axis, "c:tickLblSkip", { val: every }));
  }
  // Bars begin where the categories' axis crosses: at zero, its names below all the same.
  if (chart.y.min < 0) set(axis, "c:crosses", "autoZero");
  if (!chart.horizontal) return;
  for (const each of all(axis, "c:orientation"))
    each.setAttribute("val", "maxMin");
}

function setScale(axis: Element, scale: AxisPlan): void {
  for (const format of children(axis, "c:numFmt")) {
    format.setAttribute("formatCode", axisFormat(scale));
    format.setAttribute("sourceLinked", "0");
  }
  const scaling = child(axis, "c:scaling");
  if (scaling === undefined) return;
  removeChildren(scaling, ["c:logBase"]);
  if (!scale.log) return;
  const base = element(scaling, "c:logBase", { val: "10" });
  scaling.insertBefore(base, scaling.firstChild);
}

/**
 * The title of the axis at the side lies over it, where nobody turns the head to read it. It is the
 * chart's title in the file: a program breaks one of an axis after a fifth of the chart's width.
 */
function titleOver(document: Document, axis: Element, y: number): void {
  const at = child(axis, "c:axPos")?.getAttribute("val") ?? "";
  const [title] = children(axis, "c:title");
  const [chart] = all(document, "c:chart");
  if ((at !== "l" && at !== "r") || title === undefined) return;
  for (const body of all(title, "a:bodyPr")) {
    body.setAttribute("rot", "0");
    body.setAttribute("vert", "horz");
    body.setAttribute("wrap", "none");
  }
  removeChildren(title, ["c:layout"]);
  const place = fragment(
    title,
    '<c:layout><c:manualLayout><c:xMode val="edge"/><c:yMode val="edge"/>' +
      `<c:x val="0"/><c:y val="${y.toFixed(4)}"/></c:manualLayout></c:layout>`,
  );
  title.insertBefore(place, child(title, "c:overlay") ?? null);
  set(title, "c:overlay", "1");
  chart?.insertBefore(title, chart.firstChild);
  for (const each of all(document, "c:autoTitleDeleted"))
    each.setAttribute("val", "0");
}

function set(axis: Element, name: string, value: string): void {
  for (const each of children(axis, name)) each.setAttribute("val", value);
}
