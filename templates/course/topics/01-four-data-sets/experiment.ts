// Four small data sets have the same straight line. What does the line not see, and what would
// have shown it? No digit is read here: the points lie in quartet.csv, beside this file.

import { type Lab, nth, type Row } from "lectern";
import { agreement, besidePoints, pull } from "./figures.ts";

/** One measurement. */
interface Point {
  readonly x: number;
  readonly y: number;
}

/** y = intercept + slope · x. */
interface Line {
  readonly intercept: number;
  readonly slope: number;
}

/** One of the four, with what is known of it. */
export interface DataSet {
  readonly name: string;
  readonly points: readonly Point[];
  readonly line: Line;
}

export default function experiment(lab: Lab): void {
  const sets = readSets(lab.csv("quartet.csv"));
  const [first, second, third, fourth] = [0, 1, 2, 3].map((i) => nth(sets, i));
  if (!first || !second || !third || !fourth) return;

  // What they share.
  const slopes = sets.map(({ line }) => line.slope);
  const correlations = sets.map(({ points }) => correlation(points));
  const errors = sets.map(({ points, line }) => errorOf(points, line));
  lab.number("points", first.points.length);
  lab.number("slope", first.line.slope);
  lab.number("intercept", first.line.intercept);
  lab.number("correlation", nth(correlations, 0));
  lab.number("error", nth(errors, 0));
  lab.claim("same-slope", apart(slopes), "<", 0.001);
  lab.claim("same-correlation", apart(correlations), "<", 0.001);
  lab.claim("same-error", apart(errors), "<", 0.002);
  lab.table("shared", agreement(sets, correlations, errors));
  lab.output(
    "lines",
    sets.map(
      ({ name, line }) =>
        `${name.padEnd(3)}  y = ${line.intercept.toFixed(2)} + ${line.slope.toFixed(2)} x`,
    ),
  );
  lab.figure("points", besidePoints(sets));

  // The bend: one term more, for the set that is a curve and for one that is not.
  const bent = bend(second.points);
  const other = bend(first.points);
  lab.number("error-of-curve", bent);
  lab.number("error-of-curve-elsewhere", other);
  lab.claim("curve-mends-second", bent, "<", 0.01);
  lab.claim("curve-leaves-first", other, ">", nth(errors, 0) * 0.9);

  // One point less, each in turn.
  const without = sets.map(({ points }) => leaveOneOut(points));
  lab.figure("pull", pull(sets, without));
  const outlier = farthest(third);
  const rest = third.points.filter((point) => point !== outlier);
  const restLine = squaredLine(rest);
  lab.number("outlier-x", outlier.x);
  lab.number("slope-without-outlier", restLine.slope);
  lab.number("error-without-outlier", errorOf(rest, restLine));
  lab.claim("outlier-hides-line", errorOf(rest, restLine), "<", 0.01);
  const lost = fourth.points.length - nth(without, 3).length;
  lab.number("points-that-hold-fourth", lost);
  lab.claim("one-point-holds-fourth", lost, "=", 1);
  const moves = sets.map(({ line }, i) =>
    Math.max(...nth(without, i).map((slope) => Math.abs(slope - line.slope))),
  );
  lab.number("most-moved-first", nth(moves, 0));
  lab.number("most-moved-fourth", nth(moves, 3));
  lab.claim(
    "fourth-looks-firmest",
    nth(moves, 3),
    "<",
    Math.min(...moves.slice(0, 3)),
  );
  const leverages = sets.map(({ points }) => Math.max(...leverage(points)));
  lab.number("leverage-first", nth(leverages, 0));
  lab.number("leverage-fourth", nth(leverages, 3));
  lab.claim(
    "leverage-sees-fourth",
    nth(leverages, 3),
    ">",
    2 * nth(leverages, 0),
  );

  // Another loss on the same points: nothing else is changed.
  const absolute = sets.map(({ points }) => absoluteLine(points).slope);
  lab.number("absolute-slope-third", nth(absolute, 2));
  lab.number("absolute-slope-fourth", nth(absolute, 3));
  lab.claim(
    "absolute-finds-line",
    Math.abs(nth(absolute, 2) - restLine.slope),
    "<",
    0.002,
  );
  lab.claim(
    "absolute-blind-to-fourth",
    Math.abs(nth(absolute, 3) - fourth.line.slope),
    "<",
    0.01,
  );
  lab.figure("losses", {
    kind: "bar",
    alt: "Slopes of the four sets by two losses: alike in all but the third, where absolute errors give a flatter line.",
    category: { label: "data set" },
    categories: sets.map(({ name }) => name),
    y: { label: "slope of the best line" },
    valueDigits: 2,
    series: [
      { name: "squared errors", values: slopes },
      { name: "absolute errors", values: absolute },
    ],
  });
}

