// What nudging finds: on paper, and in float32, which does not see every nudge.

import { type Lab, nth } from "lectern";
import * as figures from "./figures.ts";

/** Half powers of ten, from a nudge of 1 down to one that float32 cannot see. */
export const NUDGES = Array.from({ length: 17 }, (_, half) =>
  Math.sqrt(Number(`1e-${half}`)),
);

/** Where a nudge of a millionth stands among them. */
const MILLIONTH = 12;

/** Slopes of x² through two points, in JavaScript's doubles: they close in as on paper. */
export function recordSecants(lab: Lab, at: number, slope: number): void {
  const square = (x: number) => x * x;
  const secant = (nudge: number) => (square(at + nudge) - square(at)) / nudge;
  const secants = {
    two: lab.number("secant-2", secant(2)),
    one: lab.number("secant-1", secant(1)),
    tenth: lab.number("secant-tenth", secant(0.1)),
    hundredth: lab.number("secant-hundredth", secant(0.01)),
    thousandth: lab.number("secant-thousandth", secant(0.001)),
  };
  lab.output("secants", figures.printedSecants(secants, slope));
  lab.figure("secants", figures.secants(at, slope, secants));
}

/** One slope for each nudge, measured both ways, and the slope that they should be. */
interface Found {
  readonly oneSided: readonly number[];
  readonly central: readonly number[];
  readonly truth: number;
}

export function recordNudges(lab: Lab, found: Found): void {
  const { oneSided, truth } = found;
  const errors = oneSided.map((slope) => Math.abs(slope - truth));
  const best = errors.indexOf(Math.min(...errors));
  lab.number("best-nudge", nth(NUDGES, best));
  lab.number("best-error", nth(errors, best));
  lab.number("smallest-nudge", nth(NUDGES, -1));
  lab.number("smallest-slope", nth(oneSided, -1));
  lab.number("slope-at-millionth", nth(oneSided, MILLIONTH));
  lab.figure("nudges", figures.nudges(NUDGES, found, truth));
}
