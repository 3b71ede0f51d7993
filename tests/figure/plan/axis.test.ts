import fc from "fast-check";
import { expect, test } from "vitest";
import { planAxis, thinAxis } from "../../../src/figure/plan/axis.ts";
import {
  formatNumber,
  formatPower,
  withSigns,
} from "../../../src/figure/plan/format.ts";
import { languageOf, signsOf } from "../../../src/language.ts";

const axis = { label: "x" };

test("ticks are free of the noise of binary fractions", () => {
  const { ticks, labels } = planAxis(axis, [0, 0.3], { count: 3 });
  expect(ticks).toEqual([0, 0.1, 0.2, 0.3]);
  expect(labels).toEqual(["0.0", "0.1", "0.2", "0.3"]);
});

test("counted things get whole ticks", () => {
  expect(planAxis(axis, [0, 1, 2, 3]).ticks).toEqual([0, 1, 2, 3]);
});

test("minus is a minus, and thousands are apart as in prose", () => {
  expect(formatNumber(-1234, 0)).toBe("−1,234");
  expect(formatNumber(12345.67, 1)).toBe("12,345.7");
  expect(formatNumber(999, 0)).toBe("999");
  expect(formatNumber(-0.0001, 2)).toBe("0.00");
});

test("another language has its own signs, and they end with it", () => {
  const german = signsOf(languageOf("de"));
  const write = () => [
    formatNumber(12345.67, 1),
    ...planAxis(axis, [0, 2500], { count: 3 }).labels,
    formatPower(2.5e-7),
  ];
  expect(withSigns(german, write)).toEqual([
    ...["12.345,7", "0", "1.000", "2.000", "3.000"],
    "2,5\u202F×\u202F10⁻⁷",
  ]);
  expect(write()[0]).toBe("12,345.7");
});

test("an axis too low for ticks that keep its zero keeps every other one, and not one alone", () => {
  const plan = planAxis(axis, [-1, 74], { count: 5 });
  expect(plan.labels).toEqual(["−20", "0", "20", "40", "60", "80"]);
  const { labels } = thinAxis(plan, 120, () => 40);
  expect(labels).toEqual(["−20", "20", "60"]);
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
  expect(planAxis(log, [1, 1000]).labels).toEqual(["1", "10", "100", "1,000"]);
  expect(planAxis(log, [1e-7, 1e8], { count: 3 }).labels[0]).toBe("10⁻⁷");
});

test("a lower end that stays is a tick where more ticks make it one", () => {
  const told = { label: "x", min: -5, max: 5 };
  expect(planAxis(told, [-5, 5], { count: 7 }).ticks).toHaveLength(11);
  const line = planAxis(axis, [-0.5, 0.5], { count: 7, ends: "close" });
  expect([line.min, line.step]).toEqual([-0.5, 0.1]);
});

test("ticks lie at round numbers where an end that the figure asks for does not", () => {
  const plan = planAxis({ label: "x", min: -2.8, max: 2.8 }, [], { count: 5 });
  expect([plan.min, plan.max, ...plan.ticks]).toEqual([
    -2.8, 2.8, -2, -1, 0, 1, 2,
  ]);
});

test("the upper end of a line's axis moves out to a tick that is near, and no further", () => {
  const upTo = (last: number) =>
    planAxis(axis, [0, last], { count: 7, ends: "close" }).max;
  expect([upTo(596), upTo(38), upTo(93)]).toEqual([600, 38, 93]);
});

test("where labels have no room, ticks are left out: never zero, and no end moves", () => {
  const plan = planAxis(axis, [-1, 0.5, 1], { count: 10 });
  const thin = thinAxis(plan, 100, () => 18);
  expect(plan.ticks).toHaveLength(11);
  expect([thin.min, thin.max, thin.step]).toEqual([-1, 1, 1]);
  expect(thin.labels).toEqual(["−1.0", "0.0", "1.0"]);
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
