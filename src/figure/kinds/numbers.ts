import { tonesOf } from "../data/pointing.ts";
import type { ColorMap, Numbers } from "../data/shapes.ts";
import {
  css,
  mapColor,
  type Rgb,
  rangeOf,
  readableOn,
} from "../paint/colors.ts";
import { type Frame, type Kind, marginOf } from "../paint/layout.ts";
import type { Paper } from "../paint/paper.ts";
import type { Rect } from "../paint/placing.ts";
import { titleColor } from "../paint/quiet.ts";
import {
  paintText,
  type TextBlock,
  type TextStyle,
  textWidth,
  wrap,
} from "../paint/text.ts";
import { seriesStyle, sizes, space, strokes } from "../paint/theme.ts";
import { formatNumber } from "../plan/format.ts";

const small = { size: sizes.small };
const labelStyle = { size: sizes.small, color: "muted" } as const;
const titleStyle = { size: sizes.body, color: "muted" } as const;

/** Cells grow to this with few columns, in units. */
const widestCell = 220;
const tallestCell = 130;
const largestText = 44;

/** The same on a slide, which they fill. */
const slide = { widest: 460, tallest: 260, text: 84, label: 34 } as const;

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
  const filled = frame.fill === true && columns <= 6 && rows.length <= 6;
  const most = filled
    ? slide
    : { widest: widestCell, tallest: tallestCell, text: largestText };
  const label = { ...labelStyle, ...(filled && { size: slide.label }) };
  const rowTitle = figure.rowTitle && wrap(figure.rowTitle, 170, titleStyle);
  const { highlight } = frame.pointing ?? {};
  const labelsOf = labelling(frame);
  const aside = { ...label, align: "right" } as const;
  const rowLabels = labelsOf(figure.rowLabels, filled ? 300 : 220, aside);
  const side =
    Math.max(0, ...rowLabels.map((each) => each.width + space.tight)) +
    (rowTitle ? rowTitle.width + space.gap : 0);
  const margin = columns > 20 ? 8 : marginOf(frame);
  const room = frame.width - 2 * margin - side;
  const cellWidth = Math.min(
    most.widest,
    Math.max(longest + leastPad, room / columns),
  );
  const over = { ...label, align: "center" } as const;
  const columnLabels = labelsOf(figure.columnLabels, cellWidth - 4, over);
  const columnTitle =
    figure.columnTitle &&
    wrap(figure.columnTitle, room, { ...titleStyle, align: "center" });
  const head =
    (columnTitle ? columnTitle.height + 6 : 0) +
    Math.max(0, ...columnLabels.map((each) => each.height + 6));
  const free = frame.maxHeight - 2 * margin - head;
  const cellHeight = Math.max(
    sizes.small + pad,
    Math.min(most.tallest, cellWidth * 0.8, free / rows.length),
  );
  const fitting = (sizes.small * (cellWidth - 4 * pad)) / longest;
  const size = Math.max(
    sizes.small,
    Math.min(most.text, cellHeight * 0.4, fitting),
  );
  const total = side + cellWidth * columns;
  const left = Math.max(margin, (frame.width - total) / 2) + side;
  const top = margin + head;
  return {
    width: Math.max(frame.width, total + 2 * margin),
    height: top + cellHeight * rows.length + margin,
    paint: (paper) => {
      const { context, look } = paper;
      if (columnTitle) {
        paintText(paper, columnTitle, left + (cellWidth * columns) / 2, margin);
      }
      columnLabels.forEach((label, index) => {
        const x = left + cellWidth * (index + 0.5);
        paintText(paper, label, x, top - 6 - label.height);
      });
      if (rowTitle) {
        const middle = top + (cellHeight * rows.length) / 2;
        paintText(paper, rowTitle, left - side, middle - rowTitle.height / 2);
      }
      rowLabels.forEach((label, index) => {
        const middle = top + cellHeight * (index + 0.5);
        paintText(paper, label, left - space.tight, middle - label.height / 2);
      });
      rows.forEach((row, r) => {
        row.forEach((value, c) => {
          const place = {
            x: left + c * cellWidth,
            y: top + r * cellHeight,
            width: cellWidth,
            height: cellHeight,
          };
          const color = mapColor(map, value, range, look);
          paintCell(paper, shown[r]?.[c] ?? "", size, color, place);
        });
      });
      context.strokeStyle = look.colors.frame;
      context.lineWidth = strokes.thin;
      const height = cellHeight * rows.length;
      context.strokeRect(left, top, cellWidth * columns, height);
      const cell = { left, top, width: cellWidth, height: cellHeight };
      paintAreas(paper, areasOf(figure, highlight), cell);
    },
  };
};

/** Breaks the names of rows or columns into lines, each in the colour of its tone. */
function labelling({ pointing, look }: Frame) {
  return (
    names: readonly string[] = [],
    room: number,
    style: TextStyle,
  ): TextBlock[] => {
    const tones = tonesOf(names, pointing?.highlight);
    return names.map((each, index) =>
      wrap(each, room, { ...style, ...titleColor(tones[index], look) }),
    );
  };
}

/** First row and column, rows and columns. */
type Area = readonly [
  row: number,
  column: number,
  down: number,
  across: number,
];

/** What is pointed at: rows, columns and cells. */
function areasOf(
  { rows, rowLabels = [], columnLabels = [] }: Numbers,
  highlight: readonly string[] = [],
): Area[] {
  const [down, across] = [rows.length, rows[0]?.length ?? 0];
  return highlight.flatMap((name): Area[] => {
    const row = rowLabels.indexOf(name);
    if (row >= 0) return [[row, 0, 1, across]];
    const column = columnLabels.indexOf(name);
    if (column >= 0) return [[0, column, down, 1]];
    return rowLabels.flatMap((label, r) =>
      columnLabels.flatMap((head, c): Area[] =>
        name === `${label}/${head}` ? [[r, c, 1, 1]] : [],
      ),
    );
  });
}

/** A frame in the accent around each area. */
function paintAreas(
  { context, look }: Paper,
  areas: readonly Area[],
  cell: { left: number; top: number; width: number; height: number },
): void {
  context.strokeStyle = seriesStyle(look, 0).color;
  context.lineWidth = strokes.line;
  for (const [row, column, down, across] of areas) {
    const [x, y] = [
      cell.left + column * cell.width,
      cell.top + row * cell.height,
    ];
    context.strokeRect(x, y, across * cell.width, down * cell.height);
  }
}

/** Paints a value in a cell of its colour. */
function paintCell(
  paper: Paper,
  shown: string,
  size: number,
  color: Rgb,
  { x, y, width, height }: Rect,
): void {
  const { context, look } = paper;
  context.fillStyle = css(color);
  context.fillRect(x, y, width, height);
  context.strokeStyle = look.colors.paper;
  context.lineWidth = strokes.thin / 2;
  context.strokeRect(x, y, width, height);
  const style = { size, align: "center", color: readableOn(color) } as const;
  const block = wrap(shown, width, style);
  paintText(paper, block, x + width / 2, y + (height - block.height) / 2);
}

/** The colour map: told, or diverging where a value is negative, else heat. */
function numbersMap({ colors: told, rows }: Numbers): ColorMap {
  if (told !== undefined) return told;
  return rows.some((row) => row.some((v) => v < 0)) ? "diverging" : "heat";
}
