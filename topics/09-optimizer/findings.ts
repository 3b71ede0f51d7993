// What chapter 2's recipe brings on a few pictures. Nothing is trained here.

import { type Lab, nth } from "lectern";
import * as figures from "./figures.ts";

/** Accuracy before, after the frozen epoch, and after each epoch that follows. */
interface Draw {
  readonly known: readonly number[];
  readonly fresh: readonly number[];
}

/** Mean, smallest and largest over the draws, epoch by epoch. */
export interface Spread {
  readonly mean: readonly number[];
  readonly low: readonly number[];
  readonly high: readonly number[];
}

/** The frozen epoch and one more. */
const EARLY = 2;

export function recordTuning(lab: Lab, draws: readonly Draw[]): void {
  const known = spread(draws.map((draw) => draw.known));
  const fresh = spread(draws.map((draw) => draw.fresh));
  lab.number("draws", draws.length);
  const early = {
    known: lab.number("tuned-known-early", nth(known.mean, EARLY)),
    fresh: lab.number("tuned-fresh-early", nth(fresh.mean, EARLY)),
  };
  const end = {
    known: lab.number("tuned-known", nth(known.mean, -1)),
    fresh: lab.number("tuned-fresh", nth(fresh.mean, -1)),
  };
  lab.claim("head-the-wrong-way-round", nth(known.low, 0), "<", 0.4);
  lab.claim("known-body-starts-ahead", early.known, ">", early.fresh + 0.05);
  lab.claim("bodies-meet", Math.abs(end.known - end.fresh), "<", 0.03);
  lab.figure("tuning", figures.tuning(known, fresh));
}

function spread(rows: readonly (readonly number[])[]): Spread {
  const epochs = nth(rows, 0).map((_, epoch) =>
    rows.map((row) => nth(row, epoch)),
  );
  const over = (fold: (values: readonly number[]) => number) =>
    epochs.map(fold);
  return {
    mean: over((all) => all.reduce((sum, each) => sum + each, 0) / all.length),
    low: over((all) => Math.min(...all)),
    high: over((all) => Math.max(...all)),
  };
}
