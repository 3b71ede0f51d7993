import { readFileSync } from "node:fs";
import {
  type BuiltDeck,
  buildDeck,
  type DrawFigure,
} from "../../src/deck/build.ts";
import type { Deck } from "../../src/deck/deck.ts";
import type { PageSize } from "../../src/deck/layout/masters.ts";
import { readDeck } from "../../src/deck/read/read.ts";
import type { ThemeFile, ThemeName } from "../../src/deck/theme-file.ts";
import { drawArt } from "../../src/figure/art/art.ts";
import { drawFigure } from "../../src/figure/draw.ts";
import type { Figure } from "../../src/figure/figure.ts";
import type { Record } from "../../src/record/record.ts";

/** A deck with every layout, every figure kind, and characters that break careless writers. */

export const torturePath = "topics/99-torture/deck.md";

const tortureTemplate = readFileSync(
  new URL("fixtures/torture.md", import.meta.url),
  "utf8",
);

export const tortureSources = {
  "experiment.ts": [
    "// #region distance",
    "/** Mean absolute difference: [n, 28, 28] against [28, 28] → [n]. */",
    "const distance = (digits: Tensor3D, ideal: Tensor2D) =>",
    "  digits.sub(ideal).abs().mean([1, 2]);",
    "",
    "const toThree = distance(valid, mean3); // [2038]",
    "const calls = toThree.less(distance(valid, mean7)) ? '3' : `7`;",
    "// #endregion",
    "",
  ].join("\n"),
};

/** A pleasant wave in place of random numbers. */
const wave = (index: number, phase = 0) =>
  Math.sin(index * 12.9898 + phase * 78.233) * 0.5 + 0.5;

const points = (count: number, x: number, y: number, phase: number) =>
  Array.from({ length: count }, (_, index): [number, number] => [
    x + 0.06 * (wave(index, phase) - 0.5),
    y + 0.06 * (wave(index, phase + 5) - 0.5),
  ]);

const blob = (shift: number) =>
  Array.from({ length: 28 * 28 }, (_, index) => {
    const row = Math.floor(index / 28) - 13.5;
    const column = (index % 28) - 13.5 - shift;
    return Math.exp(-(((Math.hypot(row, column) - 7) / 2) ** 2));
  });

const figures: { [name: string]: Figure } = {
  means: {
    kind: "images",
    alt: "The mean three and the mean seven, blurred where hands differ.",
    panels: [
      { title: "mean 3", height: 28, width: 28, pixels: blob(2) },
      { title: "mean 7", height: 28, width: 28, pixels: blob(-3) },
    ],
    valueLabel: "ink",
  },
  distances: {
    kind: "scatter",
    alt: "Distance to the ideal 3 against distance to the ideal 7; most digits lie on their own side of the diagonal.",
    x: { label: "distance to the ideal 3", digits: 2 },
    y: { label: "distance to the ideal 7", digits: 2 },
    series: [
      { name: "threes & more", points: points(120, 0.12, 0.17, 1) },
      { name: "sevens <7>", points: points(120, 0.16, 0.11, 2) },
    ],
    lines: [
      {
        name: "equally far",
        points: [
          [0.08, 0.08],
          [0.2, 0.2],
        ],
      },
    ],
  },
  shift: {
    kind: "line",
    alt: "Accuracy falls from 95 % without a shift to 61 % at a shift of four pixels.",
    x: { label: "shift", unit: "pixels", digits: 0 },
    y: { label: "accuracy", unit: "%", min: 50, max: 100, digits: 0 },
    series: [
      {
        name: "to the right",
        points: [
          [0, 95.1],
          [1, 91.2],
          [2, 80.5],
          [3, 68.8],
          [4, 61.3],
        ],
      },
      {
        name: "downwards",
        points: [
          [0, 95.1],
          [1, 93.6],
          [2, 88.1],
          [3, 79.9],
          [4, 71.4],
        ],
      },
    ],
    references: [{ y: 50, label: "coin" }],
  },
  mistakes: {
    kind: "bar",
    alt: "Threes are called wrongly four times as often as sevens.",
    category: { label: "digit" },
    y: { label: "called wrongly", unit: "%" },
    categories: ["threes", "sevens"],
    series: [{ name: "mistakes", values: [8.3, 1.5] }],
    valueDigits: 1,
  },
  piles: {
    kind: "histogram",
    alt: "Distances of threes and of sevens to the mean three: two piles that overlap near 0.15.",
    x: { label: "distance to the ideal 3" },
    y: { label: "digits" },
    edges: [0.08, 0.1, 0.12, 0.14, 0.16, 0.18, 0.2],
    series: [
      { name: "threes", counts: [60, 310, 420, 170, 40, 10] },
      { name: "sevens", counts: [0, 25, 190, 430, 300, 83] },
    ],
  },
  confusion: {
    kind: "numbers",
    alt: "Confusion: 926 threes and 1012 sevens are called right, 84 threes and 16 sevens wrong.",
    rows: [
      [926, 84],
      [16, 1012],
    ],
    rowLabels: ["3", "7"],
    columnLabels: ["3", "7"],
    rowTitle: "true digit",
    columnTitle: "called",
  },
  bowl: {
    kind: "surface",
    alt: "A bowl seen from above: low in the middle, rising on all sides.",
    x: { label: "slope" },
    y: { label: "offset" },
    z: { label: "loss" },
    xs: [-2, -1, 0, 1, 2],
    ys: [-1, 0, 1],
    values: [
      [5, 2, 1, 2, 5],
      [4, 1, 0, 1, 4],
      [5, 2, 1, 2, 5],
    ],
  },
  parts: {
    kind: "diagram",
    alt: "Pixels go to two distances, the distances to a comparison, and that to a call.",
    nodes: [
      { id: "pixels", label: "pixels", detail: "[28, 28]", role: "data" },
      { id: "three", label: "distance to 3" },
      { id: "seven", label: "distance to 7" },
      { id: "call", label: "the nearer one", role: "result" },
    ],
    edges: [
      { from: "pixels", to: "three" },
      { from: "pixels", to: "seven" },
      { from: "three", to: "call" },
      { from: "seven", to: "call" },
    ],
  },
  band: {
    kind: "line",
    alt: "Accuracy rises over twenty epochs, with a band for the spread over five seeds.",
    x: { label: "epoch" },
    y: { label: "accuracy", unit: "%" },
    series: [
      {
        name: "mean of 5 seeds",
        points: [
          [1, 80],
          [2, 90],
          [3, 94],
        ],
        band: { low: [75, 88, 93], high: [85, 92, 95] },
      },
    ],
  },
  loss: {
    kind: "line",
    alt: "The loss falls from 10 to 0.02 in thirty steps, straight on a logarithmic axis.",
    x: { label: "step" },
    y: { label: "loss", scale: "log" },
    series: [
      {
        name: "loss",
        points: Array.from({ length: 30 }, (_, step): [number, number] => [
          step,
          10 * 0.8 ** step,
        ]),
      },
    ],
    references: [{ y: 0.05, label: "target" }],
  },
  models: {
    kind: "bar",
    alt: "All four models beat the baseline; the convolutional one is best with 99.6 %.",
    category: { label: "model" },
    y: { label: "accuracy", unit: "%", max: 100 },
    categories: [
      "pixel similarity",
      "linear",
      "two layers",
      "convolutional network",
    ],
    series: [
      { name: "training", values: [95.4, 97.1, 98.6, 99.8] },
      { name: "validation", values: [95.1, 96.8, 98.2, 99.6] },
    ],
    horizontal: true,
    valueDigits: 1,
  },
};

