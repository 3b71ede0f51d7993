// What topic 6 measures: ten turns of the loop, the gradient taken back by hand, why the loss
// stands still, where training breaks, and what another optimizer or another clock would do.

import * as tf from "@tensorflow/tfjs";
import { exactly, type Lab, nth } from "lectern";
import {
  excess,
  largestRate,
  left,
  type Params,
  type Part,
  type Points,
  speedAt,
  steepnessRatio,
  stepsTo,
} from "./curvature.ts";
import * as figures from "./figures.ts";

/** The first loss that the chapter prints: with its draws, it is ours as well. */
const CHAPTER_LOSS = 25823.8086;
/** Rates tried one after another, a millionth apart, from too slow to too fast. */
const RATES = Array.from({ length: 38 }, (_, at) => (at + 1) * 1e-6);
/** Long enough to see whether the loss grows for good or has only overshot. */
const PATIENCE = 100;
/** The search for the largest rate ends when two rates are this near. */
const NEAR = 1e-8;

/** Times and speeds, [20] each, and the parameters to start from. */
export interface Ride {
  readonly time: tf.Tensor;
  readonly speed: tf.Tensor;
  readonly start: Params;
}

/** The ride, moment by moment: [20, 2]. */
export function pointsOf({ time, speed }: Ride): Points {
  return tf.stack([time, speed], 1).arraySync() as unknown as Points;
}

/** Records three parameters: `start-a`, `start-b`, `start-c`. */
function record(lab: Lab, name: string, [a, b, c]: Params): void {
  lab.numbers({ [`${name}-a`]: a, [`${name}-b`]: b, [`${name}-c`]: c });
}

/** The best fit; returns its loss: the mean of the squared errors. */
export function recordBest(lab: Lab, points: Points, best: Params): number {
  record(lab, "best", best);
  lab.figure("data", figures.data(points));
  const errors = points.map(([t, speed]) => speedAt(t, best) - speed);
  const sum = errors.reduce((sum, error) => sum + error * error, 0);
  return lab.number("best-loss", sum / points.length);
}

/** The chapter's losses, of which the last is returned, and where the parabola was. */
export function recordSteps(
  lab: Lab,
  points: Points,
  { losses, path }: { losses: number[]; path: Params[] },
  steps: number,
  { best, least }: { best: Params; least: number },
): number {
  const first = losses.slice(0, steps + 1);
  for (const [step, loss] of first.entries()) {
    lab.number(`loss-after-${step}`, loss);
  }
  const off = Math.abs(nth(first, 0) - CHAPTER_LOSS);
  lab.claim("chapter-draws", off, "<", 0.01);
  const reached = nth(first, steps);
  lab.claim("stands-still", nth(first, steps - 1) / reached, "<", 1.01);
  const then = lab.number("loss-long", nth(losses, -1));
  lab.number("times-best", reached / least);
  lab.claim("patience-is-no-help", then, ">", 0.9 * reached);
  record(lab, "start", nth(path, 0));
  record(lab, "first", nth(path, 1));
  record(lab, "last", nth(path, steps));
  lab.output("losses", printed(first));
  lab.figure("fits", figures.fits(points, path, best, [1, 2, steps]));
  lab.figure("fits-wide", figures.fits(points, path, best, [steps]));
  lab.figure("loss", figures.loss(losses, least));
  return reached;
}

/** What the listing prints: the loss after each step. */
function printed(losses: readonly number[]): string[] {
  return losses.map(
    (loss, step) =>
      `after step ${String(step).padStart(2)}: ${loss.toFixed(3).padStart(9)}`,
  );
}

/** Back-propagation as a computation: every moment votes on every parameter. */
export function goBackByHand(
  lab: Lab,
  ride: Ride,
  gradient: (ride: Points, params: Params) => Params,
  library: tf.Tensor,
): void {
  const { start } = ride;
  const points = pointsOf(ride);
  const byHand = gradient(points, start);
  const byLibrary = exactly(3, library.dataSync());
  const gaps = byHand.map((g, at) => Math.abs(nth(byLibrary, at) / g - 1));
  record(lab, "gradient", byLibrary);
  lab.claim("hand-meets-library", Math.max(...gaps), "<", 1e-6);
  const late = gradient(points.slice(-5), start)[0] * (5 / 20);
  lab.number("late-votes", late / byHand[0]);
  const votes = figures.votesOf(points, start);
  lab.table("votes", figures.votes(votes));
  lab.figure("votes", figures.voteBars(votes));
}

