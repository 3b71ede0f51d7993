import { describe, expect, it } from "vitest";
import { openEngine } from "../../../../src/engine/open.ts";
import { farthest } from "../../compare.ts";
import { expected, run } from "../convolutions.ts";
import type { Shape } from "../reference.ts";

/** Maps whose tiles are whole, cut off at the end, of two outputs, and of one kind each way. */
const SIZES = [
  [7, 7],
  [4, 4],
  [2, 2],
  [2, 4],
  [8, 2],
  [6, 11],
] as const;

const SHAPES = SIZES.map(
  ([height, width], index): Shape => ({
    ...{ batch: 1 + (index % 3), height, width },
    ...{ inputs: 32 + 8 * (index % 2), outputs: 48 - 8 * (index % 3) },
    ...{ filterHeight: 3, filterWidth: 3, strideDown: 1, strideRight: 1 },
    ...{ top: 1, bottom: 1, left: 1, right: 1 },
  }),
);

const wanted = SHAPES.map(expected);

describe.each([
  { threads: 1, reproducible: true },
  { threads: 2, reproducible: true },
  { threads: 2, reproducible: false },
])(
  "convolutions by Winograd, $threads threads, reproducible: $reproducible",
  (options) => {
    it("compute what the reference computes, and both gradients", async () => {
      const engine = await openEngine({ engine: "wasm", ...options });
      const results = SHAPES.map((shape) => run(shape));
      await engine.close();
      results.forEach((result, shape) => {
        result.forEach((each, index) => {
          expect(farthest(each, wanted[shape]?.[index] ?? [])).toBeLessThan(
            5e-6,
          );
        });
      });
    });
  },
);

it("come to the same bits on one, two and three threads", async () => {
  const results: string[] = [];
  for (const threads of [1, 2, 3]) {
    const engine = await openEngine({ engine: "wasm", threads });
    const all = SHAPES.flatMap((shape) => run(shape));
    results.push(JSON.stringify(all.map((each) => [...each])));
    await engine.close();
  }
  expect(results[1]).toBe(results[0]);
  expect(results[2]).toBe(results[0]);
});
