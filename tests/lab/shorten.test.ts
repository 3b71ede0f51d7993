import fc from "fast-check";
import { expect, test } from "vitest";
import { shorten } from "../../src/lab/shorten.ts";

test("every float32 reads back as itself, in at most nine digits", () => {
  fc.assert(
    fc.property(fc.float({ noNaN: true, noDefaultInfinity: true }), (value) => {
      const short = shorten(value);
      expect(Math.fround(Number(short))).toBe(value === 0 ? 0 : value);
      const digits = String(short)
        .replace(/e.*$/, "")
        .replace(/[-.]/g, "")
        .replace(/^0+/, "");
      expect(digits.length).toBeLessThanOrEqual(22);
      if (Math.abs(value) < 1e20 && Math.abs(value) > 1e-6)
        expect(digits.replace(/0+$/, "").length).toBeLessThanOrEqual(9);
    }),
  );
});

test("minus zero becomes zero, as it does in JSON", () => {
  expect(shorten({ y: [-0, new Float32Array([-0])] })).toEqual({ y: [0, [0]] });
});

test("a double that is no float32 is left alone", () => {
  expect(shorten({ mean: [0.1 + 0.2] })).toEqual({ mean: [0.1 + 0.2] });
});

test("typed arrays become plain ones, at any depth", () => {
  expect(shorten({ a: [new Float32Array([0.1, 1])] })).toEqual({
    a: [[0.1, 1]],
  });
});
