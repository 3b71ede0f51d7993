import { cumsum } from "d3-array";
import type { ColorMap, Images, Panel } from "../data/shapes.ts";
import { rangeOf, type ValueRange } from "../paint/colors.ts";
import {
  at,
  type Frame,
  type Kind,
  type Layout,
  marginOf,
} from "../paint/layout.ts";
import type { Paper } from "../paint/paper.ts";
import { paintPixels, pixelColors } from "../paint/pixels.ts";
import { paintText } from "../paint/text.ts";
import { strokes } from "../paint/theme.ts";
import { paintBoxes } from "./boxes.ts";
import { layoutColorBar } from "./colorbar.ts";
import {
  paintFrame,
  paintTexts,
  rowLabelsOf,
  stepBack,
  textsOf,
  tonesIn,
} from "./tiles/texts.ts";
import { sizesIn } from "./zoom.ts";

/** Between the pictures of a row and of a column, in units, and the same on a slide. */
const wideGap = { x: 20, y: 24 } as const;
const slideGap = { x: 28, y: 26 } as const;

/** The same for a sheet of many pictures without words. */
const narrowGap = { x: 12, y: 12 } as const;

/** A picture never takes more than this, so that a lone digit is no wall. */
const largest = 760;

/** Of a colour bar below the pictures, and of one beside them. */
const barWidth = { below: 420, beside: 260 } as const;

/** On a slide columns stand apart by up to this, where pictures are as high as they can be. */
const widestGap = 110;

/** The same as a part of their width: small pictures far apart would be no grid. */
const widestPart = 0.5;

/** How the pictures of a figure are set: so many in a row, the colour bar below or beside them. */
interface Setting {
  readonly columns: number;
  readonly bar: "below" | "beside";
}

/** A layout with the area that its pictures take. */
interface Tried extends Layout {
  readonly area: number;
}

/** Pictures in a grid, all on one scale unless told, with titles, notes and boxes. */
export const images: Kind<Images> = (figure, frame) => {
  const [usual, ...others] = settingsOf(figure, frame).map((setting) =>
    layoutImages(figure, frame, setting),
  );
  if (usual === undefined) throw new Error("pictures without a setting");
  const fits = ({ height }: Layout) => height <= frame.maxHeight + 1;
  return others.reduce(
    (best, each) =>
      fits(each) &&
      (!fits(best) || worth(each, frame) > worth(best, frame) * 1.02)
        ? each
        : best,
    usual,
  );
};

/** Large pictures, and of pictures nearly as large those that leave less of the height empty. */
function worth({ area, height }: Tried, { maxHeight }: Frame): number {
  return area * Math.sqrt(height / maxHeight);
}

/** The usual setting first; on a slide every other one, of which the largest pictures win. */
function settingsOf(figure: Images, { fill }: Frame): Setting[] {
  const { columns, panels, rowLabels, valueLabel } = figure;
  const { length } = panels;
  const usual = length <= 6 ? length : Math.ceil(Math.sqrt(length * 1.6));
  const wished = Math.min(columns ?? usual, length);
  if (fill !== true) return [{ columns: wished, bar: "below" }];
  // Rows that have names keep their pictures.
  const counts =
    rowLabels === undefined
      ? [wished, ...panels.map((_, index) => index + 1)]
      : [wished];
  const bars =
    valueLabel === undefined
      ? (["below"] as const)
      : (["below", "beside"] as const);
  return counts.flatMap((count) =>
    bars.map((bar) => ({ columns: count, bar })),
  );
}

