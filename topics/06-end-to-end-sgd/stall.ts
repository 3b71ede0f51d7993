// Why the loss stands still: what each direction of the valley held, and what it keeps.

import { type Lab, power } from "lectern";
import {
  excess,
  largestRate,
  type Part,
  steepnessRatio,
  stepsTo,
} from "./curvature.ts";
import { directions } from "./tables.ts";

interface Descent {
  readonly lr: number;
  readonly steps: number;
  /** The best possible loss, and the one after so many steps. */
  readonly least: number;
  readonly reached: number;
  /** How near counts as there: a factor on the best possible loss. */
  readonly near: number;
}

export function explainStall(
  lab: Lab,
  parts: readonly Part[],
  { lr, steps, least, reached, near }: Descent,
): void {
  for (const [at, { steepness, loss }] of parts.entries()) {
    const name = ["steep", "middle", "flat"][at] ?? "";
    const keeps = 1 - lr * steepness; // of the distance, at each step
    lab.number(`${name}-curvature`, steepness);
    lab.number(`${name}-keeps`, keeps);
    lab.number(`${name}-loss-before`, loss);
    lab.number(`${name}-loss-after`, loss * power(keeps, 2 * steps));
  }
  lab.table("directions", directions(parts, lr, steps));
  lab.number("steepness-ratio", steepnessRatio(parts));
  const predicted = least + excess(parts, lr, steps);
  lab.number("predicted-loss", predicted);
  lab.claim("split-adds-up", Math.abs(predicted - reached), "<", 0.005);
  const needed = stepsTo((near - 1) * least, parts, lr);
  lab.number("steps-needed", needed);
  lab.number("steps-needed-millions", needed / 1e6); // as one says it aloud
  lab.number("largest-rate", largestRate(parts));
}
