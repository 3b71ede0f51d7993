import { expect, test } from "vitest";
import { nth } from "../../../src/learning/data/nth.ts";

test("nth counts from 0, and below 0 from the end", () => {
  const losses = new Float32Array([3, 2, 1]);
  expect([nth(losses, 0), nth(losses, 2), nth(losses, -1)]).toEqual([3, 1, 1]);
});

test.each([3, -4, 0.5, Number.NaN])("there is nothing at %s", (index) => {
  expect(() => nth([3, 2, 1], index)).toThrow(
    `no value at ${index}: there are 3`,
  );
});
