import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  formatCell,
  formatNumber,
  formatPercent,
  formatSpread,
  roundDecimal,
} from "../../../src/article/bind/format.ts";

describe("roundDecimal", () => {
  it("rounds the double itself, not the digits that were typed", () => {
    // 1.005 is stored as 1.00499999999999989…, 1.45 as 1.4499999999999999…
    expect(roundDecimal(1.005, 2)).toBe("1.00");
    expect(roundDecimal(1.45, 1)).toBe("1.4");
    expect(roundDecimal(8.345, 2)).toBe("8.35");
  });

  it("takes a true tie away from zero", () => {
    expect(roundDecimal(0.125, 2)).toBe("0.13");
    expect(roundDecimal(2.5, 0)).toBe("3");
    expect(roundDecimal(-2.5, 0)).toBe("-3");
  });

  it("never writes a negative zero", () => {
    expect(roundDecimal(-0.00004, 4)).toBe("0.0000");
    expect(roundDecimal(-0, 2)).toBe("0.00");
    expect(roundDecimal(-0.00005, 4)).toBe("-0.0001");
  });

  it("agrees with toFixed on every double below 1e21, but for a negative zero", () => {
    fc.assert(
      fc.property(
        fc.double({ min: -1e20, max: 1e20, noNaN: true }),
        fc.integer({ min: 0, max: 10 }),
        (value, digits) => {
          const fixed = value.toFixed(digits);
          const zero = !/[1-9]/.test(fixed);
          expect(roundDecimal(value, digits)).toBe(
            zero ? fixed.replace("-", "") : fixed,
          );
        },
      ),
    );
  });

  it("lies within half a unit of its last digit", () => {
    fc.assert(
      fc.property(
        fc.double({ min: -1e6, max: 1e6, noNaN: true }),
        fc.integer({ min: 0, max: 8 }),
        (value, digits) => {
          const error = Math.abs(Number(roundDecimal(value, digits)) - value);
          expect(error).toBeLessThanOrEqual(0.5 * 10 ** -digits + 1e-9);
        },
      ),
    );
  });
});

describe("formatNumber", () => {
  it.each([
    [0, "0"],
    [-0, "0"],
    [12396, "12396"],
    [-3, "−3"],
    [0.11143654584884644, "0.1114"],
    [0.2, "0.2000"],
    [25823.80859375, "25824"],
    [1577.45, "1577"],
    [676.954, "677.0"],
    [9.99996, "10.00"],
    [0.00085, "0.0008500"],
    [3.2e-7, "3.2 × 10⁻⁷"],
    [-3.54e-5, "−3.5 × 10⁻⁵"],
    [6.02e23, "6.0 × 10²³"],
  ])("writes %d as %s when nothing is asked for", (value, text) => {
    expect(formatNumber(value)).toBe(text);
  });

  it("writes the decimals that are asked for", () => {
    expect(formatNumber(25823.80859375, { digits: 4 })).toBe("25823.8086");
    expect(formatNumber(3.2e-7, { digits: 8 })).toBe("0.00000032");
    expect(formatNumber(5, { digits: 2 })).toBe("5.00");
  });

  it("separates thousands when asked to, in front of the point only", () => {
    expect(formatNumber(12396, { thousands: true })).toBe("12,396");
    expect(formatNumber(999, { thousands: true })).toBe("999");
    expect(formatNumber(-1234567.12345, { digits: 5, thousands: true })).toBe(
      "−1,234,567.12345",
    );
  });
});

describe("formatPercent", () => {
  it("moves the point by exactly two places", () => {
    expect(formatPercent(0.9168301582336426)).toBe("91.68%");
    expect(formatPercent(0.9168301582336426, 0)).toBe("92%");
    // 0.285 · 100 is 28.499999999999996 in doubles; 0.285 itself lies below the tie.
    expect(formatPercent(0.285, 0)).toBe("28%");
    // 0.575 · 100 is 57.49999999999999 in doubles, and 0.575 lies below the tie, too.
    expect(formatPercent(0.575, 0)).toBe("57%");
    // 1.1 · 100 is 110.00000000000001 in doubles.
    expect(formatPercent(1.1, 10)).toBe("110.0000000000%");
    expect(formatPercent(-0.5, 1)).toBe("−50.0%");
  });
});

describe("formatCell", () => {
  it("shows a number with as few digits as give it back", () => {
    expect(formatCell(0.1, {})).toBe("0.1");
    expect(formatCell(-0, {})).toBe("0");
    expect(formatCell(10, {})).toBe("10");
    expect(formatCell(-1.5, {})).toBe("−1.5");
    expect(formatCell(-2e-7, {})).toBe("−2 × 10⁻⁷");
    expect(formatCell(-0.25, { digits: 1 })).toBe("−0.3");
    expect(formatCell(-0.25, { percent: true })).toBe("−25.00%");
  });

  it("follows its column", () => {
    expect(formatCell(0.91683, { percent: true })).toBe("91.68%");
    expect(formatCell(0.91683, { percent: true, digits: 0 })).toBe("92%");
    expect(formatCell(0.91683, { digits: 3 })).toBe("0.917");
    expect(formatCell(1584, { thousands: true })).toBe("1,584");
    expect(formatCell(-1624.65, { thousands: true, digits: 1 })).toBe(
      "−1,624.7",
    );
  });
});

it("formatSpread groups all its numbers where it is asked to", () => {
  const spread = { mean: 1624.6, least: 1218.6, most: 2015.4, n: 1200 };
  expect(formatSpread(spread, { digits: 0, thousands: true })).toBe(
    "1,625 (1,219–2,015, n\u00A0=\u00A01200)",
  );
});