/** The data sets of the file, in its order, each with its line. */
function readSets(rows: readonly Row[]): DataSet[] {
  const names = [...new Set(rows.map(({ set }) => String(set)))];
  return names.map((name) => {
    const points = rows
      .filter(({ set }) => set === name)
      .map(({ x, y }) => ({ x: Number(x), y: Number(y) }));
    return { name, points, line: squaredLine(points) };
  });
}

/** How far the most and the least of values are apart. */
function apart(values: readonly number[]): number {
  return Math.max(...values) - Math.min(...values);
}

/** The point with the largest error. */
function farthest({ points, line }: DataSet): Point {
  const size = (point: Point) =>
    Math.abs(point.y - line.intercept - line.slope * point.x);
  return points.reduce((most, each) => (size(each) > size(most) ? each : most));
}

/** Error of the best parabola: what is left when x² may help. */
function bend(points: readonly Point[]): number {
  const flat = points.map(({ x, y }) => ({ x, y }));
  const line = squaredLine(flat);
  const squares = squaredLine(flat.map(({ x }) => ({ x, y: x * x })));
  // What x² has that no straight line gives, against what the line leaves of y.
  const extra = flat.map(({ x, y }) => ({
    x: x * x - squares.intercept - squares.slope * x,
    y: y - line.intercept - line.slope * x,
  }));
  return errorOf(extra, squaredLine(extra));
}

const mean = (values: readonly number[]) =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

// #region squared-line
/** The line with the smallest sum of squared errors. */
function squaredLine(points: readonly Point[]): Line {
  const mx = mean(points.map(({ x }) => x));
  const my = mean(points.map(({ y }) => y));
  const shared = mean(points.map(({ x, y }) => (x - mx) * (y - my)));
  const spread = mean(points.map(({ x }) => (x - mx) * (x - mx)));
  const slope = shared / spread;
  return { slope, intercept: my - slope * mx };
}
// #endregion

// #region absolute-line
/** The line with the smallest sum of absolute errors: one meets two points. */
function absoluteLine(points: readonly Point[]): Line {
  const lines = points.flatMap((a) =>
    points.filter((b) => b.x > a.x).map((b) => through(a, b)),
  );
  const loss = ({ intercept, slope }: Line) =>
    mean(points.map(({ x, y }) => Math.abs(y - intercept - slope * x)));
  return lines.reduce((best, each) => (loss(each) < loss(best) ? each : best));
}
// #endregion

function through(a: Point, b: Point): Line {
  const slope = (b.y - a.y) / (b.x - a.x);
  return { slope, intercept: a.y - slope * a.x };
}

/** Root of the mean squared error, in the unit of y. */
function errorOf(points: readonly Point[], line: Line): number {
  const errors = points.map(({ x, y }) => y - line.intercept - line.slope * x);
  return Math.sqrt(mean(errors.map((error) => error * error)));
}

/** Pearson's correlation, −1 to 1. */
function correlation(points: readonly Point[]): number {
  const forth = squaredLine(points).slope;
  const back = squaredLine(points.map(({ x, y }) => ({ x: y, y: x }))).slope;
  return Math.sign(forth) * Math.sqrt(forth * back);
}

/** Slopes of the best line without each point in turn; none where all others share one x. */
function leaveOneOut(points: readonly Point[]): number[] {
  return points.flatMap((out) => {
    const rest = points.filter((point) => point !== out);
    const xs = new Set(rest.map(({ x }) => x));
    return xs.size > 1 ? [squaredLine(rest).slope] : [];
  });
}

// #region leverage
/** How far each point decides its place on the line: at most 1. */
function leverage(points: readonly Point[]): number[] {
  const mx = mean(points.map(({ x }) => x));
  const squares = points.map(({ x }) => (x - mx) * (x - mx));
  const all = squares.reduce((sum, each) => sum + each, 0);
  return squares.map((each) => 1 / points.length + each / all);
}
// #endregion
