import type { NativeChart } from "../../layout/chart.ts";
import type { Box } from "../../layout/grid.ts";
import { inch } from "../../layout/measure.ts";
import type { PlacedChart } from "../../layout/placed.ts";
import { endNames } from "../../layout/plot/end-names.ts";
import { innerPlot } from "../../layout/plot/inner-plot.ts";
import { legendEdge, legendOf } from "../../layout/plot/legend.ts";
import type { Theme } from "../../theme.ts";
import type { Package } from "../package.ts";
import type { Plan } from "../plan.ts";
import {
  all,
  child,
  children,
  type Document,
  type Element,
  element,
  fragment,
  prefixed,
  remove,
  removeChildren,
  setLanguage,
  sortChildren,
} from "../xml.ts";
import { mendAxes, setAxes } from "./axis.ts";
import { dropLegend, lookOfSeries, quietLegend, setPlot } from "./series.ts";
import { shapesOf } from "./shape.ts";
import { slidePart } from "./slide.ts";

/** Sequences of ISO 29500-1, 21.2: what a chart and its series may hold, in order. */
const charts: Readonly<Record<string, { chart: string; series: string }>> = {
  "c:scatterChart": {
    chart: "scatterStyle varyColors ser dLbls axId extLst",
    series:
      "idx order tx spPr marker dPt dLbls trendline errBars xVal yVal smooth extLst",
  },
  "c:barChart": {
    chart:
      "barDir grouping varyColors ser dLbls gapWidth overlap serLines axId extLst",
    series:
      "idx order tx spPr invertIfNegative pictureOptions dPt dLbls trendline errBars cat val shape extLst",
  },
};

/**
 * Charts in the theme's look, as the plan has them, and valid: in the order of the schema, with
 * two axes, no empty value, fixed field ids.
 */
export function finishCharts(
  parts: Package,
  { slides, theme, language }: Plan,
): void {
  for (const slide of slides) {
    for (const item of slide.items) {
      if (item.kind !== "chart") continue;
      const part = chartPart(parts, slidePart(slide.number), item.name);
      look(parts.document(part), item, theme);
    }
  }
  for (const name of parts.names(/^ppt\/charts\/chart\d+\.xml$/))
    mend(parts.document(name), language);
}

/** The chart in the frame of that name. */
function chartPart(parts: Package, slide: string, name: string): string {
  const frame = shapesOf(parts.document(slide)).get(name);
  const [chart] = frame === undefined ? [] : all(frame, "c:chart");
  return parts.related(slide, { id: chart?.getAttribute("r:id") ?? "" });
}

/** Gives a chart what pptxgenjs has no option for: a look for each series, and both axes. */
function look(document: Document, item: PlacedChart, theme: Theme): void {
  const { chart, box } = item;
  const names = endNames(chart, box, theme);
  for (const [index, series] of all(document, "c:ser").entries())
    lookOfSeries(series, chart, index, names, theme, box.h * inch);
  if (names !== undefined) dropLegend(document);
  placeLegend(document, chart, box, theme);
  quietLegend(document, chart, theme);
  setPlot(document, innerPlot(chart, box, theme).plot);
  for (const plot of all(document, "c:barChart")) {
    if (chart.kind !== "bar") continue;
    removeChildren(plot, ["c:overlap"]);
    const overlap = chart.touching ? 100 : chart.series.length > 1 ? -8 : 0;
    plot.appendChild(element(plot, "c:overlap", { val: String(overlap) }));
  }
  // Labels for the whole plot repeat those of its series, in fixed colours.
  for (const area of all(document, "c:plotArea")) {
    for (const plot of children(area)) removeChildren(plot, ["c:dLbls"]);
  }
  setAxes(document, item, theme);
}

/** Over what the axis is called: programs would put it below the title of the chart. */
function placeLegend(
  document: Document,
  chart: NativeChart,
  { w, h }: Box,
  theme: Theme,
): void {
  const [left = 0] = legendOf(chart, w * inch, theme).columns;
  const x = (left / (w * inch)).toFixed(4);
  const y = (legendEdge / (h * inch)).toFixed(4);
  for (const legend of all(document, "c:legend")) {
    removeChildren(legend, ["c:layout"]);
    const place = fragment(
      legend,
      '<c:layout><c:manualLayout><c:xMode val="edge"/><c:yMode val="edge"/>' +
        `<c:x val="${x}"/><c:y val="${y}"/></c:manualLayout></c:layout>`,
    );
    legend.insertBefore(place, child(legend, "c:overlay") ?? null);
  }
}

function mend(document: Document, language: string): void {
  for (const [name, sequence] of Object.entries(charts)) {
    for (const chart of all(document, name)) mendPlot(chart, sequence);
  }
  mendAxes(document);
  for (const cache of all(document, "c:numCache")) {
    for (const point of children(cache, "c:pt")) {
      const value = child(point, "c:v")?.textContent || "none";
      if (!Number.isFinite(Number(value))) remove(point);
    }
  }
  for (const text of all(document, "c:txPr")) closeParagraphs(text, language);
  setLanguage(document, language);
  for (const each of all(document, "c:lang"))
    each.setAttribute("val", language);
  for (const [index, field] of all(document, "a:fld").entries())
    field.setAttribute("id", guid(index + 1));
}

function mendPlot(
  chart: Element,
  sequence: { readonly chart: string; readonly series: string },
): void {
  const { nodeName } = chart;
  // A third axis belongs to charts in three dimensions.
  for (const axis of children(chart, "c:axId").slice(2)) remove(axis);
  for (const series of children(chart, "c:ser")) {
    if (nodeName !== "c:barChart")
      removeChildren(series, ["c:invertIfNegative"]);
    sortChildren(series, prefixed("c", sequence.series));
  }
  sortChildren(chart, prefixed("c", sequence.chart));
  for (const name of ["c:dLbls", "c:dLbl"]) {
    for (const labels of all(chart, name))
      removeChildren(labels, ["c:showLeaderLines"]);
  }
}

function closeParagraphs(text: Element, language: string): void {
  for (const paragraph of all(text, "a:p")) {
    if (child(paragraph, "a:endParaRPr") || child(paragraph, "a:r")) continue;
    paragraph.appendChild(
      element(paragraph, "a:endParaRPr", { lang: language }),
    );
  }
}

/** A GUID that only depends on `index`. */
function guid(index: number): string {
  const digits = index.toString(16).toUpperCase().padStart(12, "0");
  return `{00000000-0000-4000-8000-${digits}}`;
}
