import { expect, test } from "vitest";
import type { Slide, TableEvidence } from "../../../src/deck/deck.ts";
import {
  arrangeTable,
  cellPadding,
  paddingsOf,
} from "../../../src/deck/layout/arrange-table.ts";
import { readTheme } from "../../../src/deck/theme.ts";

const theme = readTheme("light");
const box = { x: 0.8, y: 1.5, w: 11.7, h: 4.8 };
const place = { file: "deck.md", line: 1, column: 1 };
const slide = { title: [{ text: "A title" }] } as unknown as Slide;

/** A table of so many rows, each cell of words of so many letters, as it is placed. */
function put(rows: number, letters: number, words = 1) {
  const word = "m".repeat(letters);
  const cell = [{ text: Array(words).fill(word).join(" ") }];
  const table: TableEvidence = {
    ...{ kind: "table", name: "scores", place },
    header: [cell, cell, cell],
    rows: Array.from({ length: rows }, () => [cell, cell, cell]),
    align: ["left", "right", "right"],
  };
  const [placed] = arrangeTable(slide, [table], box, theme);
  if (placed === undefined) throw new Error("no table was placed");
  return placed;
}

/** Points above the theme's size. */
const grown = (rows: number, letters: number) =>
  put(rows, letters).size - theme.sizes.table;

test("a table of few short words is set eight points larger, inside its box", () => {
  expect(grown(3, 6)).toBe(8);
  const { box: placed, heights } = put(3, 6);
  expect(placed.w).toBeLessThanOrEqual(box.w);
  expect(placed.h).toBeLessThanOrEqual(box.h);
  // Edge to edge, and down to the foot: each row has one line and air around it.
  expect(placed.w).toBeCloseTo(box.w);
  expect(heights).toEqual(Array(4).fill((box.h - 0.15) / 4));
});

test("a table of two rows, too, reaches down to the foot of its slide", () => {
  const { heights, box: placed } = put(2, 6);
  expect(heights).toEqual(Array(3).fill((box.h - 0.15) / 3));
  expect(placed.h).toBeGreaterThan(0.95 * box.h);
});

test("words beside the end of numbers begin further off than a cell's padding", () => {
  const align = ["left", "right", "left", "right"] as const;
  const lefts = paddingsOf(align).map(({ left }) => left);
  expect(lefts[2]).toBeGreaterThan(2 * cellPadding.x);
  expect([lefts[0], lefts[1], lefts[3]]).toEqual(Array(3).fill(cellPadding.x));
});

test("more rows take the size back step by step, and never below the theme's", () => {
  expect([4, 5, 6, 7, 12].map((rows) => grown(rows, 6))).toEqual([
    8, 7, 3, 0, 0,
  ]);
});

test("longer words do so, too: every cell keeps to one line", () => {
  expect([9, 10, 11, 12, 13, 14].map((letters) => grown(3, letters))).toEqual([
    8, 7, 4, 2, 0, 0,
  ]);
});

test("where the theme's size has no room for a line, cells break theirs in the box", () => {
  const { size, heights, widths } = put(3, 6, 6);
  expect(size).toBe(theme.sizes.table);
  const lines = Math.min(...heights) / ((size * 1.2) / 72);
  expect(lines).toBeGreaterThan(3);
  expect(widths.reduce((sum, each) => sum + each)).toBeLessThanOrEqual(box.w);
});

/** A table of three columns as it is placed in a box of 4:3, its head the first row. */
function putWords(rows: readonly string[]) {
  const narrow = readTheme("light", "4:3");
  const [header = [], ...others] = rows.map((row) =>
    row.split(" | ").map((text) => [{ text }]),
  );
  const table: TableEvidence = {
    ...{ kind: "table", name: "words", place, header, rows: others },
    align: ["left", "left", "left"],
  };
  const room = { ...narrow.masters.boxes.table, h: 4.94 };
  const [placed] = arrangeTable(slide, [table], room, narrow);
  if (placed === undefined) throw new Error("no table was placed");
  return { ...placed, room };
}

test("a column of one long word keeps it whole, and the one with spaces gives way", () => {
  const { widths, room } = putWords([
    "linear_model.parameters().of.it | one two three four five six seven eight | here",
  ]);
  expect(widths[0]).toBeGreaterThan(widths[1] ?? 0);
  const sum = widths.reduce((all, each) => all + each);
  expect(sum).toBeLessThanOrEqual(room.w + 1e-9);
});

test("where three columns that give way make a table too high, one does so alone", () => {
  const {
    box: placed,
    widths,
    room,
  } = putWords([
    "by hand | PyTorch, fastai | what it is",
    "xb@weights + bias | nn.Linear(28*28, 1) | function and parameters",
    "weights, bias | linear_model.parameters() | references, no copies",
    "params, lr | SGD(params, lr) | a list and a number",
    "p.data -= p.grad*lr | opt.step() | a loop over the list",
    "p.grad.zero_() | opt.zero_grad() | the same loop again",
    "slices of 256 rows | DataLoader(dset, 256) | one batch after another",
    "(dl, valid_dl) | DataLoaders(dl, valid_dl) | a pair with names",
    "train_epoch, train_model | Learner.fit(10, lr) | the loop, its parts",
  ]);
  expect(placed.h).toBeLessThanOrEqual(room.h);
  expect(widths[0]).toBeLessThan((widths[2] ?? 0) - 0.5);
});
