import { range } from "d3-array";
import { plain } from "../deck.ts";
import { styleOf, type Theme } from "../theme.ts";
import type { Box } from "./grid.ts";
import {
  breakLines,
  bulletIndent,
  inch,
  lineHeight,
  reserve,
  wrap,
} from "./measure.ts";
import type { PlacedText } from "./placed.ts";

/** Points between paragraphs that have room, at most, in sizes of their text. */
const airiest = 1.5;

/** Part of its box's height that grown text may take: programs set its lines a little apart. */
const snug = 0.95;

/** Lines of a text in that size, and points from one to the next. */
function measure(item: PlacedText, theme: Theme, points: number) {
  const style = styleOf(theme, item.size, item.bold, points);
  const room = item.box.w * inch;
  const wrapped = item.lines.map(({ runs, bullet }) =>
    wrap(runs, style, bullet ? room - bulletIndent(points) : room),
  );
  const lines = wrapped.reduce((sum, each) => sum + each.lines, 0);
  const fits = wrapped.every((each) => each.widest <= room);
  const runs = item.lines.map((line) => line.runs);
  return { lines, fits, height: lineHeight(style, runs) };
}

/**
 * Inches that the text takes, from the top of its first line to the foot of its last, and across
 * its longest line, nearly.
 */
export function sizeOfText(
  item: PlacedText,
  theme: Theme,
): { readonly w: number; readonly h: number } {
  const points = item.points ?? theme.sizes[item.size];
  const { lines, height } = measure(item, theme, points);
  const style = styleOf(theme, item.size, item.bold, points);
  const room = item.box.w * inch;
  const widths = item.lines.map(({ runs, bullet }) => {
    const indent = bullet ? bulletIndent(points) : 0;
    const { lines: own, whole } = wrap(runs, style, room - indent);
    return own > 1 ? room : indent + whole;
  });
  const high = lines * height + (item.lines.length - 1) * item.gap;
  return { w: Math.min(room, Math.max(0, ...widths)) / inch, h: high / inch };
}

/**
 * The text in the largest size up to `most` points at which no more lines are broken, and with
 * its paragraphs as far apart as its box lets them. Nothing is ever set smaller than its role.
 */
export function growText(
  item: PlacedText,
  theme: Theme,
  most: number,
): PlacedText {
  const least = theme.sizes[item.size];
  const room = item.box.h * inch;
  const { lines } = measure(item, theme, least);
  const count = item.lines.length;
  const gapAt = (points: number) => (item.gap / least) * points;
  const size =
    range(Math.max(most, least), least, -2).find((points) => {
      const tried = measure(item, theme, points);
      const high = tried.lines * tried.height + (count - 1) * gapAt(points);
      return tried.fits && tried.lines <= lines && high <= room * snug;
    }) ?? least;
  const { height } = measure(item, theme, size);
  const free = (room - lines * height) / count;
  const gap = Math.min(airiest * size, Math.max(gapAt(size), free));
  return { ...item, gap, ...(size > least && { points: size }) };
}

/** Inches by which a box is made narrower at a time, and the part of its width that it keeps. */
const narrower = 0.05;
const narrowest = 0.5;

/**
 * The text in a narrower box where a word would be left over on a line of its own: its lines are then
 * about equally long, and no more of them. Which word begins a line is left to who draws it.
 */
export function balanceText(item: PlacedText, theme: Theme): PlacedText {
  const points = item.points ?? theme.sizes[item.size];
  const { lines } = measure(item, theme, points);
  if (lines === item.lines.length || !hasStray(item, theme, points))
    return item;
  const { w } = item.box;
  const widths = range(w * narrowest, w, narrower);
  const width = widths.find((each) => {
    const tried = { ...item, box: { ...item.box, w: each } };
    const measured = measure(tried, theme, points);
    return (
      measured.fits &&
      measured.lines === lines &&
      !hasStray(tried, theme, points)
    );
  });
  return width === undefined
    ? item
    : { ...item, box: { ...item.box, w: width } };
}

/** Whether the last of several lines of a paragraph is one word. */
function hasStray(item: PlacedText, theme: Theme, points: number): boolean {
  const style = styleOf(theme, item.size, item.bold, points);
  return item.lines.some(({ runs, bullet }) => {
    const room = item.box.w * inch - (bullet ? bulletIndent(points) : 0);
    // Programs keep nothing in reserve, and what is measured here does.
    const lasts = [
      breakLines(runs, style, room),
      breakLines(runs, style, room / reserve),
    ];
    return lasts.some((broken) => {
      const last = plain(broken.at(-1) ?? []).trim();
      return broken.length > 1 && !/\s/.test(last);
    });
  });
}

/** Part of the free height above texts that stand alone: a little less than below them. */
const above = 0.42;

/**
 * Texts one below the other, each grown up to its `most` and as wide as `box`, `gap` inches apart, together
 * in the optical middle of `box`.
 */
export function stackTexts(
  items: readonly { readonly item: PlacedText; readonly most: number }[],
  box: Box,
  theme: Theme,
  gap: number,
): readonly PlacedText[] {
  const highs = items.map(({ item }) => sizeOfText(item, theme).h / snug);
  let free = Math.max(0, box.h - gap * (items.length - 1) - sum(highs));
  // The last first: what it leaves of its share, the number above it takes.
  const grown = [...items.entries()]
    .reverse()
    .map(([index, { item, most }]) => {
      const own = highs[index] ?? 0;
      // What one takes beyond its role's size, the others leave: none grows at another's cost.
      const h = own + free / (index + 1);
      const inBox = { ...item, box: { ...item.box, h } };
      const { points, ...rest } = growText(inBox, theme, most);
      const size = points ?? theme.sizes[item.size];
      // No further apart than their lines are: the free height goes around them.
      const air = (item.gap / theme.sizes[item.size]) * size;
      const placed = {
        ...rest,
        gap: air,
        ...(points !== undefined && { points }),
      };
      free -= Math.max(0, sizeOfText(placed, theme).h / snug - own);
      return placed;
    })
    .reverse();
  const heights = grown.map((each) => sizeOfText(each, theme).h / snug);
  const taken = sum(heights) + gap * (grown.length - 1);
  let y = box.y + Math.max(0, above * (box.h - taken));
  return grown.map((each, index) => {
    const last = index === grown.length - 1;
    const h = last ? box.y + box.h - y : (heights[index] ?? 0);
    const placed = { ...each, box: { ...each.box, y, h } };
    y += h + gap;
    return placed;
  });
}

const sum = (values: readonly number[]) =>
  values.reduce((total, each) => total + each, 0);
