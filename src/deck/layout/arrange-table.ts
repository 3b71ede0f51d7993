import { range } from "d3-array";
import {
  type Evidence,
  type Line,
  plain,
  type Slide,
  type TableEvidence,
} from "../deck.ts";
import { styleOf, type Theme } from "../theme.ts";
import type { Box } from "./grid.ts";
import {
  inch,
  lineHeight,
  type TextStyle,
  textWidth,
  wrap,
} from "./measure.ts";
import { shapeName } from "./names.ts";
import type { PlacedTable } from "./placed.ts";

/** Inches at the left and right of a cell's text, and above and below it. */
export const cellPadding = { x: 0.14, y: 0.08 } as const;

/** Inches more, left of a column whose words begin where numbers end: the two are not read as one. */
const apart = 0.3;

/** Heights of its text that a row of one line needs to be read. */
const airy = 2;

/** Inches that a row is stretched to: a table of three rows fills its slide. */
const tallest = 1.65;

/** Points to which a small table grows. */
const largest = 28;

/** Inches below a stretched table that stay free: the last row is not taken for the last line. */
const foot = 0.15;

/** The cells, row by row, the header first. */
type Rows = readonly (readonly Line[])[];

/** The cells with what stays free beside them, column by column. */
interface Grid {
  readonly rows: Rows;
  readonly paddings: readonly Padding[];
}

/** Inches at the left and right of the text of one column. */
export interface Padding {
  readonly left: number;
  readonly right: number;
}

/** The padding of each column: more where its text begins beside the end of the one before. */
export function paddingsOf(align: PlacedTable["align"]): readonly Padding[] {
  return align.map((own, column) => {
    const meets = own !== "right" && align[column - 1] === "right";
    return { left: cellPadding.x + (meets ? apart : 0), right: cellPadding.x };
  });
}

/** Inches that padding takes of a column's width. */
export function paddingAcross({ left, right }: Padding = none): number {
  return left + right;
}

const none: Padding = { left: 0, right: 0 };

/** The tables of a slide, one below the other. */
export function arrangeTable(
  slide: Slide,
  evidence: readonly Evidence[],
  box: Box,
  theme: Theme,
): readonly PlacedTable[] {
  return evidence.flatMap((each) =>
    each.kind === "table" ? [placeTable(slide, each, box, theme)] : [],
  );
}

/** In the largest size at which every cell keeps to one line and the rows have air. */
function placeTable(
  slide: Slide,
  table: TableEvidence,
  box: Box,
  theme: Theme,
): PlacedTable {
  const rows = [table.header, ...table.rows];
  const least = theme.sizes.table;
  const sizes = range(Math.max(largest, least), least - 1, -1);
  const paddings = paddingsOf(table.align);
  const size = sizes.find((each) =>
    hasRoom({ rows, paddings }, box, theme, each),
  );
  return tableOf(slide, table, box, theme, size ?? theme.sizes.table);
}

function hasRoom(grid: Grid, box: Box, theme: Theme, size: number): boolean {
  const high = (grid.rows.length * airy * size) / inch;
  const wide = sum(naturalWidths(grid, theme, size));
  return high <= box.h - foot && wide <= box.w;
}

function tableOf(
  slide: Slide,
  table: TableEvidence,
  box: Box,
  theme: Theme,
  size: number,
): PlacedTable {
  const rows = [table.header, ...table.rows];
  const grid = { rows, paddings: paddingsOf(table.align) };
  const tries = columnWidths(grid, box.w, theme, size).map((widths) => ({
    widths,
    tight: rows.map((row, index) =>
      rowHeight(
        row,
        textRooms(widths, grid),
        tableStyle(theme, size, index === 0),
      ),
    ),
  }));
  const { widths, tight } = tries.find((each) => sum(each.tight) <= box.h) ??
    tries[0] ?? { widths: [], tight: [] };
  const air = Math.min(tallest, (box.h - foot) / rows.length);
  const heights = tight.map((each) => Math.max(each, air));
  const fits = sum(heights) <= box.h;
  return {
    kind: "table",
    size,
    bottom: box.y + box.h,
    box: {
      ...box,
      w: sum(widths),
      h: sum(fits ? heights : tight),
    },
    name: shapeName("table", table.name),
    place: table.place,
    rows,
    align: table.align,
    ...(table.pointed && { pointed: table.pointed }),
    widths,
    heights: fits ? heights : tight,
    alt: altOf(slide, table),
  };
}

