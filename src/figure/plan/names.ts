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
    };

/** Names take at most this share of a chart's width. */
const share = 0.3;

/** More names at bare points are a crowd. */
const mostAtPoints = 4;

/** Narrower than so many sizes of text, names at ends would take the plot's room. */
const roomy = 37;

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
  const fits = !atPoints || fitAtPoints(named, axes, medium);
  return fits
    ? {
        at: "ends",
        sides: named.map(({ upright }) => (upright ? "top" : "right")),
      }
    : { at: "legend" };
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

/** Whether names that cannot move stand clear of each other and leave the plot its width. */
function fitAtPoints(
  named: readonly Named[],
  { x, y }: { readonly x: AxisPlan; readonly y: AxisPlan },
  medium: Medium,
): boolean {
  if (named.length > mostAtPoints) return false;
  const { text, plot } = medium;
  const end = (each: Named) => each.points.at(-1) ?? [x.max, y.max];
  const [tops, rights] = [true, false].map((wanted) =>
    named.filter(({ upright }) => upright === wanted),
  );
  const widths = rights?.map((each) => textLength(each.name, medium)) ?? [];
  const right = Math.max(0, ...widths);
  if (right > share * medium.width) return false;
  const ends = (rights ?? []).map((each) => ({
    middle: placeOn(y, end(each)[1]) * plot.height,
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
  return contained && standApart(ends) && standApart(above);
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
