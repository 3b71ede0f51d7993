import type { Figure } from "../../src/figure/figure.ts";

/** A digit-like picture: a ring of ink, `[size, size]`, 0…1. */
export function ring(size: number, shift = 0): number[] {
  const middle = (size - 1) / 2;
  return Array.from({ length: size * size }, (_, index) => {
    const row = Math.floor(index / size) - middle;
    const column = (index % size) - middle - shift;
    const distance = Math.hypot(row, column * 1.3) / size;
    return Math.max(0, 1 - Math.abs(distance - 0.28) * 9);
  });
}

const steps = Array.from({ length: 40 }, (_, index) => index + 1);

function difference(): number[] {
  const other = ring(28, 3);
  return ring(28).map((value, index) => value - (other[index] ?? 0));
}

const losses = (from: number, rate: number) =>
  steps.map((step): [number, number] => [
    step,
    from * Math.exp(-rate * step) + 0.02,
  ]);

const alt = "A made-up figure that shows one kind with all that it can hold.";

/** One figure of each kind, with most of what the kind can show. */
export const samples = {
  images: {
    kind: "images",
    alt,
    columns: 3,
    rowLabels: ["simple", "squared"],
    valueLabel: "difference of the pixels",
    panels: [
      { title: "image", height: 28, width: 28, pixels: ring(28) },
      { title: "ideal 3", height: 28, width: 28, pixels: ring(28, 3) },
      {
        title: "image − ideal 3",
        note: "mean 0.01",
        height: 28,
        width: 28,
        pixels: difference(),
      },
      {
        title: "three crops",
        height: 28,
        width: 28,
        pixels: ring(28),
        boxes: [
          { left: 0, upper: 0, right: 14, lower: 14, label: "a" },
          { left: 14, upper: 0, right: 28, lower: 14, label: "b" },
          { left: 7, upper: 9, right: 21, lower: 23, label: "c" },
        ],
      },
      {
        title: "squared",
        note: "RMSE 0.2021",
        height: 28,
        width: 28,
        pixels: difference().map((v) => v * v),
      },
      {
        title: "absolute",
        note: "L1 0.1114",
        height: 28,
        width: 28,
        pixels: difference().map(Math.abs),
      },
    ],
  },
  numbers: {
    kind: "numbers",
    alt,
    rows: Array.from({ length: 10 }, (_, row) =>
      ring(18)
        .slice((row + 3) * 18, (row + 4) * 18)
        .map((value) => Math.round(value * 255)),
    ),
    rowLabels: Array.from({ length: 10 }, (_, row) => String(row + 4)),
    columnLabels: Array.from({ length: 18 }, (_, column) => String(column)),
    rowTitle: "row",
    columnTitle: "column",
  },
  line: {
    kind: "line",
    alt,
    x: { label: "epoch" },
    y: { label: "loss on the validation set" },
    series: [
      {
        name: "linear",
        points: losses(0.9, 0.08),
        band: {
          low: losses(0.9, 0.08).map(([, y]) => y * 0.9),
          high: losses(0.9, 0.08).map(([, y]) => y * 1.1),
        },
      },
      { name: "two layers", points: losses(0.8, 0.11) },
      { name: "ResNet-18", points: losses(0.6, 0.3) },
    ],
    references: [
      { y: 0.25, label: "pixel similarity: 0.25" },
      { x: 20, label: "end of the first run" },
    ],
  },
  scatter: {
    kind: "scatter",
    alt,
    x: { label: "distance to the ideal 3" },
    y: { label: "distance to the ideal 7" },
    series: ["3s", "7s"].map((name, which) => ({
      name,
      points: steps.map((step): [number, number] => [
        0.12 + 0.05 * Math.abs(Math.sin(step * 3.1)) + (which === 1 ? 0.05 : 0),
        0.12 + 0.05 * Math.abs(Math.sin(step * 1.7)) + (which === 0 ? 0.05 : 0),
      ]),
    })),
    lines: [
      {
        name: "equally far",
        points: [
          [0.12, 0.12],
          [0.22, 0.22],
        ],
      },
    ],
  },
  bar: {
    kind: "bar",
    alt,
    category: { label: "model" },
    y: { label: "accuracy", unit: "%" },
    categories: [
      "pixel similarity",
      "one linear layer",
      "two layers with ReLU",
      "ResNet-18",
    ],
    series: [
      {
        name: "without shifts",
        values: [95.1, 96.8, 98.2, 99.4],
        whiskers: [
          [94.9, 95.3],
          [96.1, 97.2],
          [98, 98.4],
          [99.2, 99.6],
        ],
      },
      { name: "shifted by two pixels", values: [71.2, 84.4, 90.3, 98.8] },
    ],
    valueDigits: 1,
  },
  histogram: {
    kind: "histogram",
    alt,
    x: { label: "difference of the two distances" },
    y: { label: "images" },
    edges: Array.from({ length: 21 }, (_, index) => -0.2 + index * 0.02),
    series: [
      {
        name: "3s",
        counts: Array.from({ length: 20 }, (_, i) =>
          Math.round(180 * Math.exp(-(((i - 6) / 3) ** 2))),
        ),
      },
      {
        name: "7s",
        counts: Array.from({ length: 20 }, (_, i) =>
          Math.round(160 * Math.exp(-(((i - 12) / 3.5) ** 2))),
        ),
      },
    ],
    references: [{ x: 0, label: "equally far" }],
  },
  surface: {
    kind: "surface",
    alt,
    x: { label: "x" },
    y: { label: "y" },
    z: { label: "sin x + cos y" },
    xs: Array.from({ length: 41 }, (_, index) => -3 + index * 0.15),
    ys: Array.from({ length: 31 }, (_, index) => -3 + index * 0.2),
    values: Array.from({ length: 31 }, (_, row) =>
      Array.from(
        { length: 41 },
        (_, column) => Math.sin(-3 + column * 0.15) + Math.cos(-3 + row * 0.2),
      ),
    ),
  },
  diagram: {
    kind: "diagram",
    alt,
    nodes: [
      { id: "init", label: "initialize", detail: "random weights" },
      { id: "predict", label: "predict", detail: "x @ w + b" },
      { id: "loss", label: "loss" },
      { id: "gradient", label: "gradient" },
      { id: "step", label: "step", detail: "w −= lr · grad" },
      { id: "stop", label: "stop", role: "result" },
    ],
    edges: [
      { from: "init", to: "predict" },
      { from: "predict", to: "loss" },
      { from: "loss", to: "gradient" },
      { from: "gradient", to: "step" },
      { from: "step", to: "stop", label: "good enough" },
      { from: "step", to: "predict", label: "repeat" },
    ],
  },
  panels: {
    kind: "panels",
    alt,
    panels: [0.02, 0.3, 0.9, 1.05].map((lr) => ({
      title: `learning rate ${lr}`,
      figure: {
        kind: "line" as const,
        alt,
        x: { label: "x", min: -4, max: 4 },
        y: { label: "x²", min: 0, max: 16 },
        series: [
          {
            name: "x²",
            points: Array.from({ length: 81 }, (_, i): [number, number] => [
              -4 + i / 10,
              (-4 + i / 10) ** 2,
            ]),
          },
          {
            name: "the path",
            points: Array.from({ length: 8 }, (_, i): [number, number] => {
              const x = 3 * (1 - 2 * lr) ** i;
              return [x, x * x];
            }).filter(([x]) => Math.abs(x) <= 4),
          },
        ],
      },
    })),
  },
} as const satisfies Record<string, unknown>;

/** The same, as figures. */
export const figures: readonly (readonly [string, Figure])[] = Object.entries(
  samples as unknown as Record<string, Figure>,
);
