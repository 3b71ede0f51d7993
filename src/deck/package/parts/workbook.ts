import { Package } from "../package.ts";
import type { Plan } from "../plan.ts";
import { cellsOf } from "../sheet.ts";
import { all, child, type Document } from "../xml.ts";
import { setOrigin } from "./properties.ts";
import { dropPhantomTypes } from "./relations.ts";

/** A cell that pptxgenjs wrote without its number: there is none, or it is 0. */
const emptyCell = /<c r="([A-Z]+\d+)"><v>(?:NaN|-?Infinity)?<\/v><\/c>/g;

/** Parts of the workbook that nothing shows: the sheet's relation to a table it does not use. */
const unused = ["xl/tables/table1.xml", "xl/worksheets/_rels/sheet1.xml.rels"];

/** The workbook behind every chart: what the chart shows, no empty cells, fixed dates. */
export async function finishWorkbooks(
  parts: Package,
  { date, author }: Plan,
): Promise<void> {
  for (const name of parts.names(/^ppt\/charts\/chart\d+\.xml$/)) {
    const workbook = parts.related(name, { type: "package" });
    const book = await Package.open(Buffer.from(parts.content(workbook)));
    mend(book, cachedNumbers(parts.document(name)));
    setOrigin(book, date, author);
    dropPhantomTypes(book);
    parts.set(workbook, await book.save());
  }
}

function mend(book: Package, shown: ReadonlyMap<string, string>): void {
  for (const name of unused) book.delete(name);
  for (const name of book.names(/\/sheet\d+\.xml$/)) {
    // As text: a sheet is long, and nothing but these cells is wrong with it.
    const mended = String(book.content(name)).replace(
      emptyCell,
      (_, cell: string) => {
        const value = shown.get(cell);
        return value === undefined ? "" : `<c r="${cell}"><v>${value}</v></c>`;
      },
    );
    book.set(name, mended);
  }
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
