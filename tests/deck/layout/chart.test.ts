import { describe, expect, test } from "vitest";
import { mediumOf, nativeChart } from "../../../src/deck/layout/chart.ts";
import { checkFit } from "../../../src/deck/layout/fit.ts";
import {
  axisFormat,
  axisLabels,
} from "../../../src/deck/layout/number-format.ts";
import type { PlacedChart } from "../../../src/deck/layout/placed.ts";
import { labelEvery } from "../../../src/deck/layout/plot/fit-chart.ts";
import { readTheme } from "../../../src/deck/theme.ts";
import type { Axis, Figure } from "../../../src/figure/figure.ts";
import { tortureRecord } from "../torture.ts";

/** A chart over a whole slide. */
const medium = mediumOf({ w: 11.8, h: 4.2 }, 14);

describe("an axis of a slide", () => {
  const chartOf = (y: Partial<Axis>, values: readonly number[]) => {
    const chart = nativeChart(
      {
        kind: "line",
        alt: "Made-up values in a line, for the axis that they get.",
        x: { label: "step" },
        y: { label: "value", ...y },
        series: [
          { name: "one", points: values.map((value, at) => [at, value]) },
        ],
      },
      medium,
    );
    if (chart === undefined) throw new Error("no chart");
    return chart.y;
  };

  test("has the decimals of the article", () => {
    expect(axisFormat(chartOf({}, [0.083, 0.197]))).toBe("0.00");
    expect(axisFormat(chartOf({}, [3, 97]))).toBe("0");
    expect(axisFormat(chartOf({ digits: 1 }, [61, 95]))).toBe("0.0");
  });

  test("shows the decimals of an end from which its ticks are counted", () => {
    expect(axisFormat(chartOf({ min: 2.25, max: 7.5 }, [3, 7]))).toBe("0.00");
  });

  test("writes a real minus, and thousands apart as the reader's language has them", () => {
    expect(axisFormat(chartOf({}, [-3, 5]))).toBe('0;"−"0;0');
    expect(axisFormat(chartOf({}, [0, 800]))).toBe("0");
    expect(axisFormat(chartOf({}, [0, 2000]))).toBe("#,##0");
    expect(axisFormat(chartOf({}, [0, 6_000_000]))).toBe("#,##0");
  });

  test("keeps the sign of numbers that are written as powers of ten", () => {
    const axis = chartOf({}, [-8e-5, 4e-5]);
    expect(axisFormat(axis)).toBe('0E+0;"−"0E+0;0');
    expect(axisLabels(axis).join(" ")).toBe(
      "−8E-5 −6E-5 −4E-5 −2E-5 0 2E-5 4E-5",
    );
  });

  test("writes powers of ten out, as far as their zeros need no counting", () => {
    const axis = chartOf({ scale: "log" }, [1e-4, 10_000]);
    expect(axisFormat(axis)).toBe("[>=1000]#,##0;[<0.001]0E+0;General");
    expect(axisLabels(axis).join()).toContain("1E-4,");
    expect(axisLabels(axis).at(-1)).toBe("10,000");
  });

  test("leaves to a picture a logarithmic axis that PowerPoint cannot mark", () => {
    const narrow = { scale: "log" } as const;
    expect(() => chartOf(narrow, [675, 720])).toThrow("no chart");
  });
});

describe("a native chart", () => {
  const kinds = Object.entries(tortureRecord.figures).map(([name, figure]) => [
    name,
    nativeChart(figure, medium)?.kind,
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
    const chart = shift && nativeChart(shift, medium);
    expect(chart?.y.title).toBe("accuracy (%)");
  });

  test("draws a reference from edge to edge", () => {
    const { shift } = tortureRecord.figures;
    const chart = shift && nativeChart(shift, medium);
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
    const box = { x: 0, y: 0, w: 6, h: 4 };
    const figure: Figure = {
      kind: "bar",
      alt: "Bars of the same height, for their names alone.",
      category: { label: "name" },
      y: { label: "height" },
      categories,
      series: [{ name: "height", values: categories.map(() => 1) }],
      horizontal,
    };
    const chart = nativeChart(figure, mediumOf(box, theme.sizes.chart));
    if (chart === undefined) throw new Error("no chart");
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
      { number: 3, key: "bars", layout: "Figure", items: [item], notes: [] },
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
    const chart = piles && nativeChart(piles, medium);
    if (chart?.kind !== "bar") throw new Error("no chart");
    expect(labelEvery(chart, 12, theme)).toBe(1);
    expect(labelEvery(chart, 6, theme)).toBe(2);
  });
});
