import * as tf from "@tensorflow/tfjs";
import { afterAll, describe, expect, it } from "vitest";
import type { Engine } from "../../../src/engine/engine.ts";
import type { NodeBackend } from "../../../src/engine/native/binding.ts";
import { openNative } from "../../../src/engine/native/open.ts";
import { NATIVE_VARIABLE } from "../../../src/engine/native/route.ts";
import { farthest } from "../compare.ts";

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

/** Both come to the same, to a hundred thousandth of the largest value. */
export async function expectSame(run: () => tf.Tensor[]): Promise<void> {
  const [native, plain] = await onBoth(run);
  expect(native.length).toBe(plain.length);
  native.forEach((each, index) => {
    expect(farthest(each, plain[index] ?? [])).toBeLessThan(1e-5);
  });
}

/** What TensorFlow itself has been given to hold and not been told to free. */
export interface Held {
  readonly tensors: number;
  /** Resource variables, whose memory no tensor counts. */
  readonly variables: number;
}

/** How much more TensorFlow holds after `body` than before, by every call of its binding. */
export function heldAfter(body: () => void): Held {
  const backend = tf.backend() as unknown as NodeBackend;
  const { binding } = backend;
  let [tensors, variables] = [0, 0];
  const counting: Partial<NodeBackend["binding"]> = {
    createTensor(...args) {
      tensors += 1;
      return binding.createTensor(...args);
    },
    deleteTensor(id) {
      tensors -= 1;
      binding.deleteTensor(id);
    },
    executeOp(name, ...args) {
      if (name === "VarHandleOp") variables += 1;
      if (name === "DestroyResourceOp") variables -= 1;
      const made = binding.executeOp(name, ...args);
      tensors += made.length;
      return made;
    },
  };
  const counted = Object.create(
    binding,
    Object.getOwnPropertyDescriptors(counting),
  );
  Object.assign(backend, { binding: counted });
  try {
    body();
  } finally {
    Object.assign(backend, { binding });
  }
  return { tensors, variables };
}
