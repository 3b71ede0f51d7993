import { describe, expect, test } from "vitest";
import type { Digits } from "../../src/digits/digits.ts";
import { LabError } from "../../src/lab/figure-size.ts";
import type { Lab } from "../../src/lab/lab.ts";
import { openSession } from "../../src/lab/session.ts";
import { openTopicFiles } from "../../src/lab/topic-files.ts";

const empty = { count: 0, pixels: new Uint8Array(), names: [] };
const digits: Digits = {
  name: "handwriting",
  classes: ["3", "7"],
  sha256: "0".repeat(64),
  train: { threes: empty, sevens: empty },
  valid: { threes: empty, sevens: empty },
};

function open(profile: "full" | "quick" = "full") {
  const files = openTopicFiles(import.meta.filename, import.meta.dirname);
  const onProgress = () => {};
  return openSession({ digits, profile, seed: 42, files, onProgress });
}

const bar = (value: number) => ({
  kind: "bar" as const,
  alt: "One bar that is here for a test.",
  category: { label: "digit" },
  y: { label: "ink" },
  categories: ["3"],
  series: [{ name: "ink", values: [value] }],
});

const line = (count: number) => ({
  kind: "line" as const,
  alt: "One line that is here for a test.",
  x: { label: "step" },
  y: { label: "loss" },
  series: [
    {
      name: "loss",
      points: Array.from({ length: count }, (_, x): [number, number] => [x, 1]),
    },
  ],
});

const pictures = (count: number) => ({
  kind: "images" as const,
  alt: "Many pictures that are here for a test.",
  panels: Array.from({ length: count }, () => ({
    ...{ height: 28, width: 28 },
    pixels: new Array<number>(784).fill(0),
  })),
});

test("a figure as large as a picture has room for is recorded", () => {
  const { lab, findings } = open();
  lab.figure("line", line(20_000));
  lab.figure("pictures", pictures(250));
  expect(Object.keys(findings.figures)).toEqual(["line", "pictures"]);
});

test("a session knows whether the experiment asked for the digits", () => {
  const { lab, usesDigits } = open();
  lab.number("l1", 1);
  expect(usesDigits()).toBe(false);
  expect(lab.digits).toBe(digits);
  expect(usesDigits()).toBe(true);
});

test("a number is recorded as it is, and returned", () => {
  const { lab, findings } = open();
  expect(lab.number("l1", 0.1 + 0.2)).toBe(0.1 + 0.2);
  expect(findings.numbers).toEqual({ l1: 0.1 + 0.2 });
});

describe("what cannot be recorded is an error where it is recorded", () => {
  const cases: [string, (lab: Lab) => void, string][] = [
    [
      "NaN",
      (lab) => lab.number("loss", Number.NaN),
      "number loss is not a finite number: NaN",
    ],
    [
      "infinity",
      (lab) => lab.number("loss", -1 / 0),
      "number loss is not a finite number: -Infinity",
    ],
    [
      "an odd name",
      (lab) => lab.number("My Loss", 1),
      'number name is not kebab-case: "My Loss"',
    ],
    ["an empty text", (lab) => lab.text("shape", " "), "text shape is empty"],
    [
      "NaN in a figure",
      (lab) => lab.figure("ink", bar(Number.NaN)),
      "figure ink cannot be recorded (series.0.values.0)",
    ],
    [
      "no alt text",
      (lab) => lab.figure("ink", { ...bar(1), alt: "" }),
      "figure ink cannot be recorded (alt)",
    ],
    [
      "a figure without an axis",
      (lab) => lab.figure("ink", { ...bar(1), y: undefined } as never),
      'figure ink lacks y: write y: { label: "loss" }',
    ],
    [
      "a series without a name",
      (lab) =>
        lab.figure("ink", { ...bar(1), series: [{ values: [1] }] } as never),
      'figure ink lacks series.0.name: write name: "what it is"',
    ],
    [
      "a line of more points than a picture has room for",
      (lab) => lab.figure("ink", line(20_001)),
      "figure ink has a series of 20,001 points, and a picture shows at most 20,000: keep one point in 2",
    ],
    [
      "more numbers than a picture has room for",
      (lab) => lab.figure("ink", pictures(256)),
      "figure ink holds 201,216 numbers, and a picture shows at most 200,000: record fewer panels",
    ],
    [
      "a ragged table",
      (lab) =>
        lab.table("scores", {
          columns: [{ label: "a" }, { label: "b" }],
          rows: [[1, 2], [3]],
        }),
      "table scores: row 2 has 1 cells for 2 columns",
    ],
    [
      "NaN in a claim",
      (lab) => void lab.claim("nearer", Number.NaN, "<", 1),
      "claim nearer is not a finite number: NaN",
    ],
  ];
  test.each(cases)("%s", (_, record, message) => {
    const { lab } = open();
    expect(() => record(lab)).toThrow(LabError);
    expect(() => record(lab)).toThrow(message);
  });

  test("a name that was used before, for the same kind only", () => {
    const { lab } = open();
    lab.number("ink", 1);
    lab.figure("ink", bar(1));
    expect(() => lab.number("ink", 2)).toThrow("number is recorded twice: ink");
  });
});

