// Topic 7's tables, and what its listings print. Nothing is measured here.

import { nth, type Table } from "lectern";
import type { Way } from "./figures.ts";

const four = (value: number) => value.toFixed(4);

/** The first three and the last three of many predictions. */
export function printedEnds(values: readonly number[]): string[] {
  return [
    ...values.slice(0, 3).map(four),
    "...",
    ...values.slice(-3).map(four),
  ].map((text) => text.padStart(8));
}

export function printedSigmoid(
  at: readonly number[],
  squashed: readonly number[],
): string[] {
  return at.map(
    (x, index) =>
      `sigmoid(${String(x).padStart(2)}) = ${four(nth(squashed, index))}`,
  );
}

export const list = (batch: readonly number[]) => `[${batch.join(", ")}]`;

/** `17 18 10 = r s k`. */
export function letters(batch: readonly number[]): string {
  const names = batch.map((at) => String.fromCharCode(97 + at));
  return `${batch.map((at) => String(at).padStart(2)).join(" ")} = ${names.join(" ")}`;
}

const percent = (shares: readonly number[]) => {
  const [low, high] = [Math.min(...shares), Math.max(...shares)].map((each) =>
    (100 * each).toFixed(1),
  );
  return low === high ? `${low}` : `${low}–${high}`;
};

/** What training with batches of each size comes to, from the worst draw to the best. */
export function sizes(
  rows: readonly {
    size: number;
    taken: number;
    final: readonly number[];
    same: readonly number[];
  }[],
): Table {
  return {
    columns: [
      { label: "batch of", digits: 0, thousands: true },
      { label: "steps", digits: 0, thousands: true },
      { label: "% right, same passes" },
      { label: "% right, same steps" },
    ],
    rows: rows.map(({ size, taken, final, same }) => [
      size,
      taken,
      percent(final),
      percent(same),
    ]),
  };
}

/** Sizes of weights, and places where predictions begin: how many starts are still guessing. */
export function places(
  found: readonly {
    size: string;
    place: number;
    guessing: number;
    reached: number;
  }[],
): Table {
  return {
    columns: [
      { label: "weights of size" },
      { label: "mean first prediction", digits: 1 },
      { label: "still guessing", digits: 0 },
      { label: "mean accuracy, %", digits: 1 },
    ],
    rows: found.map(({ size, place, guessing, reached }) => [
      size,
      place,
      guessing,
      reached,
    ]),
  };
}

/** Accuracy on 3s and 7s pushed down, up, right and left, by two models. */
export function ways(found: readonly Way[]): Table {
  const column = (label: string) => ({ label, percent: true, digits: 0 });
  return {
    columns: [
      { label: "pushed" },
      column("3s, as they are"),
      column("7s, as they are"),
      column("3s, moved"),
      column("7s, moved"),
    ],
    rows: found.map(({ way, cells }) => [way, ...cells]),
  };
}