function layoutImages(
  figure: Images,
  frame: Frame,
  { columns, bar: place }: Setting,
): Tried {
  const { panels } = figure;
  const { x: gapX, y: gapY } = gapOf(figure, frame);
  const map = mapOf(figure);
  const ranges = rangesOf(figure, map);
  const rows = Math.ceil(panels.length / columns);
  const slim = frame.fill === true && place === "below";
  const bar = barOf(figure, map, ranges, barWidth[place], slim);
  const labels = rowLabelsOf(figure, frame);
  const labelWidth = Math.max(0, ...labels.map((l) => l.width + gapX));
  const margin = marginOf(frame);
  const beside =
    bar !== undefined && place === "beside" ? bar.width + 2 * gapX : 0;
  const room = frame.width - 2 * margin - labelWidth - beside;
  const foot = bar === undefined || beside > 0 ? 0 : bar.height + gapY;
  const pitch = (room + gapX) / columns;
  const tones = tonesIn(figure, columns, frame);
  const texts = panels.map((panel, index) =>
    textsOf(panel, pitch - 14, tones[index], frame.look, frame.pointing),
  );
  const maxima = <T>(of: readonly T[], heightOf: (each: T) => number) =>
    rowMaxima(of.map(heightOf), columns);
  const heads = maxima(texts, ({ title }) => title?.height ?? 0);
  const feet = maxima(texts, ({ foot }) => foot);
  const textHeight = [...heads, ...feet].reduce((sum, each) => sum + each, 0);
  const free =
    frame.maxHeight - 2 * margin - foot - textHeight - gapY * (rows - 1);
  const cell = {
    width: Math.min(largest, pitch - gapX),
    height: Math.max(40, Math.min(largest, free / rows)),
  };
  const sizesOf = sizesIn(panels, cell, frame.scale);
  const cells = maxima(sizesOf, ({ height }) => height);
  const widest = Math.max(...sizesOf.map(({ width }) => width));
  // Columns move together where pictures are small, but never so far that titles touch.
  const widestText = Math.max(...texts.map(({ width }) => width));
  const apart =
    frame.fill === true && gapX === slideGap.x
      ? Math.max(gapX, Math.min(widestGap, widest * widestPart))
      : gapX;
  const step = Math.min(pitch, Math.max(widest + apart, widestText + 20));
  const total = labelWidth + step * columns - gapX + beside;
  const left = Math.max(margin, (frame.width - total) / 2);
  const pitches = heads.map(
    (head, row) => head + (cells[row] ?? 0) + (feet[row] ?? 0) + gapY,
  );
  // The last is where one more row would begin.
  const tops = [0, ...cumsum(pitches)].map((top) => margin + top);
  const height = (tops[rows] ?? 0) - gapY + foot + margin;
  return {
    width: frame.width,
    height,
    area: sizesOf.reduce((sum, each) => sum + each.width * each.height, 0),
    paint: (paper) => {
      panels.forEach((panel, index) => {
        const row = Math.floor(index / columns);
        const head = heads[row] ?? 0;
        const top = tops[row] ?? 0;
        const size = sizesOf[index] ?? { width: 0, height: 0 };
        const middle =
          left + labelWidth + step * (index % columns) + (step - gapX) / 2;
        const below = top + head + ((cells[row] ?? 0) - size.height) / 2;
        const words = texts[index];
        paintTexts(paper, words, middle, top + head, below + size.height);
        const corner = snap(middle - size.width / 2, frame);
        at(paper, corner, snap(below, frame), (c) => {
          const range = ranges[index] ?? { min: 0, max: 1 };
          // Beside a colour bar every picture keeps its colours.
          if (bar === undefined) stepBack(c, tones[index]);
          paintPanel(c, panel, size, map, range);
          paintFrame(c, size, tones[index]);
        });
      });
      labels.forEach((block, row) => {
        const [top = 0, head = 0, cell = 0] = [tops, heads, cells].map(
          (each) => each[row],
        );
        paintText(paper, block, left, top + head + (cell - block.height) / 2);
      });
      if (bar !== undefined) {
        const x =
          beside > 0 ? left + total - bar.width : (frame.width - bar.width) / 2;
        at(paper, x, height - margin - bar.height, (c) => void bar.paint(c));
      }
    },
  };
}

function gapOf(
  { panels, rowLabels }: Images,
  { fill }: Frame,
): { x: number; y: number } {
  const silent = panels.every(
    ({ title, note }) => !title?.trim() && !note?.trim(),
  );
  return silent && rowLabels === undefined && panels.length > 12
    ? narrowGap
    : fill === true
      ? slideGap
      : wideGap;
}

/** The figure's colour map: told, or diverging where a value is negative. */
function mapOf({ colors: told, panels }: Images): ColorMap {
  if (told !== undefined) return told;
  const signed = panels.some(
    ({ channels, pixels }) => channels !== 3 && pixels.some((v) => v < 0),
  );
  return signed ? "diverging" : "gray";
}

/** The range of values of each picture: the same for all, unless each has its own. */
function rangesOf({ panels, scale }: Images, map: ColorMap): ValueRange[] {
  if (typeof scale === "object") return panels.map(() => scale);
  if (scale === "own") return panels.map(({ pixels }) => rangeOf(pixels, map));
  const gray = panels.filter(({ channels }) => channels !== 3);
  function* values() {
    for (const { pixels } of gray) yield* pixels;
  }
  const common =
    gray.length === 0 ? { min: 0, max: 1 } : rangeOf(values(), map);
  return panels.map(() => common);
}

function barOf(
  { valueLabel, scale }: Images,
  map: ColorMap,
  ranges: readonly ValueRange[],
  width: number,
  slim: boolean,
): Layout | undefined {
  const [range] = ranges;
  // With a scale for each picture, one bar would be wrong for all but one.
  if (valueLabel === undefined || range === undefined) return undefined;
  if (scale === "own" && ranges.length > 1) return undefined;
  return layoutColorBar(map, range, valueLabel, width, slim);
}

/** To whole pixels of the file. */
function snap(value: number, { scale }: Frame): number {
  return Math.round(value * scale) / scale;
}

/** The largest height in each row. */
function rowMaxima(heights: readonly number[], columns: number): number[] {
  const rows = Math.ceil(heights.length / columns);
  return Array.from({ length: rows }, (_, row) =>
    Math.max(...heights.slice(row * columns, (row + 1) * columns)),
  );
}

function paintPanel(
  paper: Paper,
  panel: Panel,
  size: { readonly width: number; readonly height: number },
  map: ColorMap,
  range: ValueRange,
): void {
  const { context, look } = paper;
  const cells = pixelColors(panel, map, range, look);
  paintPixels(paper, cells, panel.width, size, size.width < panel.width);
  context.strokeStyle = look.colors.frame;
  context.lineWidth = strokes.thin;
  // Outside of the picture: no pixel of it is covered.
  context.strokeRect(-1, -1, size.width + 2, size.height + 2);
  paintBoxes(paper, panel, size.width / panel.width);
}