export const tortureRecord: Record = {
  format: 1,
  topic: "99-torture",
  profile: "full",
  seed: 42,
  provenance: {
    data: {
      name: "MNIST",
      classes: ["3", "7"],
      sha256: "0".repeat(64),
      counts: [6131, 6265, 1010, 1028],
    },
    engine: { name: "wasm", version: "4.22.0", arithmetic: "reproducible" },
    versions: {},
    imports: {},
    runner: {},
  },
  numbers: {
    accuracy: 0.9511,
    "valid-count": 2038,
    signed: -0.0042,
    l1: 0.1114,
  },
  texts: {},
  outputs: {
    distances:
      "to the ideal 3: \u001b[1m0.1114\u001b[0m\nto the ideal 7: 0.1586\u0000",
  },
  tables: {
    scores: {
      columns: [
        { label: "distance" },
        { label: "accuracy", digits: 2, percent: true },
        { label: "threes", digits: 2, percent: true },
        { label: "sevens", digits: 2, percent: true },
      ],
      rows: [
        ["L1, mean absolute difference", 0.9511, 0.9168, 0.9854],
        ["RMSE, root of the mean square", 0.9476, 0.9119, 0.9825],
      ],
    },
  },
  claims: { close: { left: 0.0035, relation: "<", right: 0.01, holds: true } },
  figures,
};

/** The torture deck, read and built with the real drawer. */
export async function buildTorture(
  theme: ThemeName | ThemeFile,
  size: PageSize = "16:9",
): Promise<{ deck: Deck; built: BuiltDeck; pptx: Buffer }> {
  const deck = readDeck(
    tortureTemplate,
    torturePath,
    tortureRecord,
    tortureSources,
  );
  const options = { theme, size };
  const built = await buildDeck(deck, tortureRecord, drawSlide, options);
  return { deck, built, pptx: pptxOf(built) };
}

/** Draws a figure as the command line does. */
export const drawSlide: DrawFigure = async (figure, inches, look, how) => {
  if (how?.art === true) return { png: drawArt(figure, inches, look) };
  const options = { purpose: "slide", inches, look } as const;
  return drawFigure(figure, { ...options, pointing: how?.pointing });
};

/** The presentation among the files; fails with the findings where there is none. */
export function pptxOf(built: BuiltDeck): Buffer {
  const pptx = built.files.get("deck.pptx");
  if (pptx instanceof Buffer) return pptx;
  throw new Error(built.findings.map((each) => each.message).join("\n"));
}
