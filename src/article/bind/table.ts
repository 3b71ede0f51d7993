import type { Table, TableCell, TableRow } from "mdast";
import type { Position } from "unist";
import { inLanguage, type Language } from "../../language.ts";
import type { Table as RecordTable } from "../../record/record.ts";
import type { Bound } from "../bound.ts";
import { attributeOf, bindEach, lookUp } from "../directive.ts";
import { boundText, oneLine } from "../tree.ts";
import { formatCell } from "./format.ts";

/** `::table{#name}`: a table of the record; columns of numbers are set to the right. */
export const remarkTable = bindEach(
  "leafDirective",
  "table",
  (node, file, binding) => {
    const name = attributeOf(node, "id") ?? "";
    const table = lookUp(binding, file, node, "tables", name);
    return table
      ? [buildTable(table, name, node.position, binding.language)]
      : [];
  },
);

/** The cells keep the raw value of their number in `data.bound`. */
function buildTable(
  { columns, rows }: RecordTable,
  name: string,
  position: Position | undefined,
  language: Language,
): Table {
  const bound: Bound = { kind: "table", name };
  const cell = (text: string, data: Bound = bound): TableCell => ({
    type: "tableCell",
    children: [boundText(text, data, position)],
    position,
  });
  const row = (children: TableCell[]): TableRow => ({
    type: "tableRow",
    children,
    position,
  });
  return {
    type: "table",
    align: columns.map((_, index) =>
      rows.every((cells) => typeof cells[index] === "number") ? "right" : null,
    ),
    children: [
      row(columns.map((column) => cell(oneLine(column.label).trim()))),
      ...rows.map((cells) =>
        row(
          columns.map((column, index) => {
            const value = cells[index] ?? "";
            if (typeof value === "string") return cell(oneLine(value).trim());
            const text = inLanguage(formatCell(value, column), language);
            return cell(text, { ...bound, value });
          }),
        ),
      ),
    ],
    data: { bound },
    position,
  };
}