type Descent = Readonly<
  Record<"lr" | "steps" | "least" | "reached" | "near", number>
>;

/**
 * What each direction of the valley held, and what it keeps. `least` is the best possible loss,
 * `reached` the one after so many steps, `near` the factor on the best that counts as there.
 */
export function explainStall(
  lab: Lab,
  parts: readonly Part[],
  { lr, steps, least, reached, near }: Descent,
): void {
  const rows = ["steep", "middle", "flat"].map((name, at) => {
    const part = nth(parts, at);
    const keeps = 1 - lr * part.steepness; // of the distance, at each step
    const after = left(part, lr, steps);
    lab.numbers({
      [`${name}-curvature`]: part.steepness,
      [`${name}-keeps`]: keeps,
      [`${name}-loss-before`]: part.loss,
      [`${name}-loss-after`]: after,
    });
    return [name, part.steepness, keeps, part.loss, after];
  });
  lab.table("directions", figures.directions(rows, steps));
  const predicted = least + excess(parts, lr, steps);
  const needed = stepsTo((near - 1) * least, parts, lr);
  lab.numbers({
    "learning-rate": lr,
    "steepness-ratio": steepnessRatio(parts),
    "predicted-loss": predicted,
    "steps-needed": needed,
    "steps-needed-millions": needed / 1e6, // as one says it aloud
    "largest-rate": largestRate(parts),
  });
  lab.claim("split-adds-up", Math.abs(predicted - reached), "<", 0.005);
}

/**
 * Is the rate that the curvature forbids, `limit`, the one at which training breaks? Throws
 * RangeError where it breaks at `works` already.
 */
export function findLargestRate(
  lab: Lab,
  lossesAt: (lr: number, steps: number) => readonly number[],
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
    if (settles(middle)) stable = middle;
    else unstable = middle;
  }
  const reached = RATES.map((lr) => nth(lossesAt(lr, steps), steps));
  lab.numbers({
    "largest-rate-measured": stable,
    "largest-millionths": 1e6 * limit,
    "floor-loss": Math.min(...reached),
  });
  const usual = nth(lossesAt(works, steps), steps);
  lab.claim("rates-share-a-floor", Math.min(...reached), ">", 0.99 * usual);
  lab.claim("limit-is-met", Math.abs(stable / limit - 1), "<", 0.01);
  lab.figure("rates", figures.rates(RATES, reached, limit));
}

/** Who won the race of the clocks, and why the better ratio did not. */
export function judgeRaces(
  lab: Lab,
  races: readonly figures.Race[],
  enough: number,
): void {
  const [raw, divided, moved, standard] = exactly(4, races);
  // What lay in the flattest direction at the start, and the whole loss at the end.
  const flat = ({ parts }: figures.Race) => nth(parts, -1).loss;
  const loss = ({ losses }: figures.Race) => nth(losses, -1);
  const ratio = ({ parts }: figures.Race) => steepnessRatio(parts);
  for (const race of races) {
    lab.numbers({
      [`${race.name}-ratio`]: steepnessRatio(race.parts),
      [`${race.name}-loss`]: loss(race),
      [`${race.name}-flat-loss`]: flat(race),
    });
  }
  const arrived = standard.losses.findIndex((each) => each < enough);
  const steps = raw.losses.length - 1;
  lab.numbers({ "standard-steps": arrived, "race-steps": steps });
  lab.claim("standard-arrives", arrived, ">", 0);
  lab.claim("moving-beats-dividing", loss(moved), "<", loss(divided));
  lab.claim("dividing-evens-more", ratio(divided), "<", ratio(moved));
  lab.claim("lucky-start", flat(moved), "<", flat(divided) / 100);
  lab.table("clocks", figures.clocks(races, steps));
  lab.figure("race", figures.race(races));
  lab.figure("cured", figures.cured([raw, standard], raw.points));
}
