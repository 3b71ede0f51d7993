import type { Bar } from "../data/shapes.ts";
import { type AxisPlan, planAxis } from "./axis.ts";
import { formatNumber } from "./format.ts";
import { type Medium, textLength } from "./medium.ts";

/** What a category's bars take of its room; the rest is the gap to the next. */
export const groupPart = 0.72;

/** Lines that a category's name may have below its bars. */
const mostLines = 3;

/** Between two categories' names, and a value and its neighbour, in sizes of text. */
export const nameGap = 0.4;
const valueGap = 0.2;

/** Beyond it a bar looks like a wall, in sizes of text. */
export const thickest = 5;

/** The values as they are written at the bars; none where the figure wants none. */
function shownValues({ series, valueDigits }: Bar): string[] {
  if (valueDigits === undefined) return [];
  return series.flatMap(({ values }) =>
    values.map((value) => formatNumber(value, valueDigits)),
  );
}

/** Whether bars must lie: a category's name or a value has no room over its column. */
export function barsLie(figure: Bar, medium: Medium): boolean {
  const { text } = medium;
  const column = medium.plot.width / figure.categories.length;
  const room = column - nameGap * text;
  const names = figure.categories.every((name) => {
    const words = name.split(/\s/).map((word) => textLength(word, medium));
    // Lines are never quite full.
    const lines = (textLength(name, medium) * 1.15) / room;
    return Math.max(...words) <= room && lines <= mostLines;
  });
  const bar = Math.min(
    thickest * text,
    (column * groupPart) / figure.series.length,
  );
  const each = (figure.series.length === 1 ? column : bar) - valueGap * text;
  const values = shownValues(figure).every(
    (shown) => textLength(shown, medium) <= each,
  );
  return !(names && values);
}

/** What a value takes beyond its bar's end, as a part of the axis: a line of text, or so many characters. */
const lineShare = 0.08;
const characterShare = 0.018;

/** The axis of values reaches zero, and past the ends far enough for the values written there. */
export function planValues(figure: Bar): AxisPlan {
  const { series, references = [] } = figure;
  const ends = series.flatMap(({ values, whiskers }) => [
    ...values,
    ...(whiskers ?? []).flat(),
  ]);
  for (const each of references) if ("y" in each) ends.push(each.y);
  const longest = Math.max(0, ...shownValues(figure).map((s) => s.length));
  // Room for the values is no reason for another tick; whether they lie or stand, it is the same.
  return longest === 0
    ? planAxis(figure.y, ends, { zero: true })
    : planAxis(figure.y, ends, {
        zero: true,
        ends: "close",
        room: Math.max(lineShare, characterShare * (longest + 1)),
      });
}
