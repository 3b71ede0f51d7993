// How topic 8's trainings from many starts are drawn and tabled. Nothing is measured here.

import { type Line, nth, type Spread, type Table } from "lectern";
import { fromZeros, percents, random } from "./draws.ts";
import type { FirstEpochs, Glance } from "./glances.ts";
import type { Outcome, Outcomes } from "./told.ts";
import type { Sizes } from "./trainings.ts";

/** Shares 0…1 as a curve in percent, from this place on. */
function curve(name: string, shares: readonly number[], from = 0) {
  const points = shares
    .slice(from)
    .map((share, at): [number, number] => [from + at, 100 * share]);
  return { name, points };
}

/** Mean over the random starts, with the least and the most as a band. */
function banded(name: string, rows: readonly (readonly number[])[]) {
  const means = rows.map(
    (row) => row.reduce((sum, share) => sum + share, 0) / row.length,
  );
  const low = rows.map((row) => 100 * Math.min(...row));
  const high = rows.map((row) => 100 * Math.max(...row));
  return { ...curve(name, means), band: { low, high } };
}

/** The first epoch in both orders, and 3s first once more with cross-entropy. */
export function firstEpoch(seen: FirstEpochs, turn: number): Line {
  const called3 = (glances: readonly Glance[]) =>
    glances.map(({ called3 }) => random(called3));
  const { chapter, entropy } = seen;
  const means = (name: string, glances: readonly Glance[]) => {
    const { points } = banded(name, called3(glances));
    return { name, points };
  };
  return {
    kind: "line",
    alt: "Share of the validation digits called a 3 after each batch of the first epoch: it goes to one side, then to the other, in mirrored ways for both orders.",
    x: {
      label: "batches seen in the first epoch",
      max: chapter.files.length - 1,
    },
    y: { label: "digits called a 3", unit: "%", min: 0, max: 100 },
    series: [
      banded("3s first", called3(chapter.files)),
      banded("7s first", called3(chapter.sevens)),
      means("3s first, cross-entropy", entropy.files),
    ],
    references: [{ x: turn, label: "the other digit begins" }],
  };
}

/** One start that is slow to begin, beside the chapter's, zeros, and a loss that hears it. */
export function stuck(seen: Outcomes, worst: number): Line {
  const of = ({ draws }: Outcome, at: number) =>
    draws.rows.map((row) => nth(row, at));
  const all = seen["all-shuffled"];
  return {
    kind: "line",
    alt: "Accuracy per epoch on shuffled digits: the chapter's start and zeros rise at once, the slowest of the starts stays at a coin toss for long, and with cross-entropy it rises at once.",
    x: { label: "epoch", max: all.draws.rows.length - 1 },
    y: { label: "accuracy, shuffled", unit: "%", min: 20, max: 100 },
    series: [
      curve("from zeros", all.draws.rows.map(fromZeros)),
      curve("the chapter's start", of(all, 0)),
      curve("the slowest start", of(all, worst)),
      curve(
        "the slowest start, cross-entropy",
        of(seen["entropy-shuffled"], worst),
      ),
    ],
  };
}

/** The chapter's start on shuffled digits: slopes zeroed, never, or a larger rate. */
export function forgetful(seen: Outcomes, epochs: number): Line {
  const of = ({ draws }: Outcome) =>
    draws.rows.slice(0, epochs + 1).map((row) => nth(row, 0));
  return {
    kind: "line",
    alt: "Accuracy after each epoch on shuffled digits, from the chapter's start: slopes zeroed at the chapter's rate, never zeroed, and zeroed at ten times the rate.",
    x: { label: "epoch", max: epochs },
    y: { label: "accuracy, shuffled", unit: "%" },
    series: [
      curve("zeroed, rate 10", of(seen["tenfold-shuffled"]), 1),
      curve("zeroed, rate 1", of(seen["all-shuffled"]), 1),
      curve("never zeroed, rate 1", of(seen["never-zeroed-shuffled"]), 1),
    ],
  };
}

const one = (share: number) => (100 * share).toFixed(1);

