// What the trainings gave that topic 8's tables tell of.

import { nth, type Spread } from "lectern";
import { type Draws, fromZeros, random } from "./draws.ts";
import type { Bench } from "./runs.ts";

/** The trainings that are told of, in their order. */
const NAMES = [
  "all-files",
  "all-sevens",
  "all-shuffled",
  "no-bias-files",
  "no-bias-shuffled",
  "never-zeroed-files",
  "never-zeroed-sevens",
  "never-zeroed-shuffled",
  "zeroed-once-files",
  "tenfold-shuffled",
  "entropy-shuffled",
  "entropy-pile-files",
  "tenth-shuffled",
] as const;

/** What each training gave, by its name: at the usual end, and after the first epoch. */
export type Outcomes = {
  readonly [name in (typeof NAMES)[number]]: Outcome;
};

export interface Outcome {
  readonly draws: Draws;
  readonly last: Spread;
  readonly first: Spread;
  /** Of the random starts, at the usual end. */
  readonly ends: readonly number[];
  readonly firsts: readonly number[];
  readonly zeros: number;
}

/** Records each training's accuracies. */
export function recordAll(
  { lab }: Bench,
  trained: Readonly<Record<keyof Outcomes, Draws>>,
  epochs: number,
) {
  const told = NAMES.map((name) => {
    const draws = trained[name];
    const end = nth(draws.rows, epochs);
    const [ends, firsts] = [random(end), random(nth(draws.rows, 1))];
    const last = lab.spread(`${name}-draws`, ends);
    const first = lab.spread(`${name}-first-draws`, firsts);
    const zeros = fromZeros(end);
    lab.numbers({
      [`${name}-mean`]: last.mean,
      [`${name}-first-mean`]: first.mean,
      [`${name}-zeros`]: zeros,
    });
    return [name, { draws, last, first, ends, firsts, zeros }];
  });
  return Object.fromEntries(told) as Outcomes;
}
