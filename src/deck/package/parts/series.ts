import type { XYChart } from "../../layout/chart.ts";
import type { EndNames } from "../../layout/end-names.ts";
import { fill, seriesColor } from "../../scheme.ts";
import type { Theme } from "../../theme.ts";
import {
  all,
  child,
  children,
  type Document,
  type Element,
  fragment,
  removeChildren,
} from "../xml.ts";

/** Share of a chart's width between a line's end and its name. */
const beside = 0.006;

/** The series' own name at its last point, in its colour: it follows the point when data change. */
export function nameEnd(
  series: Element,
  { series: drawn }: XYChart,
  index: number,
  names: EndNames | undefined,
  { sizes }: Theme,
): void {
  const side = names?.sides[index];
  const each = drawn[index];
  if (side === undefined || each === undefined) return;
  const color = each.reference ? "tx2" : seriesColor(index);
  const shown = (name: "0" | "1") =>
    '<c:showLegendKey val="0"/><c:showVal val="0"/><c:showCatName val="0"/>' +
    `<c:showSerName val="${name}"/><c:showPercent val="0"/><c:showBubbleSize val="0"/>`;
  const label =
    `<c:dLbl><c:idx val="${lastRow(series)}"/>` +
    (side === "right"
      ? `<c:layout><c:manualLayout><c:x val="${beside}"/><c:y val="0"/></c:manualLayout></c:layout>`
      : "") +
    "<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>" +
    '<c:txPr><a:bodyPr wrap="none" lIns="38100" tIns="19050" rIns="38100" bIns="19050" anchor="ctr"/><a:lstStyle/>' +
    `<a:p><a:pPr><a:defRPr sz="${sizes.chart * 100}" b="1">${fill(color)}<a:latin typeface="+mn-lt"/></a:defRPr></a:pPr></a:p></c:txPr>` +
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

/** Axes where there is room for the names beside them, and no legend. */
export function replaceLegend(document: Document, { plot }: EndNames): void {
  for (const chart of all(document, "c:chart"))
    removeChildren(chart, ["c:legend"]);
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
