import { setDates } from "./repair-package.ts";
import { textOf, unzip, zip } from "./zip.ts";

/** A cell that pptxgenjs wrote without its number, or with one that is none. */
const emptyCell = /<c r="[A-Z]+\d+"><v>(?:NaN|-?Infinity)?<\/v><\/c>/g;

/** Parts of the workbook that nothing shows: the sheet's relation to a table it does not use. */
const unused = ["xl/tables/table1.xml", "xl/worksheets/_rels/sheet1.xml.rels"];

/** The sheet behind a chart: no empty cells, nothing unused, fixed dates, fixed archive. */
export async function repairWorkbook(
  bytes: Buffer,
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
  for (const [name, content] of parts) {
    if (!/\/sheet\d+\.xml$/.test(name) || typeof content !== "string") continue;
    parts.set(name, content.replace(emptyCell, ""));
  }
  return zip(parts);
}
