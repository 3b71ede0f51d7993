import { expect, test } from "vitest";
import { compareRecords } from "../../src/record/changes.ts";
import { Record } from "../../src/record/record.ts";

const record = Record.parse({
  format: 1,
  topic: "01-ink",
  profile: "full",
  seed: 42,
  provenance: {
    data: {
      name: "MNIST",
      classes: ["3", "7"],
      sha256: "a".repeat(64),
      counts: [1, 2, 3, 4],
    },
    engine: { name: "wasm", version: "4.22.0", arithmetic: "reproducible" },
    versions: {},
    imports: {},
    runner: {},
  },
  numbers: { ink: 0.1, paper: 0.9 },
  texts: { shape: "[28, 28]" },
  outputs: { printed: "0.1" },
  tables: { scores: { columns: [{ label: "ink" }], rows: [[0.1]] } },
  claims: { darker: { left: 2, relation: ">", right: 1, holds: true } },
  figures: {
    bars: {
      kind: "bar",
      alt: "One bar, the mean ink of the 3s.",
      category: { label: "digit" },
      y: { label: "mean ink" },
      categories: ["3"],
      series: [{ name: "ink", values: [0.1] }],
    },
  },
});

const none = {
  numbers: [],
  spreads: [],
  texts: [],
  claims: [],
  outputs: [],
  tables: [],
  figures: [],
};

test("a run of other code that finds the same has no changes", () => {
  const { provenance } = record;
  const after = {
    ...record,
    provenance: { ...provenance, imports: { "a.ts": "1" } },
  };
  expect(compareRecords(record, after)).toEqual(none);
});

test("numbers, texts and outputs are told with both values, new and lost ones too", () => {
  const after = {
    ...record,
    numbers: { added: 1, ink: 0.2 },
    texts: { shape: "[784]" },
    outputs: { printed: "0.2" },
  };
  expect(compareRecords(record, after)).toEqual({
    ...none,
    numbers: [
      { name: "added", before: undefined, after: 1 },
      { name: "ink", before: 0.1, after: 0.2 },
      { name: "paper", before: 0.9, after: undefined },
    ],
    texts: [{ name: "shape", before: "[28, 28]", after: "[784]" }],
    outputs: [{ name: "printed", before: "0.1", after: "0.2" }],
  });
});

test("a spread that only one of the runs recorded, or that moved, is told", () => {
  const ink = { mean: 2, least: 1, most: 3, n: 3 };
  const wider = { ...ink, most: 3.5 };
  const first = { ...record, spreads: { ink } };
  expect(compareRecords(record, first)).toEqual({
    ...none,
    spreads: [{ name: "ink", before: undefined, after: ink }],
  });
  const after = { ...record, spreads: { ink: wider } };
  expect(compareRecords(first, after)).toEqual({
    ...none,
    spreads: [{ name: "ink", before: ink, after: wider }],
  });
  expect(compareRecords(first, first)).toEqual(none);
});

test("a claim has changed when it flipped, not when the numbers behind it moved", () => {
  const { darker } = record.claims;
  if (darker === undefined) throw new Error("the sample has no claim");
  const moved = { ...record, claims: { darker: { ...darker, left: 3 } } };
  expect(compareRecords(record, moved)).toEqual(none);
  const flipped = {
    ...record,
    claims: { darker: { ...darker, left: 0, holds: false } },
  };
  expect(compareRecords(record, flipped).claims).toEqual([
    { name: "darker", before: true, after: false },
  ]);
});

test("a figure or a table has changed when one value of it did", () => {
  const bars = structuredClone(record.figures.bars);
  if (bars?.kind !== "bar") throw new Error("the sample has no bars");
  const after = {
    ...record,
    figures: { bars: { ...bars, series: [{ name: "ink", values: [0.11] }] } },
    tables: { scores: { columns: [{ label: "ink" }], rows: [[0.11]] } },
  };
  const changed = { before: true, after: true };
  expect(compareRecords(record, after)).toEqual({
    ...none,
    tables: [{ name: "scores", ...changed }],
    figures: [{ name: "bars", ...changed }],
  });
});
