import * as tf from "@tensorflow/tfjs";
import fc from "fast-check";
import { expect, it } from "vitest";
import { openEngine } from "../../../../src/engine/open.ts";
import { numbers } from "../../numbers.ts";

it("repeats along every axis as TensorFlow.js' plain backend does", async () => {
  const engine = await openEngine({ engine: "wasm", threads: 1 });
  const axes = fc.array(
    fc.record({ size: fc.integer({ min: 1, max: 4 }), times: fc.nat(3) }),
    { minLength: 1, maxLength: 4 },
  );
  const tile = (shape: number[], reps: number[]) =>
    tf.tidy(() => {
      const x = tf.tensor(numbers(tf.util.sizeFromShape(shape), 1), shape);
      const y = tf.tile(x, reps);
      return { shape: y.shape, values: y.dataSync() };
    });
  const cases = fc.sample(axes, { numRuns: 60, seed: 1 }).map((each) => ({
    shape: each.map(({ size }) => size),
    reps: each.map(({ times }) => times),
  }));
  const own = cases.map(({ shape, reps }) => tile(shape, reps));
  await engine.close();
  await tf.setBackend("cpu");
  cases.forEach(({ shape, reps }, index) => {
    expect(own[index]).toEqual(tile(shape, reps));
  });
});
