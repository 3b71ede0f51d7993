import type { Root, RootContent, Table, TableCell, TableRow } from "mdast";
import { toString as toText } from "mdast-util-to-string";
import type { Position } from "unist";
import type { VFile } from "vfile";
import { inLanguage, type Language } from "../../language.ts";
import type { Table as RecordTable } from "../../record/record.ts";
import type { Bound } from "../bound.ts";
import {
  attributeOf,
  type Binding,
  type ContainerDirective,
  type Directive,
  isWhole,
  type LeafDirective,
  lookUp,
} from "../directive.ts";
import { readHighlight } from "../pointing.ts";
import { report } from "../report.ts";
import { boundText, oneLine, replaceNodes } from "../tree.ts";
import { formatCell } from "./format.ts";

/**
 * `::table{#name}`: a table of the record; columns of numbers are set to the right, and what
 * `highlight` names is bold. `:::table{highlight="…"}` … `:::` does so around a table that is written there.
 */
export function remarkTable(binding: Binding) {
  return (tree: Root, file: VFile): void =>
    replaceNodes(tree, (node) => {
      if (isWhole(node, "leafDirective", "table"))
        return bindTable(binding, file, node);
      if (isWhole(node, "containerDirective", "table"))
        return pointInWritten(file, node);
      return [node];
    });
}

function bindTable(
  binding: Binding,
  file: VFile,
  node: LeafDirective,
): RootContent[] {
  const name = attributeOf(node, "id") ?? "";
  const table = lookUp(binding, file, node, "tables", name);
  if (table === undefined) return [];
  const built = buildTable(table, name, node.position, binding.language);
  pointInto(built, node, `table ${name}`, file);
  return [built];
}

/** The table between the fences; whatever stands beside it is reported, and stays. */
function pointInWritten(file: VFile, node: ContainerDirective): RootContent[] {
  const [table, ...others] = node.children;
  if (table?.type !== "table" || others.length > 0)
    report(file, (others[0] ?? node).position, {
      rule: "highlighted-table",
      message: `not one table between the fences: ${node.children.length} blocks`,
      hint: "write one Markdown table between :::table{…} and :::, and the rest below them",
    });
  if (table?.type === "table") pointInto(table, node, "the table", file);
  return [...node.children];
}

/** Makes bold in `table` what the `highlight` of `node` names; `of` says whose parts they are. */
function pointInto(
  table: Table,
  node: Directive,
  of: string,
  file: VFile,
): void {
  const { names, areas } = partsOf(table);
  for (const each of readHighlight(node, names, of, file))
    for (const cell of areas.get(each) ?? []) point(cell);
}

/** Rows by their first cell, columns by their head, and cells by both: `row/column`. */
function partsOf({ children: [head, ...rows] }: Table): {
  readonly names: readonly string[];
  readonly areas: ReadonlyMap<string, readonly TableCell[]>;
} {
  const nameOf = (cell: TableCell | undefined) => toText(cell).trim();
  const heads = head?.children.map(nameOf) ?? [];
  const areas = new Map<string, TableCell[]>();
  const add = (name: string, cells: TableCell[]) =>
    areas.set(name, [...(areas.get(name) ?? []), ...cells]);
  for (const { children } of rows) {
    const name = nameOf(children[0]);
    add(name, children);
    for (const [column, cell] of children.entries())
      if (column > 0) add(`${name}/${heads[column]}`, [cell]);
  }
  for (const [column, name] of heads.entries())
    if (name !== "" && column > 0)
      add(
        name,
        rows.flatMap(({ children }) => children[column] ?? []),
      );
  return { names: [...areas.keys()].filter((each) => each !== ""), areas };
}

/** A cell that is pointed at is bold wherever it is shown. */
function point(cell: TableCell): void {
  if (cell.data?.pointed === true) return;
  cell.data = { ...cell.data, pointed: true };
  const [only, ...others] = cell.children;
  const isBold = only?.type === "strong" && others.length === 0;
  if (isBold || only === undefined) return;
  cell.children = [{ type: "strong", children: cell.children }];
}

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