/** What is left of the accuracy when a step is taken out: mean, least and most. */
export function takenOut(seen: Outcomes, { epochs, patience }: Sizes): Table {
  const { files, shuffled } = {
    files: seen["all-files"],
    shuffled: seen["all-shuffled"],
  };
  const row = (step: string, change: string, left: string, right: string) => [
    step,
    change,
    left,
    right,
  ];
  const both = (left: Spread, right: Spread) =>
    [percents(left), percents(right)] as const;
  const at = ({ draws }: Outcome, epoch: number) =>
    percents(spreadOf(random(nth(draws.rows, epoch))));
  return {
    columns: [
      { label: "step" },
      { label: "in its place" },
      { label: "3s first, %" },
      { label: "shuffled, %" },
    ],
    rows: [
      row(
        "none",
        `all seven, ${epochs} epochs`,
        ...both(files.last, shuffled.last),
      ),
      row("1 initialize", "zeros", one(files.zeros), one(shuffled.zeros)),
      row(
        "2 predict",
        "no bias",
        ...both(seen["no-bias-files"].last, seen["no-bias-shuffled"].last),
      ),
      row("3 loss", "accuracy itself", "an error", "an error"),
      row(
        "4 gradient",
        "never zeroed",
        ...both(
          seen["never-zeroed-files"].last,
          seen["never-zeroed-shuffled"].last,
        ),
      ),
      row("5 step", "none", at(files, 0), at(shuffled, 0)),
      row("6 repeat", "one epoch", ...both(files.first, shuffled.first)),
      row(
        "7 stop",
        `${patience} epochs`,
        at(files, patience),
        at(shuffled, patience),
      ),
    ],
  };
}

function spreadOf(values: readonly number[]): Spread {
  const mean = values.reduce((a, b) => a + b) / values.length;
  const [least, most] = [Math.min(...values), Math.max(...values)];
  return { n: values.length, mean, least, most };
}

/** The same for a slide: means alone, of what nobody would miss at first sight. */
export function damage(seen: Outcomes): Table {
  const row = (label: string, left: number, right: number) => [
    label,
    left,
    right,
  ];
  const files = seen["all-files"];
  const shuffled = seen["all-shuffled"];
  return {
    columns: [
      { label: "the loop" },
      { label: "3s first", percent: true, digits: 1 },
      { label: "shuffled", percent: true, digits: 1 },
    ],
    rows: [
      row("all seven steps", files.last.mean, shuffled.last.mean),
      row(
        "no bias",
        seen["no-bias-files"].last.mean,
        seen["no-bias-shuffled"].last.mean,
      ),
      row("zeros for a start", files.zeros, shuffled.zeros),
      row(
        "slopes never zeroed",
        seen["never-zeroed-files"].last.mean,
        seen["never-zeroed-shuffled"].last.mean,
      ),
    ],
  };
}

/** Four things that deafness could explain, under the chapter's loss and under one without it. */
export function controls(
  seen: Outcomes,
  { chapter, entropy }: FirstEpochs,
  isStuck: (accuracy: number) => boolean,
): Table {
  const first = (glances: readonly Glance[]) =>
    percents(spreadOf(random(nth(glances, -1).right)));
  const zeros = (glances: readonly Glance[]) =>
    one(fromZeros(nth(glances, -1).called3));
  const stuck = ({ ends }: Outcome) =>
    `${ends.filter(isStuck).length}/${ends.length}`;
  return {
    columns: [
      { label: "in %" },
      { label: "chapter's loss" },
      { label: "cross-entropy" },
    ],
    rows: [
      ["epoch 1, 3s first: right", first(chapter.files), first(entropy.files)],
      [
        "epoch 1, 7s first: right",
        first(chapter.sevens),
        first(entropy.sevens),
      ],
      ["zeros, 3s first: say 3", zeros(chapter.files), zeros(entropy.files)],
      ["zeros, 7s first: say 3", zeros(chapter.sevens), zeros(entropy.sevens)],
      [
        "stuck, shuffled",
        stuck(seen["all-shuffled"]),
        stuck(seen["entropy-shuffled"]),
      ],
      [
        "never zeroed, 3s first: right",
        percents(seen["never-zeroed-files"].last),
        percents(seen["entropy-pile-files"].last),
      ],
    ],
  };
}
