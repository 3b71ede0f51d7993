import type { Line, Reference } from "../data/shapes.ts";
import { type AxisPlan, nearEnd, placeOn } from "./axis.ts";
import { type Medium, textLength } from "./medium.ts";

/** Where a reader finds which series is which. */
export type NamesPlan =
  | { readonly at: "legend" }
  /** The axis or the title says it already, or another names the series. */
  | { readonly at: "nowhere" }
  | {
      readonly at: "ends";
      /** At which side of its last point each name stands: series first, then references. */
      readonly sides: readonly ("right" | "top")[];
      /** How far up each is moved from its point to stand clear of the others, in sizes of text. */
      readonly shifts: readonly number[];
    };

/** Names take at most this share of a chart's width. */
const share = 0.3;

/** More names at bare points are a crowd. */
const mostAtPoints = 6;

/** Narrower than so many sizes of text, names at ends would take the plot's room. */
const roomy = 37;

/** A name that stands further from its line's end would be taken for another's, in sizes of text. */
const furthest = 1.7;

/** Between two names, and of a line of text, in sizes of it. */
const gap = 0.6;
const lineHeight = 1.2;

/** A name with the two ends of what it names. */
interface Named {
  readonly name: string;
  readonly points: readonly (readonly [number, number])[];
  readonly upright: boolean;
}

/** Names at the ends of lines where all end at the right and have room there, else a legend. */
export function nameLines(
  { series, references = [], y }: Line,
  axes: { readonly x: AxisPlan; readonly y: AxisPlan },
  medium: Medium,
): NamesPlan {
  const atPoints = medium.names === "points";
  const named: Named[] = [
    ...series.map((each) => ({ ...each, upright: false })),
    ...(atPoints ? references : []).map((each) => namedRule(each, axes)),
  ];
  if (medium.names === "none") return { at: "nowhere" };
  if (named.length === 1 && named[0]?.name === y.label)
    return { at: "nowhere" };
  const narrow = medium.width < roomy * medium.text;
  if (narrow && !atPoints) return { at: "legend" };
  const right = named.filter(({ upright }) => !upright);
  if (!right.every((each) => endsAtRight(each, axes, atPoints)))
    return { at: "legend" };
  const shifts = atPoints ? shiftsAtPoints(named, axes, medium) : [];
  return shifts === undefined
    ? { at: "legend" }
    : {
        at: "ends",
        sides: named.map(({ upright }) => (upright ? "top" : "right")),
        shifts,
      };
}

/** A legend for so many names, unless there is one alone. */
export function nameKeys(count: number, { names }: Medium): NamesPlan {
  return { at: names === "none" || count === 1 ? "nowhere" : "legend" };
}

function namedRule(
  reference: Reference,
  { x, y }: { readonly x: AxisPlan; readonly y: AxisPlan },
): Named {
  const upright = "x" in reference;
  return {
    name: reference.label,
    upright,
    points: upright ? [[reference.x, y.max]] : [[x.max, reference.y]],
  };
}

function endsAtRight(
  { points }: Named,
  { x, y }: { readonly x: AxisPlan; readonly y: AxisPlan },
  inside: boolean,
): boolean {
  const last = points.at(-1);
  if (last === undefined) return false;
  const across = placeOn(x, last[0]);
  const up = placeOn(y, last[1]);
  const furthest = points.every((point) => point[0] <= last[0]);
  const near = across >= 1 - nearEnd && across < 1.001;
  return furthest && near && (!inside || (up >= 0 && up <= 1));
}

/**
 * How far names at bare points move up to stand clear of each other, in sizes of text; undefined
 * where they would stand too far from their points, or take the plot's width.
 */
function shiftsAtPoints(
  named: readonly Named[],
  { x, y }: { readonly x: AxisPlan; readonly y: AxisPlan },
  medium: Medium,
): readonly number[] | undefined {
  if (named.length > mostAtPoints) return undefined;
  const { text, plot } = medium;
  const end = (each: Named) => each.points.at(-1) ?? [x.max, y.max];
  const [tops, rights] = [true, false].map((wanted) =>
    named.filter(({ upright }) => upright === wanted),
  );
  const widths = rights?.map((each) => textLength(each.name, medium)) ?? [];
  const right = Math.max(0, ...widths);
  if (right > share * medium.width) return undefined;
  const wishes = (rights ?? []).map(
    (each) => placeOn(y, end(each)[1]) * plot.height,
  );
  const moved = moveApart(wishes, text * lineHeight, plot.height);
  const ups = moved.map((middle, index) => middle - (wishes[index] ?? 0));
  if (ups.some((up) => Math.abs(up) > furthest * text)) return undefined;
  const ends = moved.map((middle) => ({
    middle,
    half: (text * lineHeight) / 2,
  }));
  const along = plot.width - right;
  const above = (tops ?? []).map((each) => ({
    middle: placeOn(x, end(each)[0]) * along,
    half: textLength(each.name, medium) / 2 + (gap * text) / 2,
  }));
  // Above the plot, a name may reach over those at the right, unless one stands as high.
  const high = ends.some(({ middle, half }) => middle + half > plot.height);
  const most = high ? along : plot.width;
  const contained = above.every(
    ({ middle, half }) => middle >= half && middle + half <= most,
  );
  if (!contained || !standApart(above)) return undefined;
  const queue = [...ups];
  return named.map(({ upright }) =>
    upright ? 0 : Math.round(((queue.shift() ?? 0) / text) * 1000) / 1000,
  );
}

/**
 * Places in the order of the wishes, each at least `apart` from the next and as near to its wish as
 * the others let it, none more than half of `apart` beyond 0 and `height`.
 */
function moveApart(
  wishes: readonly number[],
  apart: number,
  height: number,
): readonly number[] {
  // Of equal ends the first has its name on top, as a legend would have it.
  const order = wishes
    .map((_, index) => index)
    .toSorted((a, b) => (wishes[a] ?? 0) - (wishes[b] ?? 0) || b - a);
  const sorted = order.map((index) => wishes[index] ?? 0);
  const up: number[] = [];
  for (const wish of sorted)
    up.push(Math.max(wish, (up.at(-1) ?? Number.NEGATIVE_INFINITY) + apart));
  const down: number[] = [];
  for (const wish of sorted.toReversed())
    down.unshift(Math.min(wish, (down[0] ?? Number.POSITIVE_INFINITY) - apart));
  const middles = up.map((each, index) => (each + (down[index] ?? each)) / 2);
  const over = Math.max(0, (middles.at(-1) ?? 0) - height - apart / 2);
  const under = Math.max(0, -apart / 2 - (middles[0] ?? 0));
  const placed = new Map(
    order.map((index, at) => [index, (middles[at] ?? 0) - over + under]),
  );
  return wishes.map((wish, index) => placed.get(index) ?? wish);
}

function standApart(
  names: readonly { readonly middle: number; readonly half: number }[],
): boolean {
  const sorted = names.toSorted((a, b) => a.middle - b.middle);
  return sorted.every(({ middle, half }, index) => {
    const before = sorted[index - 1];
    return before === undefined || middle - half >= before.middle + before.half;
  });
}
