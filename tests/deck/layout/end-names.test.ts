import { describe, expect, test } from "vitest";
import { buildDeck } from "../../../src/deck/build.ts";
import {
  mediumOf,
  nativeChart,
  type XYChart,
} from "../../../src/deck/layout/chart.ts";
import { endNames } from "../../../src/deck/layout/plot/end-names.ts";
import { all, child, parseXml } from "../../../src/deck/package/xml.ts";
import { textOf, unzip } from "../../../src/deck/package/zip.ts";
import { readDeck } from "../../../src/deck/read/read.ts";
import { readTheme } from "../../../src/deck/theme.ts";
import type { Line } from "../../../src/figure/figure.ts";
import { drawSlide, pptxOf, torturePath, tortureRecord } from "../torture.ts";

const box = { x: 0.75, y: 1.7, w: 11.8, h: 4.2 };
const theme = readTheme("light");
const medium = mediumOf(box, theme.sizes.chart);

/** Lines that end at the given heights on an axis from 0 to 100. */
const lines = (ends: readonly number[], name = "line"): Line => ({
  kind: "line",
  alt: "Lines that part from a common start and end at different heights.",
  x: { label: "step" },
  y: { label: "accuracy", unit: "%", min: 0, max: 100 },
  series: ends.map((end, index) => ({
    name: `${name} ${index + 1}`,
    points: [
      [0, 50],
      [1 + index / 100, (50 + end) / 2],
      [2, end],
    ],
  })),
});

function namesOf(figure: Line) {
  const chart = nativeChart(figure, medium);
  if (chart === undefined) throw new Error("no native chart");
  return endNames(chart, box, theme);
}

describe("names at the ends of lines", () => {
  test("stand there for up to six lines whose ends are apart", () => {
    expect(namesOf(lines([20]))?.sides).toEqual(["right"]);
    expect(namesOf(lines([20, 80]))?.sides).toEqual(["right", "right"]);
    expect(namesOf(lines([10, 40, 70, 95]))?.sides).toHaveLength(4);
    expect(namesOf(lines([5, 23, 41, 59, 77, 95]))?.sides).toHaveLength(6);
    const seven = [5, 20, 35, 50, 65, 80, 95];
    expect(namesOf(lines(seven))).toBeUndefined();
  });

  test("move apart where one would lie on another, and leave it to a legend where they would stand far off", () => {
    const [upper = 0, lower = 0] = namesOf(lines([73, 70]))?.shifts ?? [];
    expect(upper).toBeGreaterThan(0);
    expect(lower).toBeCloseTo(-upper, 2);
    expect(namesOf(lines([70, 90]))?.shifts).toEqual([0, 0]);
    expect(namesOf(lines([70, 70, 70, 70]))).toBeUndefined();
  });

  test("leave it to a legend where they are as long as a sentence", () => {
    const long = "the same network trained for as long on every digit";
    expect(namesOf(lines([20, 80], long))).toBeUndefined();
  });

  test("leave it to a legend where a line stops in the middle", () => {
    const figure = lines([20, 80]);
    const [one, two] = figure.series;
    if (one === undefined || two === undefined) throw new Error("no lines");
    const short = { ...one, points: one.points.slice(0, 2) };
    expect(namesOf({ ...figure, series: [short, two] })).toBeUndefined();
  });

  test("stand on top of an upright reference line", () => {
    const figure = { ...lines([20, 80]), references: [{ x: 1, label: "now" }] };
    expect(namesOf(figure)?.sides).toEqual(["right", "right", "top"]);
  });

  test("stand within the chart, clear of the axes", () => {
    const { plot } = namesOf(lines([20, 80])) ?? {};
    if (plot === undefined) throw new Error("no names");
    const name = 0.6;
    expect(plot.x * box.w).toBeGreaterThan(0.5);
    expect((1 - plot.x - plot.w) * box.w).toBeGreaterThan(name);
    expect((1 - plot.y - plot.h) * box.h).toBeGreaterThan(0.6);
  });
});

test("a chart in the file names each line at its last point, and has no legend", async () => {
  const record = {
    ...tortureRecord,
    figures: { apart: lines([20, 80]), close: lines([70, 70, 70, 70]) },
  };
  const slide = (name: string) =>
    `---\n\n# It shows ${name}\n\n::figure{#${name}}\n\n<!-- So. -->\n`;
  const text = `---\ntitle: T\n---\n\n# It is so\n\n<!-- So. -->\n\n${slide("apart")}\n${slide("close")}`;
  const deck = readDeck(text, torturePath, record, {});
  const built = await buildDeck(deck, record, drawSlide);
  const parts = await unzip(pptxOf(built));
  const [apart, close] = [1, 2].map((n) =>
    parseXml(textOf(parts, `ppt/charts/chart${n}.xml`)),
  );
  if (apart === undefined || close === undefined) throw new Error("no charts");
  expect(all(apart, "c:legend")).toEqual([]);
  expect(all(close, "c:legend")).toHaveLength(1);
  expect(all(close, "c:dLbl")).toEqual([]);
  const chart = nativeChart(record.figures.apart, medium) as XYChart;
  const labelled = all(apart, "c:ser").map((series) => {
    const [label] = all(series, "c:dLbl");
    const row = label && child(label, "c:idx")?.getAttribute("val");
    const shown = label && child(label, "c:showSerName")?.getAttribute("val");
    const points = all(series, "c:yVal").flatMap((each) => all(each, "c:pt"));
    const point = points.find((each) => each.getAttribute("idx") === row);
    return [shown, Number(point && child(point, "c:v")?.textContent)];
  });
  // Their x differ, so that they stand in different rows of the sheet.
  expect(labelled).toEqual(
    chart.series.map((each) => ["1", each.points.at(-1)?.[1]]),
  );
});
