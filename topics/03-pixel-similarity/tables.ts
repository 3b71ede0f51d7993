// The tables and printed lines of topic 3. Nothing is measured here.

import type { Table } from "lectern";

/** What the three ways to measure say about one picture. */
export interface Distances {
  l1To3: number;
  l1To7: number;
  rmseTo3: number;
  rmseTo7: number;
  signedTo3: number;
  signedTo7: number;
}

/** What the listing prints. */
export function printed(d: Distances): string[] {
  const four = (value: number) => value.toFixed(4);
  return [
    `to the ideal 3: L1 ${four(d.l1To3)}, RMSE ${four(d.rmseTo3)}`,
    `to the ideal 7: L1 ${four(d.l1To7)}, RMSE ${four(d.rmseTo7)}`,
  ];
}

/** How one distance does on the validation digits; shares are 0…1. */
export interface Score {
  name: string;
  threes: number;
  sevens: number;
  mean: number;
  missed3: number;
  missed7: number;
}

const labels: { [name: string]: string } = {
  l1: "L1",
  evened: "L1, evened",
  rmse: "RMSE",
  angle: "angle",
  signed: "signed mean",
};

/** Every distance, by the share of digits that it recognizes. */
export function scores(rows: readonly Score[]): Table {
  return {
    columns: [
      { label: "distance" },
      { label: "3s recognized", percent: true, digits: 2 },
      { label: "7s recognized", percent: true, digits: 2 },
      { label: "mean of both", percent: true, digits: 2 },
      { label: "mistakes", digits: 0 },
    ],
    rows: rows.map(({ name, threes, sevens, mean, missed3, missed7 }) => [
      labels[name] ?? name,
      threes,
      sevens,
      mean,
      missed3 + missed7,
    ]),
  };
}

/** The same scores as a talk tells them, by the digits that are missed. */
export function misses(rows: readonly Score[]): Table {
  return {
    columns: [
      { label: "distance" },
      { label: "3s missed", digits: 0 },
      { label: "7s missed", digits: 0 },
      { label: "right", percent: true, digits: 1 },
    ],
    rows: rows.map(({ name, missed3, missed7, mean }) => [
      labels[name] ?? name,
      missed3,
      missed7,
      mean,
    ]),
  };
}
