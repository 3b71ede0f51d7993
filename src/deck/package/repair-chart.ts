import {
  all,
  child,
  children,
  type Document,
  type Element,
  element,
  prefixed,
  remove,
  removeChildren,
  setLanguage,
  sortChildren,
} from "./xml.ts";

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
  "c:lineChart": {
    chart:
      "grouping varyColors ser dLbls dropLines hiLowLines upDownBars marker smooth axId extLst",
    series:
      "idx order tx spPr marker dPt dLbls trendline errBars cat val smooth extLst",
  },
  "c:areaChart": {
    chart: "grouping varyColors ser dLbls dropLines axId extLst",
    series:
      "idx order tx spPr pictureOptions dPt dLbls trendline errBars cat val extLst",
  },
};

/** What pptxgenjs writes into every axis, and only a category axis may hold. */
const categoryOnly = prefixed(
  "c",
  "auto lblAlgn lblOffset noMultiLvlLbl tickLblSkip tickMarkSkip",
);

const categoryAxis = prefixed(
  "c",
  "axId scaling delete axPos majorGridlines minorGridlines title numFmt majorTickMark minorTickMark tickLblPos spPr txPr crossAx crosses crossesAt auto lblAlgn lblOffset tickLblSkip tickMarkSkip noMultiLvlLbl extLst",
);

const valueAxis = prefixed(
  "c",
  "axId scaling delete axPos majorGridlines minorGridlines title numFmt majorTickMark minorTickMark tickLblPos spPr txPr crossAx crosses crossesAt crossBetween majorUnit minorUnit dispUnits extLst",
);

/** Makes a chart of pptxgenjs valid: schema order, two axes, no empty value, fixed field ids. */
export function repairChart(document: Document, language: string): void {
  for (const [name, sequence] of Object.entries(charts)) {
    for (const chart of all(document, name)) repairPlot(chart, sequence);
  }
  for (const axis of all(document, "c:valAx")) {
    removeChildren(axis, categoryOnly);
    sortChildren(axis, valueAxis);
  }
  for (const axis of all(document, "c:catAx")) sortChildren(axis, categoryAxis);
  for (const point of all(document, "c:pt")) {
    if (
      !Number.isFinite(Number(child(point, "c:v")?.textContent || "x")) &&
      isNumeric(point)
    ) {
      remove(point);
    }
  }
  for (const text of all(document, "c:txPr")) closeParagraphs(text, language);
  setLanguage(document, language);
  for (const each of all(document, "c:lang"))
    each.setAttribute("val", language);
  for (const [index, field] of all(document, "a:fld").entries()) {
    field.setAttribute("id", guid(index + 1));
  }
}

function repairPlot(
  chart: Element,
  sequence: { readonly chart: string; readonly series: string },
): void {
  const { nodeName } = chart;
  const grouped = nodeName === "c:lineChart" || nodeName === "c:areaChart";
  if (grouped && child(chart, "c:grouping") === undefined) {
    chart.appendChild(element(chart, "c:grouping", { val: "standard" }));
  }
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

/** A point of a cache of numbers, not of names. */
function isNumeric(point: Element): boolean {
  return point.parentNode?.nodeName === "c:numCache";
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
export function guid(index: number): string {
  const digits = index.toString(16).toUpperCase().padStart(12, "0");
  return `{00000000-0000-4000-8000-${digits}}`;
}
