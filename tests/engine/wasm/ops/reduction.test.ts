import * as tf from "@tensorflow/tfjs";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Engine } from "../../../../src/engine/engine.ts";
import { openEngine } from "../../../../src/engine/open.ts";

describe("sum and mean on WASM", () => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await openEngine({ engine: "wasm", threads: 1 });
  });
  afterAll(() => engine.close());

  test("add 100,000 numbers without losing a digit", () => {
    // In float32, one after the other, this ends at 9998.56.
    const x = tf.fill([100_000], 0.1);
    expect(x.sum().dataSync()[0]).toBe(Math.fround(100_000 * Math.fround(0.1)));
    expect(x.mean().dataSync()[0]).toBe(Math.fround(0.1));
    expect(x.reshape([50_000, 2]).mean(0).dataSync()[1]).toBe(Math.fround(0.1));
  });

  // 600 is long enough for our kernel; the others are added by TensorFlow.js' own.
  const size = fc.oneof(fc.integer({ min: 1, max: 5 }), fc.constant(600));
  const shape = fc.array(size, {
    minLength: 1,
    maxLength: 4,
  });
  const fitting = shape.filter(
    (each) => each.reduce((a, b) => a * b, 1) < 20_000,
  );
  const cases = fitting.chain((shape) =>
    fc.record({
      shape: fc.constant(shape),
      axes: fc.uniqueArray(
        fc.integer({ min: -shape.length, max: shape.length - 1 }),
        {
          minLength: 1,
          maxLength: shape.length,
          selector: (axis) => (axis + shape.length) % shape.length,
        },
      ),
      keepDims: fc.boolean(),
    }),
  );

  test("agree with a plain sum, over any axes, in shape and value", () => {
    fc.assert(
      fc.property(cases, ({ shape, axes, keepDims }) => {
        tf.tidy(() => {
          const size = shape.reduce((a, b) => a * b, 1);
          const x = tf.tensor(
            Array.from({ length: size }, (_, i) => Math.sin(i)),
            shape,
          );
          const sum = x.sum(axes, keepDims);
          const plain = plainSum(x.arraySync(), shape, axes);
          expect(sum.size).toBe(plain.length);
          expect(Array.from(sum.dataSync())).toEqual(
            plain.map((value) => expect.closeTo(value, 5)),
          );
          if (keepDims) expect(sum.rank).toBe(shape.length);
          const mean = x.mean(axes, keepDims);
          expect(mean.shape).toEqual(sum.shape);
          const each = size / plain.length;
          expect(Array.from(mean.dataSync())).toEqual(
            plain.map((value) => expect.closeTo(value / each, 5)),
          );
        });
      }),
      { numRuns: 100 },
    );
  });

  test("have gradients", () => {
    const x = tf.tensor2d([
      [1, 2],
      [3, 4],
    ]);
    const gradient = tf.grad((x: tf.Tensor) => x.mean(0).square().sum())(x);
    expect(Array.from(gradient.dataSync())).toEqual([2, 3, 2, 3]);
  });
});

/** Sums a nested array over the axes, row by row. */
function plainSum(
  nested: unknown,
  shape: readonly number[],
  axes: readonly number[],
): number[] {
  const rank = shape.length;
  const gone = axes.map((axis) => (axis + rank) % rank);
  const sums = new Map<string, number>();
  const visit = (value: unknown, index: readonly number[]) => {
    if (Array.isArray(value)) {
      value.forEach((each, i) => {
        visit(each, [...index, i]);
      });
      return;
    }
    const key = index.filter((_, axis) => !gone.includes(axis)).join(",");
    sums.set(key, (sums.get(key) ?? 0) + Number(value));
  };
  visit(nested, []);
  return [...sums.values()];
}
