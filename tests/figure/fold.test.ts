import { expect, test } from "vitest";
import { drawFigure } from "../../src/figure/draw.ts";
import { checkFigure } from "../../src/figure/figure.ts";
import { type Cell, cellsOf } from "../../src/figure/kinds/diagram/cells.ts";

/** A ring of five boxes, and a sixth that leads into the third. */
const branch = [
  [0, 1],
  [1, 2],
  [2, 3],
  [3, 4],
  [4, 0],
  [5, 2],
] as const;

const words = [
  "model(xb)",
  "backward()",
  "p.grad",
  "step()",
  "p.data",
  "zero_grad()",
];

test("a ring with a side branch finds a cell for each box, every arrow along a row or a column", () => {
  const cells = cellsOf(branch, 6, { columns: 4, rows: 2 }) ?? [];
  expect(cells).toHaveLength(6);
  const at = (index: number): Cell => cells[index] ?? { row: -1, column: -1 };
  for (const [from, to] of branch) {
    const [one, other] = [at(from), at(to)];
    expect([one.row === other.row, one.column === other.column]).toContain(
      true,
    );
  }
  expect(new Set(cells.map(({ row, column }) => `${row}/${column}`)).size).toBe(
    6,
  );
});

test("no arrow runs through a box: a box with five arrows is not folded", () => {
  const star = [1, 2, 3, 4, 5].map((to) => [0, to] as const);
  expect(cellsOf(star, 6, { columns: 4, rows: 3 })).toBeUndefined();
});

test("boxes that nothing joins are not folded", () => {
  expect(cellsOf([[0, 1]], 3, { columns: 2, rows: 2 })).toBeUndefined();
});

test("a diagram with a side branch fills its slide in rows, its words at 18 points or more", async () => {
  const figure = checkFigure({
    kind: "diagram",
    alt: "A ring of five boxes, and a sixth that leads into the third of them.",
    nodes: words.map((label, index) => ({
      id: `${index}`,
      label,
      detail: "a few words",
    })),
    edges: branch.map(([from, to]) => ({ from: `${from}`, to: `${to}` })),
  });
  const {
    width,
    height,
    smallestText = 0,
  } = await drawFigure(figure, {
    purpose: "slide",
    inches: { width: 12, height: 5 },
  });
  expect((width * height) / (2400 * 1000)).toBeGreaterThan(0.8);
  expect((smallestText / 200) * 72).toBeGreaterThanOrEqual(18);
});
