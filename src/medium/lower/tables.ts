import type { Code, List, ListItem, PhrasingContent, Table } from "mdast";
import { toString as toText } from "mdast-util-to-string";
import { placed } from "./placed.ts";

/** How a table reaches Medium, which has none: chosen by its size alone. */
export type TableForm = "list" | "text" | "picture";

/** Widest table that is set in signs of one width: what a phone shows without breaking. */
const widestText = 78;

/** List up to 4 columns and 6 rows, else text up to 78 columns wide, else a picture. */
export function formOf(table: Table): TableForm {
  const [head, ...rows] = table.children;
  if ((head?.children.length ?? 0) <= 4 && rows.length <= 6) return "list";
  const widths = columnWidths(cellsOf(table));
  const width = widths.reduce((sum, each) => sum + each + 2, -2);
  return width <= widestText ? "text" : "picture";
}

/** The cells' texts, row by row, the header first. */
export function cellsOf(table: Table): string[][] {
  return table.children.map((row) =>
    row.children.map((cell) => toText(cell).replace(/\s+/g, " ").trim()),
  );
}

/** One item a row: its first cell, then "header: value" for each of the others. */
export function tableAsList(table: Table): List {
  const [head, ...rows] = table.children;
  const labels = (head?.children ?? []).map((cell) => toText(cell).trim());
  return placed<List>(table, {
    type: "list",
    ordered: false,
    spread: false,
    children: rows.map((row) => {
      const [first, ...rest] = row.children;
      const pairs = rest.flatMap((cell, index): PhrasingContent[] => {
        if (toText(cell).trim() === "") return [];
        const label = labels[index + 1] ?? "";
        return [
          { type: "text", value: `; ${label === "" ? "" : `${label}: `}` },
          ...cell.children,
        ];
      });
      // The first separator is a colon.
      const [opening, ...others] = pairs;
      const begun: PhrasingContent[] =
        opening?.type === "text"
          ? [{ ...opening, value: opening.value.replace(";", ":") }]
          : [];
      return placed<ListItem>(row, {
        type: "listItem",
        spread: false,
        children: [
          placed(row, {
            type: "paragraph",
            children: [
              { type: "strong", children: first?.children ?? [] },
              ...begun,
              ...others,
            ],
          }),
        ],
      });
    }),
  });
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
