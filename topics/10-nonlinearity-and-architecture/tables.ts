// The tables of topic 10. Nothing is measured here.

import type { EpochRow, Table } from "lectern";
import { type AllLeft, kinds, type Left } from "./figures.ts";

/** Errors of the small models; where runs differ, their fewest and most. */
export function errorsTable({ chapter, improved }: AllLeft): Table {
  const range = ({ fewest, most }: Left) =>
    fewest === most ? `${most}` : `${fewest}–${most}`;
  return {
    columns: [
      { label: "model" },
      { label: "errors, chapter's recipe" },
      { label: "errors, better recipe" },
    ],
    rows: kinds.map(([kind, name]) => [
      name,
      range(chapter[kind]),
      range(improved[kind]),
    ]),
  };
}

/** ResNet epoch by epoch, errors by `errors`: the chapter's one, then several from its start. */
export function resnetTable(
  one: readonly EpochRow[],
  more: readonly EpochRow[],
  errors: (accuracy: number) => number,
): Table {
  const rows = (name: string, epochs: readonly EpochRow[]) =>
    epochs.map(({ epoch, trainLoss, validLoss, accuracy }) => [
      name,
      epoch + 1,
      trainLoss,
      validLoss,
      errors(accuracy),
    ]);
  return {
    columns: [
      { label: "one-cycle over" },
      { label: "epoch", digits: 0 },
      { label: "train loss", digits: 4 },
      { label: "valid loss", digits: 4 },
      { label: "errors", digits: 0 },
    ],
    rows: [...rows("1 epoch", one), ...rows(`${more.length} epochs`, more)],
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
      ["optimizer", "SGD, lr 1", "the same SGD, lr 0.1"],
    ],
  };
}
