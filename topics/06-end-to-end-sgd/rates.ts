// Is the rate that the curvature forbids the one at which training breaks?

import { type Lab, nth } from "lectern";
import * as figures from "./figures.ts";

/** Losses before the first step and after each, at a learning rate. */
type Losses = (lr: number, steps: number) => readonly number[];

/** Tried one after another, a millionth apart, from too slow to too fast. */
const RATES = Array.from({ length: 38 }, (_, at) => (at + 1) * 1e-6);
/** Long enough to see whether the loss grows for good or has only overshot. */
const PATIENCE = 100;
/** The search ends when the two rates are this near. */
const NEAR = 1e-8;

/** `works`: a rate that is known to; `limit`: what the curvature says. */
export function findLargestRate(
  lab: Lab,
  lossesAt: Losses,
  { works, limit, steps }: { works: number; limit: number; steps: number },
): void {
  // Where training broke long ago both are infinite or NaN, and no comparison of them says so.
  const settles = (lr: number) => {
    const losses = lossesAt(lr, PATIENCE);
    const last = nth(losses, PATIENCE);
    return Number.isFinite(last) && last <= nth(losses, PATIENCE / 2);
  };
  if (!settles(works)) throw new RangeError(`training breaks at ${works}`);
  let [stable, unstable] = [works, 10 * works];
  while (settles(unstable)) [stable, unstable] = [unstable, 10 * unstable];
  while (unstable - stable > NEAR) {
    const middle = (stable + unstable) / 2;
    [stable, unstable] = settles(middle)
      ? [middle, unstable]
      : [stable, middle];
  }
  lab.number("largest-rate-measured", stable);
  lab.number("largest-millionths", 1e6 * limit);
  lab.claim("limit-is-met", Math.abs(stable / limit - 1), "<", 0.01);
  const reached = RATES.map((lr) => lossesAt(lr, steps)[steps] ?? 0);
  lab.number("floor-loss", Math.min(...reached));
  lab.figure("rates", figures.rates(RATES, reached, limit));
}
