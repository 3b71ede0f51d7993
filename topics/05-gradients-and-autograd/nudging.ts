// Slopes found by nudging: on paper, and in the two precisions that a computer offers.

import * as tf from "@tensorflow/tfjs";
import { type Lab, nth } from "lectern";
import * as figures from "./figures.ts";
import { short } from "./graph.ts";

/** Half powers of ten, from a nudge of 1 down to one that float32 cannot see. */
const NUDGES = Array.from({ length: 17 }, (_, half) =>
  Math.sqrt(Number(`1e-${half}`)),
);
/** How a nudge is rounded differs from place to place: 1, 1.1 … 4. */
const PLACES = Array.from({ length: 31 }, (_, at) => (at + 10) / 10);

type OfTensor = (x: tf.Tensor) => tf.Tensor;
/** Measures the slope of f at x with a nudge. */
type Way = (f: OfTensor, x: tf.Tensor, nudge: tf.Tensor) => tf.Tensor;
export type Ways = Readonly<Record<"oneSided" | "central", Way>>;

/** Slopes of x² through two points, in JavaScript's doubles: they close in as on paper. */
export function recordSecants(lab: Lab, at: number, slope: number): void {
  const square = (x: number) => x * x;
  const secant = (nudge: number) => (square(at + nudge) - square(at)) / nudge;
  lab.numbers({
    "secant-3": secant(3),
    "secant-1": secant(1),
    "secant-tenth": secant(0.1),
    "secant-hundredth": secant(0.01),
    "secant-thousandth": secant(0.001),
    "secant-from-left": secant(-0.001),
  });
  lab.output("secants", [
    ...[1, 0.1, 0.01, 0.001].map(
      (nudge) => `${`nudge ${nudge}`.padEnd(12)} slope ${short(secant(nudge))}`,
    ),
    `autograd     slope ${short(slope)}`,
  ]);
  lab.figure("secants", figures.secants(at, slope, secant));
}

/** What becomes of each nudge of x³ in float32, and in doubles, which change only the precision. */
export function recordNudges(lab: Lab, ways: Ways): void {
  const cube: OfTensor = (x) => x.mul(x).mul(x);
  const cubed = (x: number) => x * x * x;
  const found = {
    oneSided: inFloat32(ways.oneSided, cube),
    central: inFloat32(ways.central, cube),
    oneSidedDouble: inDoubles((x, h) => cubed(x + h) - cubed(x), 1),
    centralDouble: inDoubles((x, h) => cubed(x + h) - cubed(x - h), 2),
  };
  for (const [name, errors] of Object.entries(found)) {
    const best = errors.indexOf(Math.min(...errors));
    const kebab = name.replace(/[A-Z]/g, (capital) => `-${capital}`);
    lab.numbers({
      [`best-nudge-${kebab.toLowerCase()}`]: nth(NUDGES, best),
      [`best-error-${kebab.toLowerCase()}`]: nth(errors, best),
    });
  }
  const { oneSided, oneSidedDouble, central } = found;
  lab.number("places", PLACES.length);
  lab.number("central-miss-at-1", nth(central, 0));
  const at = (errors: readonly number[]) => nth(errors, 12); // √1e-12, a millionth
  lab.claim("rounding-spoils-it", at(oneSided), ">", 100 * at(oneSidedDouble));
  const same = nth(oneSided, 0) / nth(oneSidedDouble, 0); // at a nudge of 1
  lab.claim("geometry-stays", Math.abs(same - 1), "<", 1e-5);
  lab.claim(
    "two-sided-is-better",
    Math.min(...central),
    "<",
    Math.min(...oneSided) / 5,
  );
  lab.claim("too-small-is-worst", nth(oneSided, -1), "=", 1);
  lab.figure("nudges", figures.nudges(NUDGES, found));
}

/** The chapter's parabola: what one nudge says at one place, and whether two sides always cancel. */
export function nudgeParabola(
  lab: Lab,
  ways: Ways,
  square: OfTensor,
  at: number,
): void {
  const say = (way: Way, nudge: number) =>
    nth(way(square, tf.tensor1d([at]), tf.tensor1d([nudge])).dataSync(), 0);
  const wide = tf.tensor1d([1]);
  const places = tf.range(-8, 9); // whole numbers are exact in float32
  const miss = ways.central(square, places, wide).sub(places.mul(2)).abs();
  lab.numbers({
    "central-1": say(ways.central, 1),
    "slope-at-millionth": say(ways.oneSided, 1e-6),
    "smallest-slope": say(ways.oneSided, 1e-8),
  });
  lab.claim("parabola-cancels", nth(miss.max().dataSync(), 0), "=", 0);
}

/** Mean relative error of the slope of f over all places, for each nudge. */
function inFloat32(way: Way, f: OfTensor): number[] {
  const x = tf.tensor2d(PLACES, [PLACES.length, 1]); // a row for each place
  const slopes = way(f, x, tf.tensor2d(NUDGES, [1, NUDGES.length])).dataSync();
  return NUDGES.map((_, column) =>
    meanMiss((row) => nth(slopes, row * NUDGES.length + column)),
  );
}

/** The same, from the rise of x³ between `sides` nudges, in doubles. */
function inDoubles(rise: (x: number, nudge: number) => number, sides: number) {
  return NUDGES.map((nudge) =>
    meanMiss((row) => rise(nth(PLACES, row), nudge) / (sides * nudge)),
  );
}

/** How far slopes of x³, one a place, are from 3x², as a share of it. */
function meanMiss(slope: (row: number) => number): number {
  const misses = PLACES.map((x, row) => {
    const truth = 3 * x * x;
    return Math.abs(slope(row) - truth) / truth;
  });
  return misses.reduce((sum, miss) => sum + miss) / misses.length;
}
