import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { buildDeck } from "../../src/deck/build.ts";
import { arrangeFigure } from "../../src/deck/layout/arrange-figure.ts";
import type { NativeChart } from "../../src/deck/layout/chart.ts";
import { axisFormat } from "../../src/deck/layout/number-format.ts";
import {
  all,
  child,
  type Document,
  type Element,
  parseXml,
} from "../../src/deck/package/xml.ts";
import { textOf, unzip } from "../../src/deck/package/zip.ts";
import { readDeck } from "../../src/deck/read/read.ts";
import { readTheme } from "../../src/deck/theme.ts";
import { mediumOf } from "../../src/figure/chart/draw-chart.ts";
import type { Figure, Line } from "../../src/figure/figure.ts";
import { articleLook } from "../../src/figure/paint/theme.ts";
import type { AxisPlan } from "../../src/figure/plan/axis.ts";
import { type Charted, planChart } from "../../src/figure/plan/plan.ts";
import type { Record } from "../../src/record/record.ts";
import { figures as samples } from "../figure/samples.ts";
import { runTopic } from "../topics/topic.ts";
import { drawSlide, pptxOf, torturePath, tortureRecord } from "./torture.ts";

const theme = readTheme("light");

/** Where the article's picture is drawn. */
const article = mediumOf({
  width: 1400,
  height: 800,
  maxHeight: 1076,
  scale: 1,
  look: articleLook,
});

/** The chart on a slide of its own; undefined where the figure goes there as a picture. */
function chartOf(name: string, figure: Figure): NativeChart | undefined {
  const place = { line: 1, column: 1 };
  const caption = [{ text: "What it shows." }];
  const evidence = { kind: "figure", name, figure, caption, place } as const;
  const [placed] = arrangeFigure(
    evidence,
    theme.masters.boxes.content,
    "middle",
    theme,
  );
  return placed?.kind === "chart" ? placed.chart : undefined;
}

/** What both hands must have in common of an axis. */
const common = (axis: AxisPlan | undefined) =>
  axis && [axis.title, axis.min, axis.max, axis.step, axis.format, axis.log];

function expectOnePlan(name: string, figure: Figure): void {
  const chart = chartOf(name, figure);
  if (chart === undefined) return;
  const plan = planChart(figure as Charted, article);
  expect.soft(common(chart.y), `${name}: y`).toEqual(common(plan.y));
  if (chart.kind === "bar") return;
  expect.soft(common(chart.x), `${name}: x`).toEqual(common(plan.x));
}

describe("a figure has the same ends, steps and formats in the article and on a slide", () => {
  const made = [...samples, ...Object.entries(tortureRecord.figures)];
  test.each(made)("the made-up figure %s", (name, figure) => {
    expectOnePlan(name, figure);
  });

  describe.each(["pixel-similarity", "end-to-end-sgd"])(
    "of topic %s",
    (slug) => {
      let record: Record;
      beforeAll(async () => {
        record = await runTopic(slug, "quick", "handwriting");
      });

      test("every figure that has a native chart", () => {
        const figures = Object.entries(record.figures);
        const charts = figures.filter(([name, each]) => chartOf(name, each));
        expect(charts.length).toBeGreaterThan(1);
        for (const [name, figure] of charts) expectOnePlan(name, figure);
      });
    },
  );

  test("for all values: the ends, whatever room there is", () => {
    const value = fc.double({ min: -1e6, max: 1e6, noNaN: true });
    const point = fc.tuple(value, value);
    fc.assert(
      fc.property(
        fc.array(point, { minLength: 1, maxLength: 30 }),
        fc.integer({ min: 4, max: 12 }),
        (points, w) => {
          const figure = lineThrough(points);
          const box = { ...theme.masters.boxes.content, w };
          const evidence = {
            kind: "figure",
            name: "line",
            figure,
            caption: [],
            place: { line: 1, column: 1 },
          } as const;
          const [placed] = arrangeFigure(evidence, box, "top", theme);
          if (placed?.kind !== "chart" || placed.chart.kind !== "xy") return;
          const { x, y } = planChart(figure, article);
          for (const [one, other] of [
            [placed.chart.x, x],
            [placed.chart.y, y],
          ] as const) {
            expect([one.min, one.max]).toEqual([other.min, other.max]);
          }
        },
      ),
    );
  });
});

function lineThrough(points: readonly (readonly [number, number])[]): Line {
  return {
    kind: "line",
    alt: "A line through made-up points, for the axes that it gets.",
    x: { label: "step" },
    y: { label: "value" },
    series: [{ name: "one", points: points.map(([x, y]) => [x, y]) }],
  };
}

test("the axes in the file are those of the plan", async () => {
  const figure = lineThrough([
    [0, 0.083],
    [38, 0.197],
  ]);
  const record = { ...tortureRecord, figures: { line: figure } };
  const text =
    "---\ntitle: T\n---\n\n# It is so\n\n<!-- So. -->\n\n---\n\n# It shows\n\n::figure{#line}\n\n<!-- So. -->\n";
  const deck = readDeck(text, torturePath, record, {});
  const parts = await unzip(pptxOf(await buildDeck(deck, record, drawSlide)));
  const document: Document = parseXml(textOf(parts, "ppt/charts/chart1.xml"));
  const plan = planChart(figure, article);
  const value = (axis: Element, name: string) =>
    Number(all(axis, name)[0]?.getAttribute("val"));
  const [x, y] = all(document, "c:valAx");
  for (const [axis, planned] of [
    [x, plan.x],
    [y, plan.y],
  ] as const) {
    if (axis === undefined) throw new Error("no axis");
    expect(
      ["c:min", "c:max", "c:majorUnit"].map((name) => value(axis, name)),
    ).toEqual([planned.min, planned.max, planned.step]);
    expect(child(axis, "c:numFmt")?.getAttribute("formatCode")).toBe(
      axisFormat(planned),
    );
  }
});

test("bars below zero hang from zero, as in the article", async () => {
  const figure: Figure = {
    kind: "bar",
    alt: "Bars below zero, for the line from which they hang.",
    category: { label: "second" },
    y: { label: "share" },
    categories: ["first", "second"],
    series: [{ name: "share", values: [-2, -12] }],
  };
  const record = { ...tortureRecord, figures: { bars: figure } };
  const text =
    "---\ntitle: T\n---\n\n# It is so\n\n<!-- So. -->\n\n---\n\n# It shows\n\n::figure{#bars}\n\n<!-- So. -->\n";
  const deck = readDeck(text, torturePath, record, {});
  const parts = await unzip(pptxOf(await buildDeck(deck, record, drawSlide)));
  const document = parseXml(textOf(parts, "ppt/charts/chart1.xml"));
  const [axis] = all(document, "c:catAx");
  const crosses = axis && child(axis, "c:crosses")?.getAttribute("val");
  expect(crosses).toBe("autoZero");
});
