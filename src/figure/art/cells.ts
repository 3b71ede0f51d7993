import type { Images, Panel } from "../data/shapes.ts";
import { css, mix, parseHex, rangeOf } from "../paint/colors.ts";
import { at } from "../paint/layout.ts";
import type { Paper } from "../paint/paper.ts";
import { pixelColors } from "../paint/pixels.ts";
import { seriesStyle } from "../paint/theme.ts";
import type { Room } from "./room.ts";

/** Of a cell's edge, between it and the next; cells of fewer pixels of the file touch. */
const gap = 0.1;
const fewest = 6;

/** Less ink than this is no cell. */
const least = 0.05;

/** Between two pictures, in units. */
const between = 36;

/** A few of the pictures, their pixels as cells of ink. */
export function paintPictures(
  page: Paper,
  { panels }: Images,
  room: Room,
): void {
  const shown = crop(choose(panels).map((panel) => inkOf(panel, page)));
  const { columns, edge } = arrange(shown.length, room);
  const rows = Math.ceil(shown.length / columns);
  const used = {
    width: columns * (edge + between) - between,
    height: rows * (edge + between) - between,
  };
  // In a flat room art stands at the left, over the words; else in the middle.
  const flat = room.width > room.height;
  const left = flat ? 0 : (room.width - used.width) / 2;
  const top = (room.height - used.height) / 2;
  for (const [index, panel] of shown.entries()) {
    const x = left + (index % columns) * (edge + between);
    const y = top + Math.floor(index / columns) * (edge + between);
    at(page, snapTo(x, page), snapTo(y, page), (moved) =>
      paintCells(moved, panel, edge),
    );
  }
}

/** One or two pictures, four, or nine: of three the last two, which came of the first. */
function choose(panels: readonly Panel[]): readonly Panel[] {
  const { length } = panels;
  if (length >= 9) return panels.slice(0, 9);
  return length >= 4 ? panels.slice(0, 4) : panels.slice(-2);
}

/** The columns in which `count` squares are largest, and their edge. */
function arrange(
  count: number,
  { width, height }: Room,
): { readonly columns: number; readonly edge: number } {
  const tries = Array.from({ length: count }, (_, index) => {
    const columns = index + 1;
    const rows = Math.ceil(count / columns);
    const across = (width + between) / columns - between;
    const down = (height + between) / rows - between;
    return { columns, edge: Math.min(across, down) };
  });
  return tries.reduce((best, each) => (each.edge > best.edge ? each : best));
}

function snapTo(place: number, { scale }: Paper): number {
  return Math.round(place * scale) / scale;
}

/** Colours row by row; undefined where there is no ink. */
interface Cells {
  readonly width: number;
  readonly colors: readonly (string | undefined)[];
}

/** The cells without the rows and columns in which no picture has ink, where all are of one size. */
function crop(pictures: readonly Cells[]): readonly Cells[] {
  const [first] = pictures;
  if (first === undefined) return pictures;
  const { width, colors } = first;
  const alike = pictures.every(
    (each) => each.width === width && each.colors.length === colors.length,
  );
  if (!alike) return pictures;
  const inked = colors.flatMap((_, index) =>
    pictures.some((each) => each.colors[index] !== undefined) ? [index] : [],
  );
  const rows = inked.map((index) => Math.floor(index / width));
  const columns = inked.map((index) => index % width);
  const [top, bottom] = [Math.min(...rows), Math.max(...rows)];
  const [left, right] = [Math.min(...columns), Math.max(...columns)];
  if (inked.length === 0) return pictures;
  return pictures.map((each) => ({
    width: right - left + 1,
    colors: each.colors.filter((_, index) => {
      const [row, column] = [Math.floor(index / width), index % width];
      return row >= top && row <= bottom && column >= left && column <= right;
    }),
  }));
}

function paintCells(page: Paper, { width, colors }: Cells, edge: number): void {
  const height = colors.length / width;
  const step = edge / Math.max(height, width);
  const left = (edge - step * width) / 2;
  const top = (edge - step * height) / 2;
  // To whole pixels of the file, or the eye sees stripes.
  const snap = (place: number) => snapTo(place, page);
  const pixel = step * page.scale;
  const free = pixel < fewest ? 0 : Math.round(pixel * gap) / page.scale;
  for (const [index, color] of colors.entries()) {
    if (color === undefined) continue;
    const [column, row] = [index % width, Math.floor(index / width)];
    const x = snap(left + column * step);
    const y = snap(top + row * step);
    const right = snap(left + (column + 1) * step);
    const bottom = snap(top + (row + 1) * step);
    page.context.fillStyle = color;
    page.context.fillRect(x, y, right - x - free, bottom - y - free);
  }
}

/**
 * The cells of a picture: much ink in the first colour; of signed values those below zero in it, the
 * others in the second.
 */
function inkOf(panel: Panel, { look }: Paper): Cells {
  const { width, channels = 1, pixels } = panel;
  if (channels === 3) {
    const colors = pixelColors(panel, "gray", { min: 0, max: 1 }, look);
    return { width, colors: colors.map(css) };
  }
  const signed = pixels.some((value) => value < 0);
  const { min, max } = rangeOf(pixels, signed ? "diverging" : "gray");
  const colors = pixels.map((value) => {
    const part = signed ? Math.abs(value) / max : (value - min) / (max - min);
    if (!(part >= least)) return undefined;
    const { color } = seriesStyle(look, signed && value > 0 ? 1 : 0);
    return css(parseHex(mix(color, look.colors.paper, 0.12 + 0.88 * part)));
  });
  return { width, colors };
}

/** A grid of numbers as squares of ink. */
export function paintGrid(
  page: Paper,
  rows: readonly (readonly number[])[],
  room: Room,
): void {
  const width = rows[0]?.length ?? 1;
  const panel = { height: rows.length, width, pixels: rows.flat() };
  const edge = Math.min(room.width, room.height);
  const left = room.width > room.height ? 0 : (room.width - edge) / 2;
  const top = (room.height - edge) / 2;
  const cells = inkOf(panel, page);
  at(page, left, top, (moved) => paintCells(moved, cells, edge));
}
