import { setDates } from "./relations.ts";
import { cellsOf } from "../sheet.ts";
import { all, child, type Document } from "../xml.ts";
import { textOf, unzip, zip } from "../zip.ts";

/** A cell that pptxgenjs wrote without its number: there is none, or it is 0. */
const emptyCell = /<c r="([A-Z]+\d+)"><v>(?:NaN|-?Infinity)?<\/v><\/c>/g;

/** Parts of the workbook that nothing shows: the sheet's relation to a table it does not use. */
const unused = ["xl/tables/table1.xml", "xl/worksheets/_rels/sheet1.xml.rels"];

/**
 * The sheet behind `chart`: what the chart shows, no empty cells, nothing unused, fixed dates,
 * fixed archive.
 */
export async function repairWorkbook(
  bytes: Buffer,
  chart: Document,
  date: string,
): Promise<Buffer> {
  const parts = await unzip(bytes);
  for (const name of unused) parts.delete(name);
  const types = "[Content_Types].xml";
  parts.set(
    types,
    textOf(parts, types).replace(
      /\s*<Override PartName="\/xl\/tables\/[^>]*\/>/,
      "",
    ),
  );
  const core = "docProps/core.xml";
  parts.set(
    core,
    setDates(textOf(parts, core), date).replaceAll("PptxGenJS", "Lectern"),
  );
  const shown = cachedNumbers(chart);
  for (const [name, content] of parts) {
    if (!/\/sheet\d+\.xml$/.test(name) || typeof content !== "string") continue;
    parts.set(
      name,
      content.replace(emptyCell, (_, cell: string) => {
        const value = shown.get(cell);
        return value === undefined ? "" : `<c r="${cell}"><v>${value}</v></c>`;
      }),
    );
  }
  return zip(parts);
}

/** The numbers that a chart shows, by the cell that they come from. */
function cachedNumbers(chart: Document): ReadonlyMap<string, string> {
  const shown = new Map<string, string>();
  for (const reference of all(chart, "c:numRef")) {
    const cells = cellsOf(child(reference, "c:f")?.textContent ?? "");
    for (const point of all(reference, "c:pt")) {
      const cell = cells[Number(point.getAttribute("idx"))];
      const value = child(point, "c:v")?.textContent ?? "";
      if (cell !== undefined && value !== "") shown.set(cell, value);
    }
  }
  return shown;
}
