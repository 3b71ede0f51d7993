import type { Figure } from "../../src/figure/figure.ts";
import { ring } from "./samples.ts";

const alt = "A made-up figure that tries to break its kind's layout.";
const long =
  "the distance from every single image of the validation set to the ideal seven, as a root mean square";
const walk = (seed: number, count = 60) => {
  let value = seed;
  return Array.from({ length: count }, (_, i): [number, number] => {
    value += Math.sin(i * 1.3 + seed * 7) * 0.1;
    return [i, value];
  });
};
const picture = (title: string, note?: string) => ({
  title,
  ...(note === undefined ? {} : { note }),
  height: 28,
  width: 28,
  pixels: ring(28),
});

/** Figures that are hard to lay out: each must be readable, with nothing cut off or overlapping. */
export const torture: readonly (readonly [string, Figure])[] = [
  [
    "line-one-point",
    {
      kind: "line",
      alt,
      x: { label: "epoch" },
      y: { label: "loss" },
      series: [{ name: "loss", points: [[1, 0.5]] }],
    },
  ],
  [
    "line-all-equal",
    {
      kind: "line",
      alt,
      x: { label: "epoch" },
      y: { label: "accuracy" },
      series: [
        {
          name: "always the same",
          points: [
            [0, 0.5],
            [1, 0.5],
            [2, 0.5],
          ],
        },
      ],
    },
  ],
  [
    "line-long",
    {
      kind: "line",
      alt,
      x: { label: long, unit: "images" },
      y: { label: `${long}, and ${long}`, unit: "%" },
      series: [
        { name: long, points: walk(1) },
        { name: "a short one", points: walk(1.05) },
        { name: long.toUpperCase(), points: walk(1.1) },
      ],
      references: [
        { y: 1.5, label: long },
        { x: 30, label: long },
      ],
    },
  ],
  [
    "line-six",
    {
      kind: "line",
      alt,
      x: { label: "epoch" },
      y: { label: "loss" },
      series: [1, 2, 3, 4, 5, 6].map((n) => ({
        name: `run ${n}`,
        points: walk(1 + n / 200, 20),
      })),
    },
  ],
  [
    "line-equal-curves",
    {
      kind: "line",
      alt,
      x: { label: "epoch" },
      y: { label: "accuracy" },
      series: ["by hand", "BasicOptim", "SGD"].map((name) => ({
        name,
        points: walk(0.9),
      })),
    },
  ],
  [
    "line-log",
    {
      kind: "line",
      alt,
      x: { label: "batch size", scale: "log" },
      y: { label: "loss", scale: "log" },
      series: [
        {
          name: "raw",
          points: [
            [1, 2e8],
            [10, 677],
            [100, 12],
            [10000, 3e-5],
          ],
        },
        {
          name: "standardised",
          points: [
            [1, 900],
            [10, 1],
            [100, 0.01],
            [10000, 1e-7],
          ],
        },
      ],
      references: [{ y: 677, label: "677: where the fit stalls" }],
    },
  ],
  [
    "line-log-narrow",
    {
      kind: "line",
      alt,
      x: { label: "epoch" },
      y: { label: "loss", scale: "log" },
      series: [
        {
          name: "raw",
          points: [
            [1, 720],
            [10, 690],
            [30, 677],
          ],
        },
      ],
    },
  ],
  [
    "line-tiny",
    {
      kind: "line",
      alt,
      x: { label: "step" },
      y: { label: "error" },
      series: [
        {
          name: "central difference",
          points: [
            [0, 1e-7],
            [1, 3e-7],
            [2, -2e-7],
          ],
        },
      ],
    },
  ],
  [
    "line-huge",
    {
      kind: "line",
      alt,
      x: { label: "step" },
      y: { label: "loss" },
      series: [
        {
          name: "diverging",
          points: [
            [0, 12345],
            [50000, 1234567],
            [123456, -40000],
          ],
        },
      ],
    },
  ],
  [
    "line-offset",
    {
      kind: "line",
      alt,
      x: { label: "step" },
      y: { label: "loss" },
      series: [
        {
          name: "stalled",
          points: [
            [0, 677.0012],
            [1, 677.0009],
            [2, 677.0003],
          ],
        },
      ],
    },
  ],
  [
    "line-zoom",
    {
      kind: "line",
      alt,
      x: { label: "epoch" },
      y: { label: "accuracy", min: 0.9, max: 1 },
      series: [
        {
          name: "net",
          points: [
            [0, 0.4],
            [1, 0.93],
            [2, 0.97],
            [3, 0.985],
          ],
          stepped: true,
        },
        {
          name: "baseline",
          points: [
            [0, 0.95],
            [3, 0.95],
          ],
        },
      ],
    },
  ],
  [
    "scatter-many",
    {
      kind: "scatter",
      alt,
      x: { label: "distance to the ideal 3" },
      y: { label: "distance to the ideal 7" },
      series: ["3s", "7s"].map((name, w) => ({
        name,
        points: Array.from({ length: 1000 }, (_, i): [number, number] => [
          0.1 + 0.1 * Math.abs(Math.sin(i * 12.9 + w)) + (w ? 0.03 : 0),
          0.1 + 0.1 * Math.abs(Math.cos(i * 78.2)) + (w ? 0 : 0.03),
        ]),
      })),
      lines: [
        {
          name: "equally far",
          points: [
            [0.1, 0.1],
            [0.23, 0.23],
          ],
        },
      ],
    },
  ],
  [
    "scatter-one",
    {
      kind: "scatter",
      alt,
      x: { label: "x" },
      y: { label: "y" },
      series: [{ name: "the point", points: [[0, 0]] }],
    },
  ],
  [
    "scatter-four",
    {
      kind: "scatter",
      alt,
      x: { label: "x", unit: "ms" },
      y: { label: "y" },
      series: ["a", "b", "c", "d"].map((name, i) => ({
        name: `series ${name} with quite a long name`,
        points: walk(i, 12),
      })),
      references: [
        { x: 3, label: "a line" },
        { y: 1, label: "another line" },
      ],
    },
  ],
  [
    "bar-12",
    {
      kind: "bar",
      alt,
      category: { label: "month" },
      y: { label: "images" },
      categories: [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
      ],
      series: [
        {
          name: "images",
          values: [
            1200, 13444, 900, 10001, 88, 0, 400, 6131, 6265, 1010, 1028, 5,
          ],
        },
      ],
      valueDigits: 0,
    },
  ],
  [
    "bar-long",
    {
      kind: "bar",
      alt,
      category: { label: "what was done" },
      y: { label: "accuracy" },
      categories: [
        long,
        "a short one",
        "pneumonoultramicroscopicsilicovolcanoconiosis",
      ],
      series: [
        { name: "before", values: [0.3, 0.5, 0.7] },
        { name: "after", values: [0.4, 0.6, 0.95] },
      ],
      valueDigits: 4,
    },
  ],
  [
    "bar-negative",
    {
      kind: "bar",
      alt,
      category: { label: "weight" },
      y: { label: "gradient" },
      categories: ["a", "b", "c", "d"],
      series: [
        {
          name: "one",
          values: [-3.2, 4, -0.01, 0],
          whiskers: [
            [-4, -2],
            [3, 5],
            [-0.5, 0.5],
            [0, 0],
          ],
        },
        { name: "two", values: [2, -1, 1, -2] },
        { name: "three", values: [1, 1, -1, -1] },
        { name: "four", values: [2, 3, -3, -2] },
      ],
      valueDigits: 2,
      references: [{ y: 3.5, label: "limit" }],
    },
  ],
  [
    "bar-all-zero",
    {
      kind: "bar",
      alt,
      category: { label: "what" },
      y: { label: "errors" },
      categories: ["a", "b"],
      series: [{ name: "errors", values: [0, 0] }],
      valueDigits: 0,
    },
  ],
  [
    "bar-lying-negative",
    {
      kind: "bar",
      alt,
      horizontal: true,
      category: { label: "what" },
      y: { label: "change", unit: "points" },
      categories: ["up", "down", "neither"],
      series: [{ name: "change", values: [12000, -8000, 0] }],
      valueDigits: 0,
      references: [{ y: 5000, label: "enough" }],
    },
  ],
  [
    "histogram-one",
    {
      kind: "histogram",
      alt,
      x: { label: "brightness" },
      y: { label: "pixels" },
      edges: [0, 1, 2, 4, 8, 16, 256],
      series: [{ name: "pixels", counts: [100000, 20, 500, 3000, 0, 40000] }],
    },
  ],
  [
    "images-25",
    {
      kind: "images",
      alt,
      panels: Array.from({ length: 25 }, (_, i) =>
        picture(`image ${i}`, `loss ${(i * 0.031).toFixed(3)}`),
      ),
    },
  ],
  [
    "images-64",
    {
      kind: "images",
      alt,
      columns: 8,
      panels: Array.from({ length: 64 }, () => ({
        height: 28,
        width: 28,
        pixels: ring(28),
      })),
    },
  ],
  [
    "images-long",
    {
      kind: "images",
      alt,
      panels: [
        picture(long, long),
        picture("stacked_threes.float().mean(0).shape", "[28, 28]"),
        picture("c"),
      ],
      rowLabels: ["a row with a long label"],
    },
  ],
  [
    "images-flat",
    {
      kind: "images",
      alt,
      valueLabel: "value",
      panels: [
        {
          title: "all equal",
          height: 4,
          width: 4,
          pixels: new Array(16).fill(0.5),
        },
        { title: "one", height: 1, width: 1, pixels: [0.5] },
      ],
    },
  ],
  [
    "images-crops",
    {
      kind: "images",
      alt,
      colors: "gray-inverted",
      panels: [
        {
          ...picture("original"),
          boxes: [
            { left: 0, upper: 0, right: 18, lower: 18, label: "top left" },
            { left: 10, upper: 0, right: 28, lower: 18, label: "top right" },
            { left: 5, upper: 5, right: 23, lower: 23, label: "centre" },
          ],
        },
        {
          title: "top left",
          note: "[18, 18]",
          height: 18,
          width: 18,
          pixels: ring(18),
        },
        { title: "top right", height: 18, width: 18, pixels: ring(18) },
        { title: "centre", height: 18, width: 18, pixels: ring(18) },
      ],
    },
  ],
  [
    "images-colour",
    {
      kind: "images",
      alt,
      panels: [
        {
          title: "red",
          height: 2,
          width: 3,
          channels: 3,
          pixels: [1, 0, 0, 0, 1, 0, 0, 0, 1, 1, 1, 0, 0, 1, 1, 1, 1, 1],
        },
        {
          title: "wide: [60, 400]",
          height: 60,
          width: 400,
          pixels: Array.from({ length: 24000 }, (_, i) => (i % 400) / 400),
        },
      ],
    },
  ],
  [
    "numbers-28",
    {
      kind: "numbers",
      alt,
      rows: Array.from({ length: 28 }, (_, r) =>
        ring(28)
          .slice(r * 28, r * 28 + 28)
          .map((v) => Math.round(v * 255)),
      ),
    },
  ],
  [
    "numbers-confusion",
    {
      kind: "numbers",
      alt,
      rows: [
        [989, 21],
        [63, 965],
      ],
      rowLabels: ["3", "7"],
      columnLabels: ["3", "7"],
      rowTitle: "true digit",
      columnTitle: "called",
    },
  ],
  [
    "numbers-signed",
    {
      kind: "numbers",
      alt,
      rows: [
        [-0.1234, 0, 0.1234],
        [0.05, -0.002, 0.0001],
      ],
      digits: 4,
      columnLabels: ["a rather long label", "b", long],
      rowLabels: ["first row of weights", "second"],
    },
  ],
  [
    "surface-flat",
    {
      kind: "surface",
      alt,
      x: { label: "x" },
      y: { label: "y" },
      z: { label: long },
      xs: [0, 1],
      ys: [0, 1],
      values: [
        [3, 3],
        [3, 3],
      ],
    },
  ],
  [
    "surface-log",
    {
      kind: "surface",
      alt,
      x: { label: "speed" },
      y: { label: long },
      z: { label: "loss", scale: "log" },
      xs: Array.from({ length: 30 }, (_, i) => i),
      ys: Array.from({ length: 30 }, (_, i) => i * 10),
      values: Array.from({ length: 30 }, (_, r) =>
        Array.from(
          { length: 30 },
          (_, c) => 1e-3 + (r - 12) ** 4 + (c - 9) ** 2,
        ),
      ),
    },
  ],
  [
    "diagram-seven",
    {
      kind: "diagram",
      alt,
      nodes: [
        "initialize",
        "predict",
        "loss",
        "gradient",
        "step",
        "repeat",
        "stop",
      ].map((id, i) => ({
        id,
        label: `${i + 1} ${id}`,
        ...(i === 6 ? { role: "result" as const } : {}),
      })),
      edges: [
        ["initialize", "predict"],
        ["predict", "loss"],
        ["loss", "gradient"],
        ["gradient", "step"],
        ["step", "repeat"],
        ["repeat", "stop"],
      ]
        .map(([from = "", to = ""]) => ({ from, to }))
        .concat([
          {
            from: "repeat",
            to: "predict",
            label: "again, with the next mini-batch",
          } as never,
        ]),
    },
  ],
  [
    "diagram-down",
    {
      kind: "diagram",
      alt,
      direction: "down",
      nodes: ["a", "b", "c", "d"].map((id) => ({
        id,
        label: `node ${id}`,
        detail: "a detail that is long enough to be broken",
        role: "data" as const,
      })),
      edges: [
        { from: "a", to: "b", label: "left" },
        { from: "a", to: "c", label: "right" },
        { from: "b", to: "d" },
        { from: "c", to: "d", label: "joins" },
        { from: "d", to: "a", label: "back" },
      ],
    },
  ],
  [
    "diagram-broadcast",
    {
      kind: "diagram",
      alt,
      nodes: [
        {
          id: "a",
          label: "a",
          detail: "[3, 1]",
          role: "data",
          grid: {
            rows: [
              [0, 0, 0],
              [10, 10, 10],
              [20, 20, 20],
            ],
            held: [3, 1],
          },
        },
        {
          id: "b",
          label: "b",
          detail: "[3]",
          role: "data",
          grid: {
            rows: [
              [1, 2, 3],
              [1, 2, 3],
              [1, 2, 3],
            ],
            held: [1, 3],
          },
        },
        {
          id: "c",
          label: "a + b",
          detail: "[3, 3]",
          role: "result",
          grid: {
            rows: [
              [1, 2, 3],
              [11, 12, 13],
              [21, 22, 23],
            ],
          },
        },
      ],
      edges: [
        { from: "a", to: "c", label: "stretched to the right" },
        { from: "b", to: "c", label: "stretched down" },
      ],
    },
  ],
  [
    "diagram-graph",
    {
      kind: "diagram",
      alt,
      nodes: [
        { id: "x", label: "x", role: "data", detail: "requires_grad" },
        { id: "w", label: "w", role: "data" },
        { id: "b", label: "b", role: "data" },
        { id: "mul", label: "MulBackward0" },
        { id: "add", label: "AddBackward0" },
        { id: "pow", label: "PowBackward0" },
        {
          id: "mean",
          label: "MeanBackward0",
          detail: "loss = 3.24",
          role: "result",
        },
        { id: "const", label: "constant", role: "muted" },
      ],
      edges: [
        { from: "x", to: "mul" },
        { from: "w", to: "mul" },
        { from: "mul", to: "add" },
        { from: "b", to: "add" },
        { from: "add", to: "pow" },
        { from: "const", to: "pow" },
        { from: "pow", to: "mean" },
      ],
    },
  ],
  [
    "diagram-twenty",
    {
      kind: "diagram",
      alt,
      nodes: Array.from({ length: 20 }, (_, i) => ({
        id: `n${i}`,
        label: `step number ${i}`,
      })),
      edges: Array.from({ length: 19 }, (_, i) => ({
        from: `n${i}`,
        to: `n${i + 1}`,
      })),
    },
  ],
  [
    "diagram-lone",
    { kind: "diagram", alt, nodes: [{ id: "a", label: "alone" }], edges: [] },
  ],
  [
    "panels-nine",
    {
      kind: "panels",
      alt,
      columns: 3,
      panels: Array.from({ length: 9 }, (_, i) => ({
        title: `panel ${i + 1}: ${i === 4 ? long : "short"}`,
        figure: {
          kind: "line" as const,
          alt,
          x: { label: "a long name of an axis in a small panel" },
          y: {
            label: "loss on the validation set, averaged",
            scale: i % 2 ? ("log" as const) : ("linear" as const),
          },
          series: [
            {
              name: "one",
              points: walk(2 + i, 20).map(([x, y]): [number, number] => [
                x * 1000,
                Math.abs(y) + 0.001,
              ]),
            },
          ],
          ...(i === 2 ? { references: [{ y: 5, label: "a reference" }] } : {}),
        },
      })),
    },
  ],
  [
    "panels-mixed",
    {
      kind: "panels",
      alt,
      panels: [
        {
          title: "bars",
          figure: {
            kind: "bar",
            alt,
            category: { label: "kind" },
            y: { label: "count" },
            categories: ["image similarity", "a linear layer", "ResNet"],
            series: [
              { name: "a", values: [1, 2, 3] },
              { name: "b", values: [3, 2, 1] },
            ],
            valueDigits: 0,
          },
        },
        {
          title: "points",
          figure: {
            kind: "scatter",
            alt,
            x: { label: "x" },
            y: { label: "y" },
            series: [{ name: "points", points: walk(1, 30) }],
          },
        },
        {
          title: "counts",
          figure: {
            kind: "histogram",
            alt,
            x: { label: "value" },
            y: { label: "count" },
            edges: [0, 1, 2, 3],
            series: [{ name: "c", counts: [3, 1, 2] }],
          },
        },
      ],
    },
  ],
];
