import { all, parseXml } from "./xml.ts";
import { type Parts, textOf, unzip } from "./zip.ts";

/** What each cell holds, by its address. */
type Sheet = ReadonlyMap<string, string | number>;

/** The first sheet of a workbook. Throws PackageError for what is none. */
export async function readSheet(workbook: Buffer): Promise<Sheet> {
  return parseSheet(await unzip(workbook));
}

/** The first sheet among the parts of a workbook. Throws PackageError where it is missing. */
export function parseSheet(parts: Parts): Sheet {
  const strings = all(
    parseXml(textOf(parts, "xl/sharedStrings.xml")),
    "si",
  ).map((each) => each.textContent ?? "");
  const cells = new Map<string, string | number>();
  for (const cell of all(
    parseXml(textOf(parts, "xl/worksheets/sheet1.xml")),
    "c",
  )) {
    const value = all(cell, "v")[0]?.textContent ?? "";
    const address = cell.getAttribute("r") ?? "";
    const shared = cell.getAttribute("t") === "s";
    cells.set(address, shared ? (strings[Number(value)] ?? "") : Number(value));
  }
  return cells;
}

/** The addresses of a range such as `Sheet1!$A$2:$A$9`, downwards. */
export function cellsOf(range: string): string[] {
  const found = /!\$([A-Z]+)\$(\d+)(?::\$[A-Z]+\$(\d+))?$/.exec(range);
  if (found === null) return [];
  const [, column, first, last = first] = found;
  const count = Number(last) - Number(first) + 1;
  return Array.from(
    { length: count },
    (_, index) => `${column}${Number(first) + index}`,
  );
}
