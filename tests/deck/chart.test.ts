import { describe, expect, test } from "vitest";
import { nativeChart } from "../../src/deck/chart.ts";
import { checkFit } from "../../src/deck/fit.ts";
import { labelEvery } from "../../src/deck/fit-chart.ts";
import type { PlacedChart } from "../../src/deck/placed.ts";
import { scaleOf } from "../../src/deck/scale.ts";
import { readTheme } from "../../src/deck/theme.ts";
import { tortureRecord } from "./torture.ts";

describe("an axis", () => {
  test("ends on round numbers around the data", () => {
    expect(scaleOf({}, [0.083, 0.197])).toMatchObject({
      min: 0.05,
      max: 0.2,
      step: 0.05,
      format: "0.00",
    });
    expect(scaleOf({}, [3, 97])).toMatchObject({
      min: 0,
      max: 100,
      step: 20,
      format: "#,##0",
    });
  });

  test("begins bars at zero, above and below", () => {
    expect(scaleOf({}, [91, 99], true).min).toBe(0);
    expect(scaleOf({}, [-9, -1], true)).toMatchObject({ min: -10, max: 0 });
  });

  test("keeps the ends and decimals that the figure asks for", () => {
    expect(scaleOf({ min: 50, max: 100, digits: 1 }, [61, 95])).toMatchObject({
      min: 50,
      max: 100,
      format: "0.0",
    });
  });

  test("shows the decimals of an end from which its ticks are counted", () => {
    expect(scaleOf({ min: 2.5, max: 7.5 }, [3, 7])).toMatchObject({
      step: 1,
      format: "0.0",
    });
  });

  test("spans powers of ten when it is logarithmic", () => {
    expect(scaleOf({ scale: "log" }, [0.02, 10])).toMatchObject({
      min: 0.01,
      max: 10,
      log: true,
    });
  });

  test("has room for one value alone", () => {
    const { min, max } = scaleOf({}, [5, 5]);
    expect(max).toBeGreaterThan(min);
  });
});

describe("a native chart", () => {
  const kinds = Object.entries(tortureRecord.figures).map(([name, figure]) => [
    name,
    nativeChart(figure)?.kind,
  ]);
  test("exists for lines, points, bars and histograms, and not for what has no native form", () => {
    expect(Object.fromEntries(kinds)).toEqual({
      means: undefined,
      distances: "xy",
      shift: "xy",
      mistakes: "bar",
      piles: "bar",
      confusion: undefined,
      bowl: undefined,
      parts: undefined,
      band: undefined,
      loss: "xy",
      models: "bar",
    });
  });

  test("names axes with their units", () => {
    const { shift } = tortureRecord.figures;
    const chart = shift && nativeChart(shift);
    expect(chart?.y.title).toBe("accuracy (%)");
  });

  test("draws a reference from edge to edge", () => {
    const { shift } = tortureRecord.figures;
    const chart = shift && nativeChart(shift);
    const coin = chart?.kind === "xy" ? chart.series.at(-1) : undefined;
    expect(coin).toMatchObject({
      name: "coin",
      reference: true,
      points: [
        [0, 50],
        [4, 50],
      ],
    });
  });
});

describe("names in a chart", () => {
  const theme = readTheme("light");
  const bars = (categories: string[], horizontal = false): PlacedChart => {
    const chart = nativeChart({
      kind: "bar",
      alt: "Bars of the same height, for their names alone.",
      category: { label: "name" },
      y: { label: "height" },
      categories,
      series: [{ name: "height", values: categories.map(() => 1) }],
      horizontal,
    });
    if (chart === undefined) throw new Error("no chart");
    const box = { x: 0, y: 0, w: 6, h: 4 };
    return {
      kind: "chart",
      box,
      chart,
      name: "Figure bars",
      alt: "",
      place: { line: 7, column: 1 },
    };
  };
  const warnings = (item: PlacedChart) =>
    checkFit(
      { number: 3, layout: "Figure", items: [item], notes: [] },
      theme,
      "deck.md",
    ).map((each) => each.message);

  test("that would be turned are warned of", () => {
    expect(warnings(bars(["one", "two"]))).toEqual([]);
    expect(
      warnings(bars(["one", "two", "three", "convolutional", "five", "six"])),
    ).toEqual([
      "name of a bar too wide: convolutional on slide 3, Figure bars",
    ]);
    expect(warnings(bars(["convolutional"], true))).toEqual([]);
  });

  test("of bins are left out where they would touch", () => {
    const { piles } = tortureRecord.figures;
    const chart = piles && nativeChart(piles);
    if (chart?.kind !== "bar") throw new Error("no chart");
    expect(labelEvery(chart, 12, theme)).toBe(1);
    expect(labelEvery(chart, 6, theme)).toBe(2);
  });
});
