import type { ColorMap, Numbers } from "../data/shapes.ts";
import { css, mapColor, rangeOf, readableOn } from "../paint/colors.ts";
import type { Kind } from "../paint/layout.ts";
import { paintText, textWidth, wrap } from "../paint/text.ts";
import { sizes, space, strokes } from "../paint/theme.ts";
import { formatNumber } from "../plan/format.ts";

const small = { size: sizes.small };
const labelStyle = { size: sizes.small, color: "muted" } as const;
const titleStyle = { size: sizes.body, color: "muted" } as const;

/** Cells grow to this with few columns, in units. */
const widestCell = 220;
const tallestCell = 130;
const largestText = 44;

/** Between a value and its cell's edge, in units. */
const pad = 5;

/** The same, for both sides together, where cells are many. */
const leastPad = 3;

/** A grid of values in cells of their colour, black or white after what is readable. */
export const numbers: Kind<Numbers> = (figure, frame) => {
  const { rows, digits = 0 } = figure;
  const columns = rows[0]?.length ?? 1;
  const map = numbersMap(figure);
  const range = rangeOf(rows.flat(), map);
  const shown = rows.map((row) => row.map((v) => formatNumber(v, digits)));
  const longest = Math.max(...shown.flat().map((s) => textWidth(s, small)));
  const rowTitle =
    figure.rowTitle === undefined
      ? undefined
      : wrap(figure.rowTitle, 170, titleStyle);
  const rowLabels = (figure.rowLabels ?? []).map((label) =>
    wrap(label, 220, { ...labelStyle, align: "right" }),
  );
  const side =
    Math.max(0, ...rowLabels.map((label) => label.width + space.tight)) +
    (rowTitle === undefined ? 0 : rowTitle.width + space.gap);
  const margin = columns > 20 ? 8 : space.margin;
  const room = frame.width - 2 * margin - side;
  const cellWidth = Math.min(
    widestCell,
    Math.max(longest + leastPad, room / columns),
  );
  const columnLabels = (figure.columnLabels ?? []).map((label) =>
    wrap(label, cellWidth - 4, { ...labelStyle, align: "center" }),
  );
  const columnTitle =
    figure.columnTitle === undefined
      ? undefined
      : wrap(figure.columnTitle, room, { ...titleStyle, align: "center" });
  const head =
    (columnTitle === undefined ? 0 : columnTitle.height + 6) +
    Math.max(0, ...columnLabels.map((label) => label.height + 6));
  const free = frame.maxHeight - 2 * margin - head;
  const cellHeight = Math.max(
    sizes.small + pad,
    Math.min(tallestCell, cellWidth * 0.8, free / rows.length),
  );
  const size = Math.max(
    sizes.small,
    Math.min(
      largestText,
      cellHeight * 0.4,
      (sizes.small * (cellWidth - 4 * pad)) / longest,
    ),
  );
  const total = side + cellWidth * columns;
  const left = Math.max(margin, (frame.width - total) / 2) + side;
  const top = margin + head;
  return {
    width: Math.max(frame.width, total + 2 * margin),
    height: top + cellHeight * rows.length + margin,
    paint: (paper) => {
      const { context, look } = paper;
      if (columnTitle !== undefined) {
        paintText(paper, columnTitle, left + (cellWidth * columns) / 2, margin);
      }
      columnLabels.forEach((label, index) => {
        const x = left + cellWidth * (index + 0.5);
        paintText(paper, label, x, top - 6 - label.height);
      });
      if (rowTitle !== undefined) {
        const middle = top + (cellHeight * rows.length) / 2;
        paintText(paper, rowTitle, left - side, middle - rowTitle.height / 2);
      }
      rowLabels.forEach((label, index) => {
        const middle = top + cellHeight * (index + 0.5);
        paintText(paper, label, left - space.tight, middle - label.height / 2);
      });
      rows.forEach((row, r) => {
        row.forEach((value, c) => {
          const color = mapColor(map, value, range, look);
          const x = left + c * cellWidth;
          const y = top + r * cellHeight;
          context.fillStyle = css(color);
          context.fillRect(x, y, cellWidth, cellHeight);
          context.strokeStyle = look.colors.paper;
          context.lineWidth = strokes.thin / 2;
          context.strokeRect(x, y, cellWidth, cellHeight);
          const block = wrap(shown[r]?.[c] ?? "", cellWidth, {
            size,
            align: "center",
            color: readableOn(color),
          });
          paintText(
            paper,
            block,
            x + cellWidth / 2,
            y + (cellHeight - block.height) / 2,
          );
        });
      });
      context.strokeStyle = look.colors.frame;
      context.lineWidth = strokes.thin;
      context.strokeRect(
        left,
        top,
        cellWidth * columns,
        cellHeight * rows.length,
      );
    },
  };
};

/** The colour map: told, or diverging where a value is negative, else heat. */
export function numbersMap({ colors: told, rows }: Numbers): ColorMap {
  if (told !== undefined) return told;
  return rows.some((row) => row.some((v) => v < 0)) ? "diverging" : "heat";
}
