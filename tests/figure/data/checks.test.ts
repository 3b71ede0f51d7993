import { expect, test } from "vitest";
import { UserError } from "../../../src/errors.ts";
import { checkFigure } from "../../../src/figure/figure.ts";
import { figures, samples } from "../samples.ts";
import { torture } from "../torture.ts";

test.each([...figures, ...torture])("%s passes", (name, figure) => {
  expect(checkFigure(figure, name)).toEqual(figure);
});

const line = samples.line;
const [first] = line.series;

/** A figure with one thing wrong, and what the message must say. */
const wrong: readonly (readonly [string, unknown, string])[] = [
  ["an unknown kind", { kind: "pie", alt: line.alt }, "kind: "],
  ["no alt text", { ...line, alt: "" }, "alt: "],
  [
    "a number that is none",
    { ...line, series: [{ name: "a", points: [[0, Number.NaN]] }] },
    "series[0].points[0][1]: ",
  ],
  [
    "pixels that do not fill the picture",
    {
      kind: "images",
      alt: line.alt,
      panels: [{ height: 2, width: 2, pixels: [1, 2, 3] }],
    },
    "panels[0].pixels: 3 values, but height 2 × width 2 × channels 1 is 4",
  ],
  [
    "colours out of range",
    {
      kind: "images",
      alt: line.alt,
      panels: [{ height: 1, width: 1, channels: 3, pixels: [0, 0, 255] }],
    },
    "panels[0].pixels: a colour value is outside 0…1",
  ],
  [
    "a box beyond the picture",
    {
      kind: "images",
      alt: line.alt,
      panels: [
        {
          height: 1,
          width: 1,
          pixels: [0],
          boxes: [{ left: 0, upper: 0, right: 2, lower: 1 }],
        },
      ],
    },
    "panels[0].boxes[0]: (0, 0, 2, 1)",
  ],
  [
    "ragged numbers",
    { kind: "numbers", alt: line.alt, rows: [[1, 2], [3]] },
    "rows[1]: 1 values, but 2 columns",
  ],
  [
    "numbers too wide to read",
    { kind: "numbers", alt: line.alt, rows: [new Array(40).fill(255)] },
    "rows: 40 columns of 3 characters",
  ],
  [
    "a band of another length",
    { ...line, series: [{ ...first, band: { low: [1], high: [2] } }] },
    "series[0].band.low: 1 values for 40 points",
  ],
  [
    "zero on a log axis",
    {
      ...line,
      y: { label: "loss", scale: "log" },
      series: [
        {
          name: "a",
          points: [
            [0, 1],
            [1, 0],
          ],
        },
      ],
    },
    'series[0].points[1]: 0 on the log axis "loss"',
  ],
  [
    "two series of one name",
    { ...line, series: [first, first] },
    'series[1].name: "linear" is there twice',
  ],
  [
    "an axis the wrong way",
    { ...line, x: { label: "x", min: 2, max: 1 } },
    "x.min: 2 is not below max 1",
  ],
  [
    "a bar without category",
    { ...samples.bar, categories: ["a"] },
    "series[0].values: 4 values for 1 categories",
  ],
  [
    "bars that do not start at zero",
    { ...samples.bar, y: { label: "accuracy", min: 90 } },
    "y.min: bars start at zero",
  ],
  [
    "bars on a log axis",
    { ...samples.bar, y: { label: "accuracy", scale: "log" } },
    "y.scale: bars start at zero",
  ],
  [
    "edges that fall",
    {
      kind: "histogram",
      alt: line.alt,
      x: { label: "x" },
      y: { label: "y" },
      edges: [0, 2, 1],
      series: [{ name: "a", counts: [1, 2] }],
    },
    "edges[2]: 1 does not rise above 2",
  ],
  [
    "a count too many",
    {
      kind: "histogram",
      alt: line.alt,
      x: { label: "x" },
      y: { label: "y" },
      edges: [0, 1],
      series: [{ name: "a", counts: [1, 2] }],
    },
    "series[0].counts: 2 values for 1 bins",
  ],
  [
    "a surface short of a row",
    { ...samples.surface, values: samples.surface.values.slice(1) },
    "values: 30 values for 31 ys",
  ],
  [
    "an edge to nowhere",
    {
      kind: "diagram",
      alt: line.alt,
      nodes: [{ id: "a", label: "a" }],
      edges: [{ from: "a", to: "b" }],
    },
    "edges[0].to: unknown node: `b` (nodes: a)",
  ],
  [
    "a node twice",
    {
      kind: "diagram",
      alt: line.alt,
      nodes: [
        { id: "a", label: "a" },
        { id: "a", label: "b" },
      ],
      edges: [],
    },
    "nodes[1].id: `a` is there twice",
  ],
  [
    "a mistake inside a panel",
    {
      ...samples.panels,
      panels: [
        samples.panels.panels[0],
        { title: "t", figure: { ...line, x: { label: "x", min: 2, max: 1 } } },
      ],
    },
    "panels[1].figure.x.min: 2 is not below max 1",
  ],
];

test.each(wrong)("%s is refused by figure and field", (_, figure, message) => {
  const check = () => checkFigure(figure, "my-figure");
  expect(check).toThrow(UserError);
  expect(check).toThrow("figure `my-figure`: ");
  expect(check).toThrow(message);
});