/** What the table shows, then what is in it: 300 characters at most. */
function altOf(slide: Slide, { header, rows }: TableEvidence): string {
  const finding = plain(slide.title).replace(/[.?!]$/, "");
  const columns = header.map(plain).filter((each) => each !== "");
  const text = `${finding}. A table of ${rows.length} rows: ${columns.join(", ")}.`;
  return text.length <= 300 ? text : `${text.slice(0, 299)}…`;
}

/**
 * Inches a column, all of the room together: what its widest cell asks for and an even share of what is left. Where the
 * words ask for more than there is, the widest columns give way and break their lines, as long as
 * their words stay whole; or else one column does, which may take fewer lines in all.
 */
function columnWidths(
  grid: Grid,
  room: number,
  theme: Theme,
  size: number,
): number[][] {
  const natural = naturalWidths(grid, theme, size);
  const count = natural.length;
  const wanted = sum(natural);
  if (wanted <= room) {
    const extra = (room - wanted) / count;
    return [natural.map((each) => each + extra)];
  }
  const words = widestWords(grid, theme, size);
  let cap = room;
  const capped = () =>
    natural.map((each, column) =>
      Math.max(words[column] ?? 0, Math.min(each, cap)),
    );
  while (sum(capped()) > room && cap > 0.5) cap -= 0.05;
  const over = wanted - room;
  const single = natural.map((each, column) =>
    natural.with(column, each - over),
  );
  const whole = single.filter((widths) =>
    widths.every((each, column) => each >= (words[column] ?? 0)),
  );
  return [capped(), ...whole];
}

/** Inches that the widest cell of each column asks for. */
function naturalWidths(grid: Grid, theme: Theme, size: number): number[] {
  return grid.paddings.map((padding, column) => {
    const texts = grid.rows.map((row, index) =>
      textAcross(row[column] ?? [], tableStyle(theme, size, index === 0)),
    );
    return Math.max(...texts) + paddingAcross(padding);
  });
}

/** Inches that the widest word of each column asks for. */
function widestWords(grid: Grid, theme: Theme, size: number): number[] {
  return grid.paddings.map((padding, column) => {
    const words = grid.rows.map((row, index) => {
      const style = tableStyle(theme, size, index === 0);
      return (wrap(row[column] ?? [], style, 0).widest + 1) / inch;
    });
    return Math.max(...words) + paddingAcross(padding);
  });
}

/** How the text of a table's cell is set. */
export function tableStyle(
  theme: Theme,
  size: number,
  header: boolean,
): TextStyle {
  return { ...styleOf(theme, "table", header), size };
}

/** Inches that a cell's words ask for in one line. */
function textAcross(line: Line, style: TextStyle): number {
  const points = line.reduce(
    (width, run) => width + textWidth(run.text, style, run),
    0,
  );
  return (points * 1.08) / inch;
}

/** Points that each column has for its words. */
function textRooms(widths: readonly number[], { paddings }: Grid): number[] {
  return widths.map(
    (each, column) => (each - paddingAcross(paddings[column])) * inch,
  );
}

function rowHeight(
  row: readonly Line[],
  rooms: readonly number[],
  style: TextStyle,
): number {
  const lines = row.map(
    (cell, column) => wrap(cell, style, rooms[column] ?? inch).lines,
  );
  const text = (Math.max(1, ...lines) * lineHeight(style, row)) / inch;
  return text + 2 * cellPadding.y;
}

const sum = (values: readonly number[]) =>
  values.reduce((total, each) => total + each, 0);
