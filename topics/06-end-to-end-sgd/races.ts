// Who won the race of the clocks, and why the better ratio did not.

import { type Lab, nth } from "lectern";
import type { Points } from "./curvature.ts";
import * as figures from "./figures.ts";
import { clocks, type Race } from "./tables.ts";

interface Course {
  /** The ride with its time as it is. */
  readonly points: Points;
  readonly least: number;
  readonly steps: number;
  /** How near counts as there: a factor on the best possible loss. */
  readonly near: number;
}

/** `races`: time as it is, divided, moved, and both. */
export function judgeRaces(
  lab: Lab,
  races: readonly Race[],
  { points, least, steps, near }: Course,
): void {
  const [raw, divided] = [nth(races, 0), nth(races, 1)];
  const [moved, standard] = [nth(races, 2), nth(races, 3)];
  for (const { name, ratio, flat, losses } of races) {
    lab.number(`${name}-ratio`, ratio);
    lab.number(`${name}-loss`, nth(losses, steps));
    lab.number(`${name}-flat-loss`, flat);
  }
  const loss = (race: Race) => nth(race.losses, steps);
  const enough = standard.losses.findIndex((each) => each < near * least);
  lab.number("standard-steps", enough);
  lab.number("race-steps", steps);
  lab.claim("standard-arrives", enough, ">", 0);
  lab.claim("moving-beats-dividing", loss(moved), "<", loss(divided));
  lab.claim("lucky-start", moved.flat, "<", divided.flat / 100);
  lab.table("clocks", clocks(races, steps));
  lab.figure("race", figures.race(races, least));
  lab.figure("cured", figures.cured([raw, standard], points));
}
