// The tables of topic 10. Nothing is measured here.

import type { EpochRow, Table } from "lectern";
import { type AllLeft, kinds, type Left, mean } from "./figures.ts";

/** Errors of the small models; where runs differ, their fewest and most. */
export function errorsTable({ chapter, improved }: AllLeft): Table {
  const range = ({ fewest, most }: Left) =>
    fewest === most ? `${most}` : `${fewest}–${most}`;
  return {
    columns: [
      { label: "model" },
      { label: "errors, chapter's recipe" },
      { label: "errors, all three changed" },
    ],
    rows: kinds.map(([kind, name]) => [
      name,
      range(chapter[kind]),
      range(improved[kind]),
    ]),
  };
}

/** ResNet: one epoch, draw by draw, then what the first draw does when it goes on. */
export function resnetTable(
  ones: readonly EpochRow[],
  more: readonly EpochRow[],
  errors: (accuracy: number) => number,
): Table {
  const row = (name: string, { trainLoss, validLoss, accuracy }: EpochRow) => [
    ...[name, trainLoss, validLoss, errors(accuracy)],
  ];
  return {
    columns: [
      { label: "run" },
      { label: "train loss", digits: 4 },
      { label: "valid loss", digits: 4 },
      { label: "errors", digits: 0 },
    ],
    rows: [
      ...ones.map((each, at) => row(`one epoch, draw ${at + 1}`, each)),
      ...more
        .slice(1)
        .map((each) => row(`draw 1, epoch ${each.epoch + 1}`, each)),
    ],
  };
}

interface Seen {
  readonly mean: number;
}

/** Eight recipes: mean errors without the ReLU and with it, what it saves, and how it bends. */
export function recipes(
  rows: readonly {
    readonly loss: string;
    readonly optimizer: string;
    readonly order: string;
    readonly without: readonly number[];
    readonly with: readonly number[];
    readonly saved: Seen;
    readonly bend: Seen;
  }[],
): Table {
  return {
    columns: [
      { label: "loss" },
      { label: "optimizer" },
      { label: "order" },
      { label: "no ReLU", digits: 1 },
      { label: "ReLU", digits: 1 },
      { label: "saved", digits: 1 },
      { label: "bend, %", digits: 1 },
    ],
    rows: rows.map((row) => [
      ...[row.loss, row.optimizer, row.order],
      ...[mean(row.without), mean(row.with), row.saved.mean, row.bend.mean],
    ]),
  };
}

/** What the ReLU changes, part by part; of both models, the parameters that they have. */
export function changes(linear: number, net: number): Table {
  const [few, many] = [linear, net].map((count) =>
    count.toLocaleString("en-US"),
  );
  return {
    columns: [
      { label: "part" },
      { label: "linear model" },
      { label: "net with ReLU" },
    ],
    rows: [
      ["architecture", "784 → 1", "784 → 30 → ReLU → 1"],
      ["parameters", `${few} in 2 tensors`, `${many} in 4 tensors`],
      ["forward", "x·W + b", "max(x·W1 + b1, 0)·W2 + b2"],
      ["backward", "one product", "two products; closed gates pass nothing"],
      ["optimizer (beside the model)", "SGD, lr 1", "the same SGD, lr 0.1"],
    ],
  };
}
