import { posix } from "node:path";
import { cellsOf, parseSheet } from "../package/sheet.ts";
import {
  all,
  child,
  children,
  type Document,
  type Element,
} from "../package/xml.ts";
import { bytesOf, namesOf, type Parts, textOf, unzip } from "../package/zip.ts";
import { lintArchive, readDocuments } from "./archive.ts";
import type { Defect } from "./defect.ts";
import { lintRelations, lintTypes } from "./relations.ts";

/** PX-08: finite values, two axes, caches equal to the sheet behind, and a sound workbook. */
export async function lintCharts(
  parts: Parts,
  documents: ReadonlyMap<string, Document>,
): Promise<Defect[]> {
  const defects: Defect[] = [];
  for (const name of namesOf(parts, /^ppt\/charts\/chart\d+\.xml$/)) {
    const document = documents.get(name);
    if (document === undefined) continue;
    const workbook = workbookOf(parts, name);
    const behind =
      workbook === undefined
        ? ["no workbook behind it"]
        : [...(await lintBehind(document, workbook))];
    const messages = [...lintPlot(document), ...behind];
    for (const message of messages)
      defects.push({ rule: "PX-08", message: `${name}: ${message}` });
  }
  return defects;
}

/** The bytes of the workbook behind a chart; LibreOffice leaves it out. */
function workbookOf(parts: Parts, chart: string): Buffer | undefined {
  const rels = chart.replace("charts/", "charts/_rels/").concat(".rels");
  if (!parts.has(rels)) return undefined;
  const target = /Target="([^"]+\.xlsx)"/.exec(textOf(parts, rels))?.[1] ?? "";
  return bytesOf(parts, posix.join("ppt/charts", target));
}

function lintPlot(document: Document): string[] {
  const wrong: string[] = [];
  for (const kind of ["c:scatterChart", "c:barChart", "c:lineChart"]) {
    for (const plot of all(document, kind)) {
      if (all(plot, "c:axId").length !== 2) wrong.push("not two axes");
    }
  }
  for (const area of all(document, "c:plotArea")) {
    const kinds = children(area).filter((each) =>
      each.nodeName.endsWith("Chart"),
    );
    if (kinds.length > 1) wrong.push("two kinds of chart in one");
  }
  for (const cache of all(document, "c:numCache")) {
    for (const value of all(cache, "c:v")) {
      const text = value.textContent ?? "";
      if (text === "" || !Number.isFinite(Number(text)))
        wrong.push(`value that is no number: ${text}`);
    }
  }
  return wrong;
}

async function lintBehind(
  document: Document,
  workbook: Buffer,
): Promise<string[]> {
  const parts = await unzip(workbook);
  return [...lintCaches(document, parts), ...lintWorkbook(workbook, parts)];
}

function lintCaches(document: Document, workbook: Parts): string[] {
  const sheet = parseSheet(workbook);
  const wrong: string[] = [];
  for (const tag of ["c:numRef", "c:strRef", "c:multiLvlStrRef"]) {
    for (const reference of all(document, tag)) {
      const cells = cellsOf(child(reference, "c:f")?.textContent ?? "");
      for (const point of all(reference, "c:pt"))
        wrong.push(...comparePoint(point, cells, sheet));
    }
  }
  return wrong;
}

function comparePoint(
  point: Element,
  cells: readonly string[],
  sheet: ReadonlyMap<string, string | number>,
): string[] {
  const cell = cells[Number(point.getAttribute("idx"))] ?? "";
  const shown = child(point, "c:v")?.textContent ?? "";
  const held = sheet.get(cell);
  const same =
    typeof held === "number" ? Number(shown) === held : shown === held;
  return same ? [] : [`${cell} shows ${shown} and holds ${held}`];
}

function lintWorkbook(bytes: Buffer, parts: Parts): string[] {
  const { documents, defects } = readDocuments(parts);
  return [
    ...lintArchive(bytes),
    ...defects,
    ...lintTypes(parts, documents),
    ...lintRelations(parts, documents),
  ].map((each) => `workbook: ${each.message}`);
}
