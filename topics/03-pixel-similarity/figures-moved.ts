// How topic 3's pushed digits are drawn. Nothing is measured here.

import type { Line, Panels } from "lectern";

/** Shares recognized, 0…1, by the pixels of the push. */
interface Curve {
  readonly direction: string;
  readonly shares: readonly {
    readonly threes: number;
    readonly sevens: number;
  }[];
}

/** What is still recognized after a push: a panel for each digit, a line for each direction. */
export function shifted(curves: readonly Curve[]): Panels {
  const panel = (title: string, digit: "threes" | "sevens") => ({
    title,
    figure: {
      kind: "line" as const,
      alt: `The share of ${title} that L1 recognizes after a push in each of four directions.`,
      x: { label: "push", unit: "pixels" },
      y: { label: "recognized", unit: "%", min: 0, max: 100 },
      series: curves.map(({ direction, shares }) => ({
        name: direction,
        points: shares.map((each, by): [number, number] => [
          by,
          100 * each[digit],
        ]),
      })),
    },
  });
  return {
    kind: "panels",
    alt: "Shares recognized by L1 after pushes of nought to three pixels in four directions: of the 3s, down costs most and then up; of the 7s, up costs most.",
    columns: 1,
    panels: [panel("3s", "threes"), panel("7s", "sevens")],
  };
}

/** What is recognized when a band of rows, by its first row, is as it was before the push. */
export function putBack(
  curves: Readonly<
    Record<"down" | "up" | "seven" | "wiped", readonly number[]>
  >,
  height: number,
): Line {
  const series = (name: string, shares: readonly number[]) => ({
    name,
    points: shares.map((share, row): [number, number] => [row, 100 * share]),
    markers: false,
  });
  return {
    kind: "line",
    alt: `Shares recognized when ${height} rows at a time are put back: for 3s pushed down the peak is at the upper stroke, for 3s pushed up at the lower one, for 7s pushed up again at the upper one.`,
    x: { label: `first of the ${height} rows`, digits: 0, min: 0 },
    y: { label: "recognized", unit: "%", min: 0, max: 100 },
    series: [
      series("7s, pushed up", curves.seven),
      series("3s, four rows wiped", curves.wiped),
      series("3s, pushed up", curves.up),
      series("3s, pushed down", curves.down),
    ],
  };
}
