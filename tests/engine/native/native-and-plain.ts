import * as tf from "@tensorflow/tfjs";
import { afterAll, describe, expect, it } from "vitest";
import type { Engine } from "../../../src/engine/engine.ts";
import { openNative } from "../../../src/engine/native/open.ts";
import { NATIVE_VARIABLE } from "../../../src/engine/native/route.ts";

/** The native engine, open for one file of tests, or the reason why it cannot be opened. */
const engine = await openNative();

/**
 * Tests that need the native engine: skipped, with the reason, where there is none. Where the
 * environment names one, it has to open.
 */
export function describeNative(
  title: string,
  tests: (engine: Engine) => void,
): void {
  if (typeof engine === "string") {
    if (process.env[NATIVE_VARIABLE]) throw new Error(engine);
    console.warn(`skipped: ${title}: ${engine}`);
    describe.skip(title, () => it("needs the native engine"));
    return;
  }
  describe(title, () => {
    afterAll(() => engine.close());
    tests(engine);
  });
}

/** Runs the same on TensorFlow and on TensorFlow.js' plain backend. */
async function onBoth(
  run: () => tf.Tensor[],
): Promise<[Float32Array[], Float32Array[]]> {
  const results: Float32Array[][] = [];
  for (const backend of ["tensorflow", "cpu"]) {
    await tf.setBackend(backend);
    const tensors = tf.tidy(run);
    results.push(tensors.map((each) => each.dataSync<"float32">()));
    tf.dispose(tensors);
  }
  await tf.setBackend("tensorflow");
  return results as [Float32Array[], Float32Array[]];
}

/** Largest difference of each pair, in units of the largest value. */
function differences(one: Float32Array[], other: Float32Array[]): number[] {
  expect(one.map((each) => each.length)).toEqual(
    other.map((each) => each.length),
  );
  return one.map((values, index) => {
    const expected = other[index] ?? values;
    const largest = (values: Float32Array) =>
      values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    const apart = values.map(
      (value, at) => value - (expected[at] ?? Number.NaN),
    );
    return largest(apart) / Math.max(1, largest(expected));
  });
}

export async function expectSame(run: () => tf.Tensor[]): Promise<void> {
  const [native, plain] = await onBoth(run);
  for (const each of differences(native, plain)) {
    expect(each).toBeLessThan(1e-5);
  }
}

/** Values in -1…1 that depend on nothing but the shape and the seed. */
export function sample<Shape extends number[]>(shape: Shape, seed: number) {
  const values = Float32Array.from({ length: tf.util.sizeFromShape(shape) });
  let state = seed + 1;
  for (let index = 0; index < values.length; index++) {
    state = (state * 48271) % 2147483647;
    values[index] = (2 * state) / 2147483647 - 1;
  }
  return tf.tensor(values, shape);
}
