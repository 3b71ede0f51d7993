import { child, children, type Element, remove } from "../../package/xml.ts";
import { adopt } from "../file/adopt.ts";
import { align } from "./align.ts";
import { skeleton } from "./numbers.ts";
import { paragraphsOf, retext, wordsOf } from "./paragraph.ts";
import { quote } from "./text.ts";
import { type Sides, type Triple, touch } from "./triple.ts";

/** How elements that are no table are merged. */
type Merge = (triple: Triple, sides: Sides) => void;

/**
 * Renews a table cell by cell: rows are found again by what they say, columns by their head. Rows
 * that are new take the look of the row above; rows and columns of the person's own stay.
 */
export function mergeTable(
  { hers, before, now }: Triple,
  sides: Sides,
  merge: Merge,
): void {
  const columns = columnsOf(before, now);
  if (columns === undefined) {
    replaceTable({ hers, before, now }, sides);
    return;
  }
  const [own, old, wanted] = [hers, before, now].map(rowsOf);
  if (own === undefined || old === undefined || wanted === undefined) return;
  const ownColumn = align(headOf(before), headOf(hers));
  const toHers = align(old.map(wordsOf), own.map(wordsOf));
  const bones = (row: Element) => skeleton(wordsOf(row));
  const toNow = align(old.map(bones), wanted.map(bones));
  const placed = new Map<Element, Element>();
  for (const [index, row] of old.entries()) {
    const [mine, new_] = [
      own[toHers.get(index) ?? -1],
      wanted[toNow.get(index) ?? -1],
    ];
    if (mine !== undefined && new_ !== undefined) {
      mergeRow({ hers: mine, before: row, now: new_ }, ownColumn, sides, merge);
      placed.set(new_, mine);
    } else if (mine !== undefined) dropRow(mine, row, sides);
  }
  const known = new Set([...toNow.values()].map((index) => wanted[index]));
  for (const [index, row] of wanted.entries()) {
    if (known.has(row)) continue;
    const above = wanted.slice(0, index).findLast((each) => placed.has(each));
    addRow(row, above && placed.get(above), placed, sides);
  }
}

/** The columns of now by those of before; undefined where there are more or fewer. */
function columnsOf(before: Element, now: Element): number | undefined {
  const [old, wanted] = [headOf(before).length, headOf(now).length];
  return old === wanted ? old : undefined;
}

function rowsOf(table: Element): Element[] {
  return children(table, "a:tr");
}

function headOf(table: Element): string[] {
  const [head] = rowsOf(table);
  return head === undefined ? [] : children(head, "a:tc").map(wordsOf);
}

function mergeRow(
  { hers, before, now }: Triple,
  ownColumn: ReadonlyMap<number, number>,
  sides: Sides,
  merge: Merge,
): void {
  const [own, old, wanted] = [hers, before, now].map((each) =>
    children(each, "a:tc"),
  );
  for (const [index, cell] of (old ?? []).entries()) {
    const mine = own?.[ownColumn.get(index) ?? -1];
    const new_ = wanted?.[index];
    if (mine !== undefined && new_ !== undefined)
      merge({ hers: mine, before: cell, now: new_ }, sides);
  }
}

function dropRow(hers: Element, before: Element, sides: Sides): void {
  const words = quote(wordsOf(before));
  if (wordsOf(hers) !== wordsOf(before)) {
    sides.say("unplaced", `a row of yours is no longer in the table: ${words}`);
    return;
  }
  remove(hers);
  touch(sides);
  sides.say("renewed", `row taken out: ${words}`);
}

function addRow(
  row: Element,
  above: Element | undefined,
  placed: Map<Element, Element>,
  sides: Sides,
): void {
  const words = quote(wordsOf(row));
  const cells = children(row, "a:tc");
  if (above === undefined || children(above, "a:tc").length !== cells.length) {
    sides.say("unplaced", `a new row: ${words}`);
    return;
  }
  const copy = above.cloneNode(true) as Element;
  for (const [index, cell] of children(copy, "a:tc").entries()) {
    const [text, source] = [child(cell, "a:txBody"), cells[index]];
    const [first, ...others] = text === undefined ? [] : paragraphsOf(text);
    for (const each of others) remove(each);
    if (first !== undefined && source !== undefined)
      retext(first, wordsOf(source).replace(/\n/g, " "));
  }
  above.parentNode?.insertBefore(copy, above.nextSibling);
  placed.set(row, copy);
  touch(sides);
  sides.say("renewed", `new row: ${words}`);
}

/** A table of other columns takes the place of the old one, where the person left its words alone. */
function replaceTable({ hers, before, now }: Triple, sides: Sides): void {
  if (wordsOf(hers) !== wordsOf(before)) {
    sides.say("unplaced", `a table of other columns: ${quote(wordsOf(now))}`);
    return;
  }
  const copy = adopt(now, sides.now, sides.hers);
  const [own, given] = [child(hers, "a:tblPr"), child(copy, "a:tblPr")];
  if (own !== undefined && given !== undefined) copy.replaceChild(own, given);
  hers.parentNode?.replaceChild(copy, hers);
  touch(sides);
  sides.say("renewed", "its columns; the look of single cells is the deck's");
}
