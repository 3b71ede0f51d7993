// What topic 4 measures of the walks on x².

import { type Lab, nth } from "lectern";
import * as figures from "./figures.ts";

/** Where each walk is after a while, and what every step of it multiplies x by. */
export function recordWalks(lab: Lab, walks: readonly figures.Walk[]): void {
  for (const { name, lr, path } of walks) {
    for (const step of [1, 2, 3, 10, 20]) {
      lab.number(`${name}-after-${step}`, nth(path, step));
    }
    const multiplier = nth(path, 1) / nth(path, 0);
    lab.numbers({ [`${name}-rate`]: lr, [`${name}-multiplier`]: multiplier });
    lab.text(`${name}-rate`, String(lr));
    lab.text(`${name}-multiplier`, String(Number(multiplier.toFixed(6)) + 0));
  }
  lab.table("regimes", figures.regimes(walks));
  lab.figure("paths", figures.paths(walks));
}

/** Rates by what they do. */
type Rates = Readonly<
  Record<"slow" | "good" | "one-step" | "bouncing", number>
>;

/**
 * Steps to the bottom by learning rate; `stepsAt` gives up after `patience` steps. Throws
 * RangeError where a rate that has a name needs more.
 */
export function sweepRates(
  lab: Lab,
  stepsAt: (lr: number) => number,
  { slow, good, "one-step": half, bouncing }: Rates,
  patience: number,
): void {
  const steps = (lr: number) => {
    const count = stepsAt(lr);
    if (count < patience) return count;
    throw new RangeError(`at rate ${lr} ${patience} steps are too few`);
  };
  const rates = Array.from({ length: 99 }, (_, index) => (index + 1) / 100);
  const counts = rates.map(stepsAt);
  const { "good-steps": twins } = lab.numbers({
    "slow-steps": steps(slow),
    "good-steps": steps(good),
    "bouncing-steps": steps(bouncing),
    "one-step-steps": steps(half),
  });
  lab.figure("steps-needed", figures.stepsNeeded(rates, counts, twins));
}
