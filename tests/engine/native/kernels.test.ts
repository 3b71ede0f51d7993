import * as tf from "@tensorflow/tfjs";
import fc from "fast-check";
import { expect, it } from "vitest";
import { batchNorm } from "../../../src/engine/fused.ts";
import { momentumStep, sgdStep } from "../../../src/engine/update.ts";
import { sample } from "../numbers.ts";
import { describeNative, expectSame, heldAfter } from "./describe-native.ts";

describeNative("kernels on TensorFlow", () => {
  it("pool the largest with any padding as the plain backend does", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 2, max: 9 }),
        fc.integer({ min: 1, max: 3 }),
        fc.integer({ min: 1, max: 3 }),
        fc.constantFrom<"same" | "valid" | number>("same", "valid", 0, 1),
        fc.boolean(),
        async (size, taps, stride, padding, below) => {
          fc.pre(size >= taps && (padding !== 1 || taps > 1));
          await expectSame(() => {
            const values = sample([2, size, size, 3], 1);
            // All below zero: padding must never be the largest.
            const x = (below ? tf.sub(values, 2) : values) as tf.Tensor4D;
            const layer = (x: tf.Tensor) =>
              tf.maxPool(x as tf.Tensor4D, taps, stride, padding as number);
            const y = layer(x);
            return [y, tf.grad(layer)(x, sample(y.shape, 3))];
          });
        },
      ),
      { numRuns: 60 },
    );
  });

  it("cut off below zero, and pass gradients where nothing was cut off", async () => {
    await expectSame(() => {
      const x = sample([4, 5], 1);
      const dy = sample([4, 5], 2);
      const once = tf.grad((x) => tf.relu(x))(x, dy);
      const twice = tf.grad((dy) => tf.grad((x) => tf.relu(x))(x, dy))(dy);
      return [tf.relu(x), once, twice];
    });
  });

  it("multiply matrices, each side transposed or not", async () => {
    const size = fc.integer({ min: 1, max: 40 });
    await fc.assert(
      fc.asyncProperty(
        ...([size, size, size, fc.boolean(), fc.boolean()] as const),
        (rows, depth, columns, ta, tb) =>
          expectSame(() => {
            const a = sample(ta ? [depth, rows] : [rows, depth], 1);
            const b = sample(tb ? [columns, depth] : [depth, columns], 2);
            return [tf.matMul(a, b, ta, tb)];
          }),
      ),
      { numRuns: 60 },
    );
  });

  // The larger one is stepped in place.
  for (const size of [5, (1 << 17) + 3]) {
    it(`step ${size} numbers as the composed steps do, and leave copies alone`, async () => {
      const before = tf.memory().numTensors;
      await expectSame(() => threeSteps(size));
      expect(tf.memory().numTensors).toBe(before);
      const held = heldAfter(() => tf.dispose(tf.tidy(() => threeSteps(size))));
      expect(held).toEqual({ tensors: 0, variables: 0 });
    });
  }

  const options = fc.record({
    shape: fc.tuple(
      fc.integer({ min: 2, max: 5 }),
      fc.integer({ min: 1, max: 4 }),
      fc.integer({ min: 1, max: 4 }),
      // By fours the kernel is asked, else the composed one.
      fc.constantFrom(4, 8, 12, 5),
    ),
    relu: fc.boolean(),
    residual: fc.boolean(),
  });

  it("normalise batches as the composed one does, with running statistics and gradients", async () => {
    await fc.assert(
      fc.asyncProperty(options, ({ shape, relu, residual }) =>
        expectSame(() => normalise(shape, relu, residual)),
      ),
      { numRuns: 60 },
    );
  });
});

/**
 * SGD and momentum: the parameters, what momentum remembers, and copies made before. While a copy
 * shares the memory a step makes new values; the steps after it go in place.
 */
function threeSteps(size: number): tf.Tensor[] {
  const variables = [1, 2, 3].map((seed) => tf.variable(sample([size], seed)));
  const [plain, heavy, velocity] = variables as tf.Variable[] & { length: 3 };
  const copies = variables.map((each) => each.clone());
  for (const seed of [4, 5, 6]) {
    const gradient = sample([size], seed);
    if (!plain || !heavy || !velocity) break;
    sgdStep(plain, gradient, 0.1);
    momentumStep(heavy, gradient, velocity, { lr: 0.1, momentum: 0.9 });
  }
  const results = [...variables.map((each) => each.clone()), ...copies];
  for (const each of variables) each.dispose();
  return results;
}

function normalise(
  shape: [number, number, number, number],
  relu: boolean,
  residual: boolean,
): tf.Tensor[] {
  const channels = shape[3];
  const running = {
    mean: tf.variable(tf.mul(sample([channels], 7), 3) as tf.Tensor1D, false),
    variance: tf.variable(
      tf.add(sample([channels], 8), 2) as tf.Tensor1D,
      false,
    ),
  };
  const layer = (
    x: tf.Tensor,
    gamma: tf.Tensor,
    beta: tf.Tensor,
    sum?: tf.Tensor,
  ) =>
    batchNorm(
      x as tf.Tensor4D,
      gamma as tf.Tensor1D,
      beta as tf.Tensor1D,
      running,
      { training: true, relu, ...(sum && { residual: sum as tf.Tensor4D }) },
    );
  const inputs = [
    sample(shape, 1),
    sample([channels], 2),
    sample([channels], 3),
  ];
  if (residual) inputs.push(sample(shape, 4));
  const [x, gamma, beta, sum] = inputs as [
    tf.Tensor,
    tf.Tensor,
    tf.Tensor,
    tf.Tensor?,
  ];
  const gradients = tf.grads(layer as (...inputs: tf.Tensor[]) => tf.Tensor)(
    inputs,
    sample(shape, 5),
  );
  const y = layer(x, gamma, beta, sum);
  const outputs = [y, running.mean, running.variance].map((each) =>
    tf.clone(each),
  );
  tf.dispose([running.mean, running.variance]);
  return [...outputs, ...gradients];
}
