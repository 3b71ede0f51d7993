import fc from "fast-check";
import type { Shape } from "./reference.ts";
import { outputSize } from "./reference.ts";

/** Convolutions of every awkward kind that are small enough for the reference. */
export const shapes: fc.Arbitrary<Shape> = fc
  .record({
    batch: fc.integer({ min: 1, max: 3 }),
    height: fc.integer({ min: 1, max: 9 }),
    width: fc.integer({ min: 1, max: 9 }),
    inputs: fc.integer({ min: 1, max: 19 }),
    outputs: fc.integer({ min: 1, max: 19 }),
    filterHeight: fc.integer({ min: 1, max: 5 }),
    filterWidth: fc.integer({ min: 1, max: 5 }),
    strideDown: fc.integer({ min: 1, max: 3 }),
    strideRight: fc.integer({ min: 1, max: 3 }),
    top: fc.integer({ min: 0, max: 4 }),
    bottom: fc.integer({ min: 0, max: 4 }),
    left: fc.integer({ min: 0, max: 4 }),
    right: fc.integer({ min: 0, max: 4 }),
  })
  .filter((shape) => {
    const { high, wide } = outputSize(shape);
    return high > 0 && wide > 0;
  });
