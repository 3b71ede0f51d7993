import { describe, expect, test } from "vitest";
import type { Bar, Line } from "../../../src/figure/figure.ts";
import type { Medium } from "../../../src/figure/plan/medium.ts";
import { type Charted, planChart } from "../../../src/figure/plan/plan.ts";
import { figures } from "../samples.ts";

const alt = "A made-up figure that shows one thing to be read back.";

const page: Medium = {
  width: 1400,
  plot: { width: 1240, height: 630 },
  text: 24,
  names: "free",
};

const line = (...ends: readonly number[]): Line => ({
  kind: "line",
  alt,
  x: { label: "step" },
  y: { label: "loss", min: 0, max: 100 },
  series: ends.map((end, index) => ({
    name: `line ${index + 1}`,
    points: [
      [0, 50],
      [2, end],
    ],
  })),
});

const bars = (...categories: string[]): Bar => ({
  kind: "bar",
  alt,
  category: { label: "model" },
  y: { label: "accuracy" },
  categories,
  series: [{ name: "accuracy", values: categories.map(() => 0.5) }],
});

const charted = figures.filter(([, figure]) =>
  ["line", "scatter", "bar", "histogram"].includes(figure.kind),
) as (readonly [string, Charted])[];

test.each(charted)("the plan of %s is plain data", (_, figure) => {
  const plan = planChart(figure, page);
  expect(JSON.parse(JSON.stringify(plan))).toStrictEqual(plan);
});

describe("markers", () => {
  const marked = (length: number, markers?: boolean) => {
    const points = Array.from({ length }, (_, i): [number, number] => [i, i]);
    const series = [
      { name: "loss", points, ...(markers !== undefined && { markers }) },
    ];
    return planChart({ ...line(), series }, page).markers;
  };

  test("stand on up to 25 points, unless the figure says otherwise", () => {
    expect([marked(25), marked(26)]).toEqual([[true], [false]]);
    expect([marked(25, false), marked(26, true)]).toEqual([[false], [true]]);
  });

  test("stand on a point alone whatever it says: nothing else shows it", () => {
    expect(marked(1, false)).toEqual([true]);
  });
});

describe("names of lines", () => {
  const at = (figure: Line, medium: Partial<Medium> = {}) =>
    planChart(figure, { ...page, ...medium }).names.at;

  test("stand at their ends, moved apart where the medium can", () => {
    expect(at(line(20, 80))).toBe("ends");
    expect(at(line(70, 71))).toBe("ends");
    expect(at(line(70, 71), { names: "points" })).toBe("ends");
    expect(at(line(70, 70, 70, 70), { names: "points" })).toBe("legend");
    expect(at(line(20, 80), { names: "points" })).toBe("ends");
  });

  test("stand in a legend where the picture is narrow", () => {
    expect(at(line(20, 80), { width: 800 })).toBe("legend");
  });

  test("stand nowhere where the axis has the name, or somebody else says it", () => {
    const [only] = line(20).series;
    if (only === undefined) throw new Error("no series");
    const named = { ...line(20), series: [{ ...only, name: "loss" }] };
    expect(at(named)).toBe("nowhere");
    expect(at(line(20, 80), { names: "none" })).toBe("nowhere");
  });
});

describe("bars", () => {
  test("lie where a name has no room below its column, and only there", () => {
    const long = "a convolutional network with residual connections";
    expect(planChart(bars("one", "two"), page).lying).toBe(false);
    const many = Array.from({ length: 9 }, (_, index) => `${long} ${index}`);
    expect(planChart(bars(...many), page).lying).toBe(true);
    const told = { ...bars(...many), horizontal: false };
    expect(planChart(told, page).lying).toBe(false);
  });

  test("leave room beyond their ends for values, and no tick more than that takes", () => {
    const figure = { ...bars("one", "two"), valueDigits: 2 };
    const { max, ticks } = planChart(figure, page).y;
    expect(max).toBeGreaterThan(0.54);
    expect(max).toBeLessThan(0.6);
    expect(ticks.at(-1)).toBe(0.5);
  });
});
