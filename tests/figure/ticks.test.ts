import fc from "fast-check";
import { expect, test } from "vitest";
import { formatNumber, formatPower, planAxis } from "../../src/figure/ticks.ts";

const axis = { label: "x" };

test("ticks are free of the noise of binary fractions", () => {
  const { ticks, labels } = planAxis(axis, [0, 0.3], { count: 3 });
  expect(ticks).toEqual([0, 0.1, 0.2, 0.3]);
  expect(labels).toEqual(["0.0", "0.1", "0.2", "0.3"]);
});

test("counted things get whole ticks", () => {
  expect(planAxis(axis, [0, 1, 2, 3]).ticks).toEqual([0, 1, 2, 3]);
});

test("minus is a minus, thousands are apart from five digits on", () => {
  expect(formatNumber(-1234, 0)).toBe("−1234");
  expect(formatNumber(12345.67, 1)).toBe("12\u202F345.7");
  expect(formatNumber(-0.0001, 2)).toBe("0.00");
});

test("tiny and huge ticks are powers of ten", () => {
  expect(formatPower(0.00002)).toBe("2\u202F×\u202F10⁻⁵");
  expect(formatPower(1000)).toBe("10³");
  expect(planAxis(axis, [0, 2e-7], { count: 2 }).labels).toEqual([
    "0",
    "10⁻⁷",
    "2\u202F×\u202F10⁻⁷",
  ]);
});

test("a log axis ticks at powers of ten", () => {
  const log = { label: "x", scale: "log" } as const;
  expect(planAxis(log, [1, 1000]).labels).toEqual(["1", "10", "100", "1000"]);
  expect(planAxis(log, [1e-7, 1e8], { count: 3 }).labels[0]).toBe("10⁻⁷");
});

test("all values equal still make an axis around them", () => {
  const { min, max } = planAxis(axis, [5, 5]);
  expect(min).toBeLessThan(5);
  expect(max).toBeGreaterThan(5);
});

test("zero is on a bar's axis, whatever the values", () => {
  expect(planAxis(axis, [95, 99], { zero: true }).min).toBe(0);
  expect(planAxis(axis, [-9, -5], { zero: true }).max).toBe(0);
});

test("for all values: ends include them, ticks rise inside, labels differ", () => {
  const value = fc.double({ min: -1e9, max: 1e9, noNaN: true });
  fc.assert(
    fc.property(fc.array(value, { minLength: 1 }), (values) => {
      const low = Math.min(...values);
      const high = Math.max(...values);
      const { min, max, ticks, labels } = planAxis(axis, values);
      const slack = (max - min) * 1e-6;
      expect(max).toBeGreaterThan(min);
      expect(min).toBeLessThanOrEqual(low + slack);
      expect(max).toBeGreaterThanOrEqual(high - slack);
      expect(ticks.length).toBeGreaterThan(0);
      expect(ticks.length).toBeLessThan(20);
      expect(new Set(labels).size).toBe(ticks.length);
      ticks.forEach((tick, index) => {
        expect(tick).toBeGreaterThan(
          ticks[index - 1] ?? Number.NEGATIVE_INFINITY,
        );
        expect(tick).toBeGreaterThanOrEqual(min - slack);
        expect(tick).toBeLessThanOrEqual(max + slack);
      });
    }),
  );
});
