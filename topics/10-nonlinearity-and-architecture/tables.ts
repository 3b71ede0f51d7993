// The tables of topic 10, and the errors that they are made of.

import type { EpochRow, Table } from "lectern";
import { errors } from "./probes.ts";
import { NAMES } from "./runs.ts";

/** Errors that each model leaves. */
export interface Left {
  readonly pixel: number;
  readonly chapter: Spreads;
  readonly improved: Spreads;
  readonly one: number;
  readonly more: number;
}

type Spreads = Readonly<Record<keyof typeof NAMES, Spread>>;

/** Of several runs of one model. */
export interface Spread {
  readonly mean: number;
  readonly fewest: number;
  readonly most: number;
}

/** The same in a table; where there were several runs, their fewest and most. */
export function errorsTable(left: Left): Table {
  const range = ({ fewest, most }: Spread) =>
    fewest === most ? `${most}` : `${fewest}–${most}`;
  const rows = (["linear", "two-linear", "net"] as const).map((kind) => [
    NAMES[kind],
    range(left.chapter[kind]),
    range(left.improved[kind]),
  ]);
  return {
    columns: [
      { label: "model" },
      { label: "errors, chapter's recipe" },
      { label: "errors, better recipe" },
    ],
    rows,
  };
}

/** ResNet epoch by epoch: the chapter's one, then several from the same start. */
export function resnetTable(
  one: readonly EpochRow[],
  more: readonly EpochRow[],
  count: number,
): Table {
  const row =
    (name: string) =>
    ({ epoch, trainLoss, validLoss, accuracy }: EpochRow) => [
      name,
      epoch + 1,
      trainLoss,
      validLoss,
      errors(accuracy, count),
    ];
  return {
    columns: [
      { label: "one-cycle over" },
      { label: "epoch", digits: 0 },
      { label: "train loss", digits: 4 },
      { label: "valid loss", digits: 4 },
      { label: "errors", digits: 0 },
    ],
    rows: [
      ...one.map(row("1 epoch")),
      ...more.map(row(`${more.length} epochs`)),
    ],
  };
}

/** What the ReLU changes, part by part. */
export function changes({
  linear,
  net,
}: {
  linear: number;
  net: number;
}): Table {
  const thousands = (count: number) => count.toLocaleString("en-US");
  return {
    columns: [
      { label: "part" },
      { label: "linear model" },
      { label: "net with ReLU" },
    ],
    rows: [
      ["architecture", "784 → 1", "784 → 30 → ReLU → 1"],
      [
        "parameters",
        `${thousands(linear)} in 2 tensors`,
        `${thousands(net)} in 4 tensors`,
      ],
      ["forward", "x·W + b", "max(x·W1 + b1, 0)·W2 + b2"],
      ["backward", "one product", "two products; closed gates pass nothing"],
      ["optimizer", "SGD, lr 1", "the same SGD, lr 0.1"],
    ],
  };
}
