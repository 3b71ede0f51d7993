import * as tf from "@tensorflow/tfjs";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Engine } from "../../../../src/engine/engine.ts";
import { openEngine } from "../../../../src/engine/open.ts";
import { farthest } from "../../compare.ts";
import { numbers } from "../../numbers.ts";
import { multiply } from "../reference.ts";

type Sizes = [number, number, number];

const size = fc.integer({ min: 1, max: 70 });
const products = fc.record({
  sizes: fc.tuple(size, size, size),
  transposeA: fc.boolean(),
  transposeB: fc.boolean(),
});

/** Both sides, stored as they are transposed. */
function sides(sizes: Sizes, transposeA: boolean, transposeB: boolean) {
  const [rows, depth, columns] = sizes;
  const aShape: [number, number] = transposeA ? [depth, rows] : [rows, depth];
  const bShape: [number, number] = transposeB
    ? [columns, depth]
    : [depth, columns];
  return {
    a: tf.tensor2d(numbers(rows * depth, 1), aShape),
    b: tf.tensor2d(numbers(depth * columns, 2), bShape),
  };
}

function run(sizes: Sizes, transposeA: boolean, transposeB: boolean) {
  return tf.tidy(() => {
    const { a, b } = sides(sizes, transposeA, transposeB);
    const measured = tf.matMul(a, b, transposeA, transposeB).dataSync();
    const [left, right] = [a.dataSync(), b.dataSync()];
    const wanted = multiply(sizes, left, right, transposeA, transposeB);
    return farthest(measured, wanted);
  });
}

describe("matMul", () => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await openEngine({ engine: "wasm", threads: 2 });
  });
  afterAll(() => engine.close());

  it("computes what the reference computes, each side transposed or not", () => {
    fc.assert(
      fc.property(products, ({ sizes, transposeA, transposeB }) => {
        expect(run(sizes, transposeA, transposeB)).toBeLessThan(1e-5);
      }),
      { numRuns: 150 },
    );
  });

  it("computes sums longer than it takes at a time", () => {
    for (const transposed of [false, true]) {
      expect(run([3, 9001, 5], transposed, false)).toBeLessThan(1e-5);
      expect(run([3, 9001, 5], false, transposed)).toBeLessThan(1e-5);
    }
  });

  it("makes of a single column what it makes of it in a wider product, bit by bit", () => {
    for (const transposed of [false, true]) {
      for (const [rows, depth] of [
        [256, 784],
        [1037, 131],
        [3, 5],
      ] as const) {
        tf.tidy(() => {
          const { a, b } = sides([rows, depth, 2], transposed, false);
          const wide = tf.slice(tf.matMul(a, b, transposed), [0, 1], [-1, 1]);
          const column = tf.slice(b, [0, 1], [-1, 1]);
          const thin = tf.matMul(a, column, transposed);
          expect(thin.dataSync()).toEqual(wide.dataSync());
        });
      }
    }
  });

  it("multiplies batches, and one matrix with a batch", () => {
    tf.tidy(() => {
      const a = tf.tensor3d(numbers(3 * 4 * 5, 1), [3, 4, 5]);
      const b = tf.tensor3d(numbers(3 * 5 * 6, 2), [3, 5, 6]);
      const each = [0, 1, 2].map((i) =>
        tf
          .matMul(
            tf.reshape(tf.slice(a, [i, 0, 0], [1, 4, 5]), [4, 5]),
            tf.reshape(tf.slice(b, [i, 0, 0], [1, 5, 6]), [5, 6]),
          )
          .arraySync(),
      );
      expect(tf.matMul(a, b).arraySync()).toEqual(each);
      const first = tf.slice(b, [0, 0, 0], [1, 5, 6]);
      const shared = tf.matMul(a, first);
      expect(tf.slice(shared, [0, 0, 0], [1, 4, 6]).arraySync()).toEqual([
        each[0],
      ]);
    });
  });

  it("sees the right side's new shape and new values: its own kernel did not", () => {
    tf.tidy(() => {
      const values = numbers(12, 3);
      const b = tf.tensor2d(values, [3, 4]);
      tf.matMul(tf.ones([2, 3]), b).dataSync();
      const other = tf.matMul(tf.ones([2, 2]), tf.reshape(b, [2, 6]));
      const wanted = multiply([2, 2, 6], [1, 1, 1, 1], values, false, false);
      expect(farthest(other.dataSync(), wanted)).toBeLessThan(1e-6);
      const fused = tf.fused.matMul({
        a: tf.ones<tf.Rank.R2>([2, 2]),
        b: tf.reshape(b, [2, 6]) as tf.Tensor2D,
      });
      expect(farthest(fused.dataSync(), wanted)).toBeLessThan(1e-6);
    });
  });
});
