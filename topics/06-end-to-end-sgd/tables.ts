// Topic 6's tables. Nothing is measured here.

import { nth, power, type Table } from "lectern";
import { type Params, type Part, type Points, speedAt } from "./curvature.ts";

/** Who votes what on the parameters: a few moments, and the sum of all twenty. */
export function votes(points: Points, params: Params): Table {
  const row = ([t, v]: Points[number]): number[] => {
    const error = speedAt(t, params) - v;
    const vote = (2 * error) / points.length;
    return [v, speedAt(t, params), error, vote * t * t, vote * t, vote];
  };
  const all = points.map(row);
  const sum = (column: number) =>
    all.reduce((total, each) => total + nth(each, column), 0);
  const rows = [0, 5, 10, 15, 19].flatMap((t) => {
    const point = points[t];
    return point ? [[String(t), ...row(point)]] : [];
  });
  return {
    columns: [
      { label: "time" },
      { label: "speed", digits: 1 },
      { label: "fit", digits: 1 },
      { label: "error", digits: 1 },
      { label: "to a", digits: 0 },
      { label: "to b", digits: 0 },
      { label: "to c", digits: 1 },
    ],
    rows: [...rows, ["all 20", ...[0, 1, 2, 3, 4, 5].map(sum)]],
  };
}

/** One row a direction: how steep it is, and what lies in it. */
export function directions(
  parts: readonly Part[],
  lr: number,
  steps: number,
): Table {
  const names = ["steep", "middle", "flat"];
  return {
    columns: [
      { label: "direction" },
      { label: "curvature", digits: 2 },
      { label: "kept a step", digits: 7 },
      { label: "loss at the start", digits: 2 },
      { label: `after ${steps} steps`, digits: 2 },
    ],
    rows: parts.map(({ steepness, loss: before }, at) => {
      const keeps = 1 - lr * steepness;
      const after = before * power(keeps, 2 * steps);
      return [names[at] ?? "", steepness, keeps, before, after];
    }),
  };
}

export interface Race {
  name: string;
  ratio: number;
  flat: number;
  losses: readonly number[];
  points: Points;
  last: Params;
}

export const clockNames: { [name: string]: string } = {
  raw: "as it is",
  divided: "divided by its spread",
  moved: "moved to its middle",
  standard: "both",
};

/** Four clocks, each at half its largest stable rate. */
export function clocks(races: readonly Race[], steps: number): Table {
  return {
    columns: [
      { label: "time" },
      { label: "steepest / flattest", digits: 1 },
      { label: "loss in the flattest", digits: 2 },
      { label: `loss after ${steps} steps`, digits: 2 },
    ],
    rows: races.map(({ name, ratio, flat, losses }) => [
      clockNames[name] ?? name,
      ratio,
      flat,
      nth(losses, steps),
    ]),
  };
}

/** Three optimizers on the clock as it is. */
export function optimizers(
  tried: readonly { name: string; losses: readonly number[] }[],
  names: { readonly [name: string]: string },
  steps: number,
): Table {
  return {
    columns: [
      { label: "optimizer" },
      { label: "after 100 steps", digits: 2 },
      { label: `after ${steps} steps`, digits: 2 },
    ],
    rows: tried.map(({ name, losses }) => [
      names[name] ?? name,
      nth(losses, 100),
      nth(losses, steps),
    ]),
  };
}
