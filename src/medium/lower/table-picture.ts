import { sum } from "d3-array";
import { isOpaque, paper } from "../../figure/paint/paper.ts";
import {
  paintText,
  type TextStyle,
  textWidth,
  widestWord,
  wrap,
} from "../../figure/paint/text.ts";
import {
  articleLook,
  colors,
  column,
  seriesStyle,
  sizes,
  space,
  strokes,
} from "../../figure/paint/theme.ts";
import type { Drawn } from "../input.ts";

/** Pixels of a column, twice as fine as it is shown. */
const pixels = 1400;
const scale = pixels / column;
const across = 2 * space.margin;
const pad = 14;
const between = 36;

const head: TextStyle = { bold: true, size: sizes.small };
const body: TextStyle = { size: sizes.body };
const accent = { bold: true, color: seriesStyle(articleLook, 0).text } as const;

/**
 * Draws a table in the figures' theme, 1400 px wide and as high as its rows need. `right` says
 * for each column whether it is set to the right, `pointed` which cells are bold in the accent. The
 * first of `rows` is the header.
 */
export function drawTable(
  rows: readonly (readonly string[])[],
  right: readonly boolean[],
  pointed: readonly (readonly boolean[])[] = [],
): Drawn {
  const widths = fitColumns(rows);
  const blocks = rows.map((cells, row) =>
    cells.map((cell, index) =>
      wrap(cell, widths[index] ?? column, {
        ...(row === 0 ? head : body),
        ...(pointed[row]?.[index] === true && accent),
        align: right[index] === true ? "right" : "left",
        ...(row === 0 && { color: colors.muted }),
      }),
    ),
  );
  const heights = blocks.map(
    (cells) => Math.max(...cells.map((cell) => cell.height)) + 2 * pad,
  );
  const height = heights.reduce((sum, each) => sum + each, across);
  const page = paper(column, height, scale);
  const { context } = page;
  let y = space.margin;
  blocks.forEach((cells, row) => {
    let x = space.margin;
    cells.forEach((cell, index) => {
      const width = widths[index] ?? 0;
      paintText(page, cell, right[index] === true ? x + width : x, y + pad);
      x += width + between;
    });
    y += heights[row] ?? 0;
    context.fillStyle = row === 0 ? colors.axis : colors.grid;
    context.fillRect(space.margin, y, column - across, strokes.thin);
  });
  const { smallestText } = page;
  return {
    bytes: context.canvas.toBuffer("image/png"),
    width: context.canvas.width,
    height: context.canvas.height,
    ...(smallestText !== undefined && { smallestText }),
    isOpaque: isOpaque(context),
  };
}

/** Column widths that fill the picture: natural ones stretched, or narrowed to fit. */
function fitColumns(rows: readonly (readonly string[])[]): number[] {
  const count = Math.max(...rows.map((cells) => cells.length));
  const columns = Array.from({ length: count }, (_, index) =>
    rows.map((cells, row) => ({
      text: cells[index] ?? "",
      style: row === 0 ? head : body,
    })),
  );
  const least = columns.map((cells) =>
    Math.max(...cells.map(({ text, style }) => widestWord(text, style))),
  );
  // A header may break: what stands below it should not.
  const natural = columns.map(([, ...cells], index) =>
    Math.max(
      least[index] ?? 0,
      ...cells.map(({ text, style }) => textWidth(text, style)),
    ),
  );
  const room = column - across - between * (count - 1);
  const wanted = sum(natural);
  if (wanted <= room) {
    return natural.map((width) => width + (room - wanted) / count);
  }
  // What is above the widest word is given up in proportion; never below it while that fits.
  const spare = Math.max(0, room - sum(least));
  const slack = wanted - sum(least);
  return natural.map((width, index) => {
    const floor = least[index] ?? 0;
    const given = slack > 0 ? ((width - floor) * spare) / slack : 0;
    return Math.min(floor + given, room);
  });
}
