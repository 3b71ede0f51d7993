import type { Element } from "hast";
import { h } from "hastscript";
import { cleanLine } from "../clean.ts";
import { plain } from "../deck.ts";
import {
  cellPadding,
  paddingAcross,
  paddingsOf,
  tableStyle,
} from "../layout/arrange-table.ts";
import { inch } from "../layout/measure.ts";
import type { PlacedTable } from "../layout/placed.ts";
import { hexOf, pointedGround } from "../scheme.ts";
import type { Theme } from "../theme.ts";
import { originOf, placeAt, short } from "./place.ts";
import { brokenRuns } from "./text.ts";

/** A table with heads that a screen reader finds, columns and rows as wide and high as measured. */
export function tableElement(item: PlacedTable, theme: Theme): Element {
  const { rows, widths, heights, box, size, alt } = item;
  const [head, ...body] = rows.map((_, row) =>
    h(
      "tr",
      { style: `height:${short(heights[row] ?? 0)}in` },
      widths.map((_, column) => cell(item, row, column, theme)),
    ),
  );
  return h(
    "table.box",
    {
      ...originOf(item),
      ariaLabel: cleanLine(alt),
      style: placeAt(box, `font-size:${size}pt`),
    },
    h(
      "colgroup",
      widths.map((width) => h("col", { style: `width:${short(width)}in` })),
    ),
    head && h("thead", { style: headStyle(theme) }, head),
    h("tbody", { style: `border-color:${hexOf("bg2", theme)}` }, body),
  );
}

function headStyle(theme: Theme): string {
  return `background:${hexOf("bg2", theme)};border-color:${hexOf("tx1", theme)}`;
}

function cell(
  { rows, widths, align, size, pointed }: PlacedTable,
  row: number,
  column: number,
  theme: Theme,
): Element {
  const line = rows[row]?.[column] ?? [];
  const paddings = paddingsOf(align);
  const room = (widths[column] ?? 0) - paddingAcross(paddings[column]);
  const runs = brokenRuns(
    line,
    tableStyle(theme, size, row === 0),
    room * inch,
  );
  const side = align[column] ?? "left";
  const isPointed = pointed?.[row]?.[column] === true;
  const { left = cellPadding.x } = paddings[column] ?? {};
  const looks = [
    ...(left > cellPadding.x ? [`padding-left:${short(left)}in`] : []),
    ...(side === "left" ? [] : [`text-align:${side}`]),
    ...(isPointed ? [`background:${pointedGround(theme)}`] : []),
  ];
  const style = looks.length === 0 ? undefined : looks.join(";");
  // A head without words heads nothing.
  const head = row === 0 && plain(line).trim() !== "";
  return head
    ? h("th", { scope: "col", style }, runs)
    : h("td", { style }, runs);
}
