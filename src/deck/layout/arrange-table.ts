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

/** Heights of its text that a row of one line needs to be read, and that it is stretched to. */
const airy = 2;
const airiest = 3.4;

/** Points to which a small table grows. */
const largest = 28;

/** Inches below a stretched table that stay free: the last row is not taken for the last line. */
const foot = 0.15;

/** The cells, row by row, the header first. */
type Rows = readonly (readonly Line[])[];

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
  const size = sizes.find((each) => hasRoom(rows, box, theme, each));
  return tableOf(slide, table, box, theme, size ?? theme.sizes.table);
}

function hasRoom(rows: Rows, box: Box, theme: Theme, size: number): boolean {
  const high = (rows.length * airy * size) / inch;
  const wide = sum(naturalWidths(rows, theme, size));
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
  const tries = columnWidths(rows, box.w, theme, size).map((widths) => ({
    widths,
    tight: rows.map((row, index) =>
      rowHeight(row, widths, tableStyle(theme, size, index === 0)),
    ),
  }));
  const { widths, tight } = tries.find((each) => sum(each.tight) <= box.h) ??
    tries[0] ?? { widths: [], tight: [] };
  const air = Math.min((airiest * size) / inch, (box.h - foot) / rows.length);
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
  rows: Rows,
  room: number,
  theme: Theme,
  size: number,
): number[][] {
  const natural = naturalWidths(rows, theme, size);
  const count = natural.length;
  const wanted = sum(natural);
  if (wanted <= room) {
    const extra = (room - wanted) / count;
    return [natural.map((each) => each + extra)];
  }
  const words = widestWords(rows, theme, size);
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
function naturalWidths(rows: Rows, theme: Theme, size: number): number[] {
  return Array.from({ length: rows[0]?.length ?? 0 }, (_, column) =>
    Math.max(
      ...rows.map((row, index) =>
        cellWidth(row[column] ?? [], tableStyle(theme, size, index === 0)),
      ),
    ),
  );
}

/** Inches that the widest word of each column asks for. */
function widestWords(rows: Rows, theme: Theme, size: number): number[] {
  return Array.from({ length: rows[0]?.length ?? 0 }, (_, column) =>
    Math.max(
      ...rows.map((row, index) => {
        const style = tableStyle(theme, size, index === 0);
        const { widest } = wrap(row[column] ?? [], style, 0);
        return (widest + 1) / inch + 2 * cellPadding.x;
      }),
    ),
  );
}

/** How the text of a table's cell is set. */
export function tableStyle(
  theme: Theme,
  size: number,
  header: boolean,
): TextStyle {
  return { ...styleOf(theme, "table", header), size };
}

function cellWidth(line: Line, style: TextStyle): number {
  const points = line.reduce(
    (width, run) => width + textWidth(run.text, style, run),
    0,
  );
  return (points * 1.08) / inch + 2 * cellPadding.x;
}

function rowHeight(
  row: readonly Line[],
  widths: readonly number[],
  style: TextStyle,
): number {
  const lines = row.map((cell, column) => {
    const room = ((widths[column] ?? 1) - 2 * cellPadding.x) * inch;
    return wrap(cell, style, room).lines;
  });
  const text = (Math.max(1, ...lines) * lineHeight(style, row)) / inch;
  return text + 2 * cellPadding.y;
}

const sum = (values: readonly number[]) =>
  values.reduce((total, each) => total + each, 0);
