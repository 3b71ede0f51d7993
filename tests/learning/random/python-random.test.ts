import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { FastaiShuffle } from "../../../src/learning/random/fastai-shuffle.ts";
import { PythonRandom } from "../../../src/learning/random/python-random.ts";

const UINT32_MAX = 2 ** 32 - 1;

/** Expected values were printed by CPython 3.11. */
describe("PythonRandom", () => {
  test("randint is random.randint", () => {
    const random = new PythonRandom(42);
    expect([1, 2, 3].map(() => random.randint(0, UINT32_MAX))).toEqual([
      2746317213, 1181241943, 958682846,
    ]);
  });

  test("a seed of more than 32 bits is seeded as in Python", () => {
    const random = new PythonRandom(2 ** 40 + 7);
    expect(random.randint(0, UINT32_MAX)).toBe(2044078442);
  });

  test("randint stays within its bounds", () => {
    const bounds = fc.tuple(fc.integer(), fc.nat());
    fc.assert(
      fc.property(fc.nat(), bounds, (seed, [first, width]) => {
        const value = new PythonRandom(seed).randint(first, first + width);
        expect(value).toBeGreaterThanOrEqual(first);
        expect(value).toBeLessThanOrEqual(first + width);
      }),
    );
  });
});

describe("FastaiShuffle", () => {
  test("gives the batches that the chapter prints", () => {
    const python = new PythonRandom(42);
    const numbers = new FastaiShuffle(python).permutation(15);
    expect([...numbers]).toEqual([
      3, 12, 8, 10, 2, 9, 4, 7, 14, 5, 1, 13, 0, 6, 11,
    ]);
    const letters = new FastaiShuffle(python).permutation(26);
    const first = [...letters.subarray(0, 6)];
    expect(first).toEqual([17, 18, 10, 22, 8, 14]);
    expect(String.fromCharCode(...first.map((n) => 97 + n))).toBe("rskwio");
  });

  test("shuffles anew at every pass", () => {
    const shuffle = new FastaiShuffle(new PythonRandom(42));
    expect(shuffle.permutation(15)).not.toEqual(shuffle.permutation(15));
  });
});
