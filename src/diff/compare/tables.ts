import { align } from "../../align.ts";
import { formatCell } from "../../article/bind/format.ts";
import type { Table } from "../../record/record.ts";
import type { BuiltTopic } from "../read/topic.ts";
import { type TableChange, verdictOf } from "../report.ts";

/** A table as it is read: the heads, then row by row. */
type Cells = readonly (readonly string[])[];

/** What the name of a table begins with that the text has itself. */
const byHand = "by hand";

/** The tables of the record that differ, and of those written by hand, cell by cell. */
export function compareTables(
  before: BuiltTopic,
  after: BuiltTopic,
): TableChange[] {
  const [old, now] = [tablesOf(before), tablesOf(after)];
  const lacking = [before, after].some((side) =>
    side.lacking.includes("article.md"),
  );
  const names = new Set([...now.keys(), ...old.keys()]);
  return [...names].flatMap((name) => {
    if (lacking && name.startsWith(byHand)) return [];
    const [first, second] = [old.get(name), now.get(name)];
    if (JSON.stringify(first) === JSON.stringify(second)) return [];
    const verdict = verdictOf(first, second);
    const cells =
      first === undefined || second === undefined
        ? []
        : compareCells(first, second);
    return [{ name, verdict, cells }];
  });
}

/** By name; of a table that the text has itself, by its place among those: `by hand 1`. */
export function tablesOf({ record, article }: BuiltTopic): Map<string, Cells> {
  const recorded = Object.entries(record.tables).map(
    ([name, table]) => [name, printTable(table)] as const,
  );
  const heads = new Set(recorded.map(([, [head]]) => JSON.stringify(head)));
  const others = article.tables
    .filter(([head]) => !heads.has(JSON.stringify(head)))
    .map((cells, index) => [`${byHand} ${index + 1}`, cells] as const);
  return new Map<string, Cells>([...recorded, ...others]);
}

function printTable({ columns, rows }: Table): Cells {
  const print = (row: Table["rows"][number]) =>
    row.map((cell, index) =>
      typeof cell === "string" ? cell : formatCell(cell, columns[index] ?? {}),
    );
  return [columns.map(({ label }) => label), ...rows.map(print)];
}

/** Columns by their heads; rows by their place, or where there are more of them now by their first cell. */
function compareCells(before: Cells, after: Cells): TableChange["cells"] {
  const [oldHead = [], ...oldRows] = before;
  const [head = [], ...rows] = after;
  const [oldNames, names] = [nameColumns(oldHead), nameColumns(head)];
  const pairs = [
    [oldHead, head] as const,
    ...(oldRows.length === rows.length
      ? rows.map((row, index) => [oldRows[index], row] as const)
      : align(oldRows, rows, ([first = ""]) => first)),
  ];
  return pairs.flatMap(([old, now]) =>
    [...new Set([...names, ...oldNames])].flatMap((column) => {
      const first = old?.[oldNames.indexOf(column)];
      const second = now?.[names.indexOf(column)];
      if (first === second) return [];
      const row = now ? after.indexOf(now) : before.indexOf(old ?? []);
      return [{ row, column, before: first ?? null, after: second ?? null }];
    }),
  );
}

/** Each column's head; its place with it where that alone does not tell it from the others. */
function nameColumns(head: readonly string[]): string[] {
  return head.map((label, index) =>
    label === "" || head.indexOf(label) !== head.lastIndexOf(label)
      ? `${label} (column ${index + 1})`.trim()
      : label,
  );
}
