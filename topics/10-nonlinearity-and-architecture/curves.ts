// The curves of topic 10. Nothing is measured here.

import type * as tf from "@tensorflow/tfjs";
import { type EpochRow, type Line, nth } from "lectern";
import { mean } from "./probes.ts";
import { accuracies, NAMES, type Run, type Runs } from "./runs.ts";

type Point = [number, number];

/** Mean accuracy of the runs after each epoch, with the band from worst to best. */
export function curves(runs: Runs, recipe: string, ends: Ends): Line {
  const kinds = ["linear", "two-linear", "net"] as const;
  return {
    kind: "line",
    alt: `Validation accuracy by epoch under ${recipe}: one linear layer, two linear layers and two with a ReLU between them, each with a band over its runs.`,
    x: { label: "epoch" },
    y: { label: "accuracy", unit: "%", ...ends },
    series: kinds.map((kind) => {
      const shares = shown(runs[kind]);
      const first = (runs[kind][0]?.rows.length ?? 0) - shares.length + 1;
      return {
        name: NAMES[kind],
        points: shares.map((each, at): Point => [first + at, mean(each)]),
        band: {
          low: shares.map((each) => Math.min(...each)),
          high: shares.map((each) => Math.max(...each)),
        },
        markers: false,
      };
    }),
  };
}

interface Ends {
  readonly min: number;
  readonly max: number;
}

/** Both recipes on one axis: whole percents around all that is shown. */
export function commonEnds(...recipes: readonly Runs[]): Ends {
  const all = recipes.flatMap((runs) =>
    Object.values(runs).flatMap(shown).flat(),
  );
  return {
    min: Math.floor(Math.min(...all)),
    max: Math.ceil(Math.max(...all)),
  };
}

/** Accuracies in percent, epoch by epoch; the steep climb of the first eighth is left out. */
function shown(runs: readonly Run[]): number[][] {
  const epochs = runs[0]?.rows.length ?? 0;
  const skipped = Math.floor(epochs / 8);
  return Array.from({ length: epochs - skipped }, (_, at) =>
    accuracies(runs, skipped + at).map((share) => 100 * share),
  );
}

/** Predictions on the way from one 7 to one 3, each climb from 0 to 1. */
export function paths(ways: readonly tf.Tensor[]): Line {
  const names = [
    "two linear layers",
    "ReLU, the chapter's recipe",
    "ReLU, the better recipe",
  ];
  return {
    kind: "line",
    alt: "Three predictions on the way from a 7 to a 3, each as a share of its climb: two linear layers, the net with ReLU under the chapter's recipe, and under the better one.",
    x: { label: "share of the way from a 7 to a 3" },
    y: { label: "share of the climb" },
    series: ways.map((way, index) => {
      const values = [...way.slice(0, 1).dataSync()]; // of the first pair
      const [start = 0] = values;
      const climb = nth(values, -1) - start || 1;
      const points = values.map(
        (value, stop): Point => [
          stop / (values.length - 1),
          (value - start) / climb,
        ],
      );
      return { name: names[index] ?? "", points, markers: false };
    }),
  };
}

/** ResNet's few epochs beside the net's many. */
export function epochs(net: Run, best: Run, resnet: readonly EpochRow[]): Line {
  const curve = (name: string, rows: readonly EpochRow[], from: number) => ({
    name,
    points: rows
      .slice(from)
      .map(({ epoch, accuracy }): Point => [epoch + 1, 100 * accuracy]),
    markers: name.startsWith("ResNet"),
  });
  const skipped = Math.floor(net.rows.length / 8);
  return {
    kind: "line",
    alt: "Validation accuracy by epoch: the net with ReLU under both recipes, and ResNet-18 for its few epochs, on one zoomed axis.",
    x: { label: "epoch" },
    y: { label: "accuracy", unit: "%" },
    series: [
      curve("ResNet-18", resnet, 0),
      curve("ReLU net, better recipe", best.rows, 1),
      curve("ReLU net, chapter's recipe", net.rows, skipped),
    ],
  };
}

interface Shares {
  readonly rows: number;
  readonly pixel: number;
  readonly linear: number;
  readonly net: number;
  readonly resnet: number;
}

/** What is left of each model when the digits move down. */
export function moved(curves: readonly Shares[]): Line {
  const curve = (name: string, key: Exclude<keyof Shares, "rows">) => ({
    name,
    points: curves.map((shares): Point => [shares.rows, 100 * shares[key]]),
  });
  return {
    kind: "line",
    alt: "Share of validation digits that ResNet-18, the net with ReLU, the linear model and pixel similarity get right when the digits are moved down by nought to four rows.",
    x: { label: "moved down", unit: "rows" },
    y: { label: "accuracy", unit: "%", min: 0, max: 100 },
    series: [
      curve("ResNet-18", "resnet"),
      curve("ReLU net", "net"),
      curve("linear", "linear"),
      curve("pixel similarity", "pixel"),
    ],
  };
}
