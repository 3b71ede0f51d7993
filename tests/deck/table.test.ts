import { expect, test } from "vitest";
import type { Slide, TableEvidence } from "../../src/deck/deck.ts";
import { arrangeTable } from "../../src/deck/layout/arrange-table.ts";
import { readTheme } from "../../src/deck/theme.ts";

const theme = readTheme("light");
const box = { x: 0.8, y: 1.5, w: 11.7, h: 4.8 };
const place = { file: "deck.md", line: 1, column: 1 };
const slide = { title: [{ text: "A title" }] } as unknown as Slide;

/** A table of so many rows, each cell of so many letters, as it is placed. */
function put(rows: number, letters: number) {
  const cell = [{ text: "m".repeat(letters) }];
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

test("a small table is set larger than the theme asks for, and inside its box", () => {
  const { size, box: placed } = put(3, 6);
  expect(size).toBe(theme.sizes.table + 8);
  expect(placed.w).toBeLessThanOrEqual(box.w);
  expect(placed.h).toBeLessThanOrEqual(box.h);
});

test("many rows or long words keep the theme's size", () => {
  expect(put(9, 6).size).toBe(theme.sizes.table);
  expect(put(3, 22).size).toBe(theme.sizes.table);
});
