import { expect, test } from "vitest";
import { describeTimeLeft } from "../../src/cli/progress.ts";

test("time left goes by what the work took so far", () => {
  expect(describeTimeLeft(30, { done: 50, total: 100 })).toBe("30 s left");
  expect(describeTimeLeft(60, { done: 20, total: 100 })).toBe("4 min left");
});

test("nothing is said of the time left before there is something to go by", () => {
  expect(describeTimeLeft(1, { done: 50, total: 100 })).toBe("");
  expect(describeTimeLeft(60, { done: 1, total: 100 })).toBe("");
});

test("nothing is said of the time left at the end", () => {
  expect(describeTimeLeft(60, { done: 100, total: 100 })).toBe("");
});
