import { expect, test } from "vitest";
import { defined, exactly } from "../../../src/lectern.ts";

test("exactly so many values come as a tuple, typed arrays too", () => {
  const [height, width] = exactly(2, [28, 14]);
  expect([height, width]).toEqual([28, 14]);
  expect(exactly(1, Float32Array.of(0.5))).toEqual([0.5]);
});

test("one value more or fewer is an error, never a default", () => {
  expect(() => exactly(2, [1])).toThrow("2 values are needed: there are 1");
  expect(() => exactly(2, [1, 2, 3])).toThrow(RangeError);
});

test("what is not there is named, and what is there may be zero or empty", () => {
  expect(defined(0, "rate")).toBe(0);
  expect(defined("", "word")).toBe("");
  const rates = new Map([["slow", 0.01]]);
  expect(() => defined(rates.get("fast"), "rate called fast")).toThrow(
    "there is no rate called fast",
  );
});
