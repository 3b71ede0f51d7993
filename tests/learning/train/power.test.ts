import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { power } from "../../../src/learning/train/power.ts";

/** x to the power n in whole numbers, rounded once: what the nearest double is. */
function exactly(x: number, n: number): number {
  let [mantissa, exponent] = [Math.abs(x), 0];
  while (!Number.isInteger(mantissa))
    [mantissa, exponent] = [mantissa * 2, exponent - 1];
  const whole = BigInt(mantissa) ** BigInt(n);
  const extra = Math.max(0, whole.toString(2).length - 53);
  const unit = 1n << BigInt(extra);
  const [kept, rest] = [whole / unit, (whole % unit) * 2n];
  const up = rest > unit || (rest === unit && kept % 2n === 1n) ? 1n : 0n;
  const size = Number(kept + up) * 2 ** (exponent * n + extra);
  return x < 0 && n % 2 === 1 ? -size : size;
}

describe("power", () => {
  test("is the double next to the truth", () => {
    const base = fc
      .double({ min: -1.5, max: 1.5, noNaN: true })
      .filter((x) => Math.abs(x) > 0.5);
    fc.assert(
      fc.property(base, fc.nat({ max: 900 }), (x, n) => {
        expect(power(x, n)).toBe(exactly(x, n));
      }),
      { numRuns: 2000 },
    );
  });

  test("of what training multiplies again and again, at every step", () => {
    for (const beta of [0.9, 0.98, 0.999]) {
      for (let step = 0; step <= 2000; step += 13) {
        expect(power(beta, step)).toBe(exactly(beta, step));
      }
    }
  });

  test("is exact where a double can be", () => {
    expect(power(10, 16)).toBe(1e16);
    expect(power(-3, 3)).toBe(-27);
    expect(power(0, 0)).toBe(1);
    expect(power(0.5, 1074)).toBe(Number.MIN_VALUE);
  });

  test("grows past the largest double to infinity, not to NaN", () => {
    expect(power(-4.6, 20_000)).toBe(Number.POSITIVE_INFINITY);
    expect(power(-4.6, 20_001)).toBe(Number.NEGATIVE_INFINITY);
    expect(power(1e200, 2)).toBe(Number.POSITIVE_INFINITY);
    expect(power(0.5, 20_000)).toBe(0);
    expect(power(Number.NaN, 3)).toBeNaN();
  });

  test.each([0.5, -1, Number.NaN])("refuses the exponent %s", (exponent) => {
    expect(() => power(2, exponent)).toThrow("exponent is not an integer");
  });
});
