import type {
  Code,
  List,
  ListItem,
  Paragraph,
  PhrasingContent,
  Table,
  TableRow,
} from "mdast";
import { toString as toText } from "mdast-util-to-string";
import { placed } from "./picture.ts";

/** How a table reaches Medium, which has none: chosen by its size alone. */
export type TableForm = "list" | "text" | "picture";

/** Widest table that is set in signs of one width: what a phone shows without breaking. */
const widestText = 78;

/**
 * List up to 4 columns and 6 rows, else text up to 78 columns wide, else a picture; where a cell is
 * pointed at no text, which has nothing bold.
 */
export function formOf(table: Table): TableForm {
  const [head, ...rows] = table.children;
  if ((head?.children.length ?? 0) <= 4 && rows.length <= 6) return "list";
  if (pointedIn(table).flat().includes(true)) return "picture";
  const widths = columnWidths(cellsOf(table));
  const width = widths.reduce((sum, each) => sum + each + 2, -2);
  return width <= widestText ? "text" : "picture";
}

/** Which cells are pointed at, row by row, the header first. */
export function pointedIn(table: Table): boolean[][] {
  return table.children.map((row) =>
    row.children.map((cell) => cell.data?.pointed === true),
  );
}

/** The cells' texts, row by row, the header first. */
export function cellsOf(table: Table): string[][] {
  return table.children.map((row) =>
    row.children.map((cell) => toText(cell).replace(/\s+/g, " ").trim()),
  );
}

/** One item a row: "heading: value" for each cell that is not empty, the first value in bold. */
export function tableAsList(table: Table): List {
  const [head, ...rows] = table.children;
  const labels = (head?.children ?? []).map((cell) => toText(cell).trim());
  // What has no heading is what the row is about: "RMSE: to the 3: 0.2; to the 7: 0.3".
  const first = labels[0] === "" ? ": " : "; ";
  const itemOf = (row: TableRow): ListItem => {
    let between = "";
    const children = row.children.flatMap((cell, at): PhrasingContent[] => {
      if (at > 0 && toText(cell).trim() === "") return [];
      const value = between + (labels[at] ? `${labels[at]}: ` : "");
      between = at === 0 ? first : "; ";
      const strong = { type: "strong", children: cell.children } as const;
      const isBold = cell.data?.pointed === true;
      const words = at === 0 && !isBold ? [strong] : cell.children;
      return value === "" ? words : [{ type: "text", value }, ...words];
    });
    const line = placed<Paragraph>(row, { type: "paragraph", children });
    const item: ListItem = {
      type: "listItem",
      spread: false,
      children: [line],
    };
    return placed(row, item);
  };
  const children = rows.map(itemOf);
  const list: List = { type: "list", ordered: false, spread: false, children };
  return placed(table, list);
}

/** The table in signs of one width, a line of dashes below its header. */
export function tableAsText(table: Table): Code {
  const rows = cellsOf(table);
  const widths = columnWidths(rows);
  const lines = rows.map((cells) =>
    cells
      .map((cell, index) => {
        const room = " ".repeat((widths[index] ?? 0) - widthOf(cell));
        return table.align?.[index] === "right" ? room + cell : cell + room;
      })
      .join("  ")
      .trimEnd(),
  );
  const rule = widths.map((width) => "-".repeat(width)).join("  ");
  return placed<Code>(table, {
    type: "code",
    lang: null,
    value: [lines[0], rule, ...lines.slice(1)].join("\n"),
  });
}

function columnWidths(rows: readonly (readonly string[])[]): number[] {
  const widths: number[] = [];
  for (const cells of rows) {
    cells.forEach((cell, index) => {
      widths[index] = Math.max(widths[index] ?? 0, widthOf(cell));
    });
  }
  return widths;
}

function widthOf(text: string): number {
  return [...text].length;
}
