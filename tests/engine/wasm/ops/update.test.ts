import * as tf from "@tensorflow/tfjs";
import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Engine } from "../../../../src/engine/engine.ts";
import { openEngine } from "../../../../src/engine/open.ts";
import {
  ADAM_STEP,
  adamStep,
  MOMENTUM_STEP,
  momentumStep,
  SGD_STEP,
  sgdStep,
} from "../../../../src/engine/update.ts";
import { farthest } from "../../compare.ts";
import { numbers } from "../../numbers.ts";

let engine: Engine;
beforeAll(async () => {
  engine = await openEngine({ engine: "wasm", threads: 2 });
});
afterAll(() => engine.close());

/** What three steps of each optimizer make of the parameters and of what it remembers. */
function run(size: number): Float32Array[] {
  const variables = [1, 2, 3, 4, 5, 6].map((seed) =>
    tf.variable(tf.abs(tf.tensor1d(numbers(size, seed)))),
  );
  const [plain, heavy, velocity, adaptive, mean, square] =
    variables as tf.Variable[] & { length: 6 };
  for (let step = 1; step <= 3; step += 1) {
    const gradient = tf.tensor1d(numbers(size, 10 + step));
    if (!plain || !heavy || !velocity || !adaptive || !mean || !square) break;
    sgdStep(plain, gradient, 0.1);
    momentumStep(heavy, gradient, velocity, { lr: 0.1, momentum: 0.9 });
    adamStep(adaptive, gradient, mean, square, {
      ...{ rate: 0.01 / (1 - 0.9 ** step), beta1: 0.9, beta2: 0.999 },
      ...{ correction: Math.sqrt(1 - 0.999 ** step), epsilon: 1e-8 },
    });
    gradient.dispose();
  }
  const values = variables.map((each) => each.dataSync<"float32">());
  tf.dispose(variables);
  return values;
}

it("computes what TensorFlow.js' own operations compose", () => {
  const names = [SGD_STEP, MOMENTUM_STEP, ADAM_STEP];
  const kernels = names.map((each) => tf.getKernel(each, "wasm"));
  const sizes = fc.oneof(
    fc.integer({ min: 1, max: 50 }),
    fc.constant(20_003), // enough for two threads
  );
  fc.assert(
    fc.property(sizes, (size) => {
      const own = run(size);
      for (const each of names) tf.unregisterKernel(each, "wasm");
      const composed = run(size);
      kernels.forEach(tf.registerKernel);
      own.forEach((values, index) => {
        expect(farthest(values, composed[index] ?? [])).toBeLessThan(1e-6);
      });
    }),
    { numRuns: 20 },
  );
});

it("leaves a copy of the parameter alone", () => {
  const parameter = tf.variable(tf.tensor1d([1, 2, 3]));
  const before = parameter.clone();
  const gradient = tf.ones([3]);
  sgdStep(parameter, gradient, 1);
  expect([...parameter.dataSync()]).toEqual([0, 1, 2]);
  expect([...before.dataSync()]).toEqual([1, 2, 3]);
  tf.dispose([parameter, before, gradient]);
});

it("lets a product see the parameter's new values", () => {
  tf.tidy(() => {
    const weights = tf.variable(tf.ones<tf.Rank.R2>([2, 2]));
    const x = tf.ones<tf.Rank.R2>([1, 2]);
    const fused = () => [...tf.fused.matMul({ a: x, b: weights }).dataSync()];
    expect(fused()).toEqual([2, 2]);
    sgdStep(weights, tf.ones([2, 2]), 1);
    expect(fused()).toEqual([0, 0]);
    expect([...tf.matMul(x, weights).dataSync()]).toEqual([0, 0]);
  });
});

it("leaves what never had a gradient as it is, to the sign of a zero", () => {
  const [weights, slope] = [
    numbers(4003, 1),
    numbers(4003, 2).fill(0, 0, 3000),
  ];
  weights[7] = -0;
  const [plain, heavy] = [
    tf.variable(tf.tensor1d(weights)),
    tf.variable(tf.tensor1d(weights)),
  ];
  const velocity = tf.variable(tf.zerosLike(heavy));
  const gradient = tf.tensor1d(slope);
  sgdStep(plain, gradient, 0.5);
  momentumStep(heavy, gradient, velocity, { lr: 0.5, momentum: 0.9 });
  const wanted = weights.map(
    (each, i) => each - Math.fround(0.5 * (slope[i] ?? 0)),
  );
  expect(plain.dataSync()).toEqual(wanted);
  expect(heavy.dataSync()).toEqual(wanted);
  // An endless rate makes NaN of them, as 0 times Infinity is.
  sgdStep(plain, gradient, Number.POSITIVE_INFINITY);
  expect(plain.dataSync()[0]).toBeNaN();
  tf.dispose([plain, heavy, velocity, gradient]);
});