test("numbers are recorded each under its name, and returned", () => {
  const { lab, findings } = open();
  const { l1 } = lab.numbers({ l1: 0.1, rmse: 0.2 });
  expect(l1).toBe(0.1);
  expect(findings.numbers).toEqual({ l1: 0.1, rmse: 0.2 });
  expect(() => lab.numbers({ fine: 1, rmse: 3 })).toThrow(
    "number is recorded twice: rmse",
  );
  expect(() => lab.numbers({ lost: Number.NaN })).toThrow(
    "number lost is not a finite number: NaN",
  );
});

test("a spread is the mean, the least, the most and how many, and returned", () => {
  const { lab, findings } = open();
  const runs = { mean: 2, least: 1, most: 4, n: 3 };
  expect(lab.spread("runs", [1, 4, 1])).toEqual(runs);
  lab.spread("floats", Float32Array.of(0.5, 1.5));
  expect(findings.spreads).toEqual({
    runs,
    floats: { mean: 1, least: 0.5, most: 1.5, n: 2 },
  });
});

test("a spread of nothing, or of what is not finite, is refused", () => {
  const { lab, findings } = open();
  expect(() => lab.spread("runs", [])).toThrow("spread runs has no values");
  for (const odd of [Number.NaN, Number.POSITIVE_INFINITY])
    expect(() => lab.spread("runs", [1, odd])).toThrow(
      `a value of spread runs is not a finite number: ${odd}`,
    );
  expect(() => lab.spread("a run", [1])).toThrow("not kebab-case");
  expect(findings).not.toHaveProperty("spreads");
});

test("a claim holds what was compared, and whether it holds", () => {
  const { lab, findings } = open();
  expect(lab.claim("less", 1, "<", 2)).toBe(true);
  expect(lab.claim("equal", 2, "<", 2)).toBe(false);
  expect(lab.claim("at-most", 2, "<=", 2)).toBe(true);
  expect(lab.claim("same", 2, "=", 2)).toBe(true);
  expect(lab.claim("nearly", 0.1 + 0.2, "=", 0.3)).toBe(false);
  expect(lab.claim("inside", 2, "between", [2, 3])).toBe(true);
  expect(lab.claim("outside", 4, "between", [2, 3])).toBe(false);
  expect(findings.claims.inside).toEqual({
    left: 2,
    relation: "between",
    right: [2, 3],
    holds: true,
  });
});

test("float32 values in figures are written with no digit that was never there", () => {
  const { lab, findings } = open();
  lab.figure("ink", bar(Math.fround(0.11143655)));
  expect(findings.figures.ink).toMatchObject({
    series: [{ values: [0.11143655] }],
  });
});

test("pick chooses by profile", () => {
  expect(open("full").lab.pick({ full: 20, quick: 2 })).toBe(20);
  expect(open("quick").lab.pick({ full: 20, quick: 2 })).toBe(2);
});
