import * as tf from "@tensorflow/tfjs";
import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Engine } from "../../../../src/engine/engine.ts";
import { BATCH_NORM, batchNorm } from "../../../../src/engine/fused.ts";
import { openEngine } from "../../../../src/engine/open.ts";
import { farthest } from "../../compare.ts";
import { numbers } from "../../numbers.ts";

let engine: Engine;
beforeAll(async () => {
  engine = await openEngine({ engine: "wasm", threads: 2 });
});
afterAll(() => engine.close());

interface Case {
  readonly shape: [number, number, number, number];
  readonly relu: boolean;
  readonly residual: boolean;
}

const upTo = (max: number) => fc.integer({ min: 1, max });

const cases: fc.Arbitrary<Case> = fc.record({
  shape: fc
    .tuple(upTo(5), upTo(4), upTo(4), upTo(21))
    .filter(([n, h, w]) => n * h * w > 1),
  relu: fc.boolean(),
  residual: fc.boolean(),
});

/** y, the gradients by x, gamma, beta and the residual, and the running statistics afterwards. */
function run({ shape, relu, residual }: Case): Float32Array[] {
  const channels = shape[3];
  const size = shape[0] * shape[1] * shape[2] * channels;
  return tf.tidy(() => {
    const x = tf.tensor4d(numbers(size, 1), shape);
    const gamma = tf.tensor1d(numbers(channels, 2));
    const beta = tf.tensor1d(numbers(channels, 3));
    const shortcut = tf.tensor4d(numbers(size, 4), shape);
    const dy = tf.tensor4d(numbers(size, 5), shape);
    const running = {
      mean: tf.variable(tf.tensor1d(numbers(channels, 6))),
      variance: tf.variable(tf.abs(tf.tensor1d(numbers(channels, 7)))),
    };
    const forward = (...[x, gamma, beta, shortcut]: tf.Tensor[]) =>
      batchNorm(
        x as tf.Tensor4D,
        gamma as tf.Tensor1D,
        beta as tf.Tensor1D,
        running as never,
        {
          ...{ training: true, relu },
          ...(residual && { residual: shortcut as tf.Tensor4D }),
        },
      );
    const inputs = [x, gamma, beta, ...(residual ? [shortcut] : [])];
    const { value, grads } = tf.valueAndGrads(forward)(inputs, dy);
    const { mean, variance } = running;
    return [value, ...grads, mean, variance].map((t) =>
      t.dataSync<"float32">(),
    );
  });
}

it("computes what TensorFlow.js' own operations compose, and all gradients", () => {
  const kernel = tf.getKernel(BATCH_NORM, "wasm");
  fc.assert(
    fc.property(cases, (each) => {
      const own = run(each);
      tf.unregisterKernel(BATCH_NORM, "wasm");
      const composed = run(each);
      tf.registerKernel(kernel);
      own.forEach((values, index) => {
        expect(farthest(values, composed[index] ?? [])).toBeLessThan(1e-4);
      });
    }),
    { numRuns: 80 },
  );
});

it("has PyTorch's numbers", () => {
  // torch.nn.BatchNorm2d(4) on [[1, 2], [3, 6]] in every channel, then its running statistics.
  tf.tidy(() => {
    const values = [1, 2, 3, 6].flatMap((each) => Array(4).fill(each));
    const running = {
      mean: tf.variable(tf.zeros<tf.Rank.R1>([4])),
      variance: tf.variable(tf.ones<tf.Rank.R1>([4])),
    };
    const x = tf.tensor4d(values, [1, 2, 2, 4]);
    const [gamma, beta] = [tf.ones<tf.Rank.R1>([4]), tf.zeros<tf.Rank.R1>([4])];
    const y = batchNorm(x, gamma, beta, running, { training: true });
    const rows = y.dataSync().filter((_, index) => index % 4 === 0);
    expect(farthest(rows, [-1.069044, -0.534522, 0, 1.603566])).toBeLessThan(
      1e-5,
    );
    expect(running.mean.dataSync()[0]).toBeCloseTo(0.3, 6);
    expect(running.variance.dataSync()[0]).toBeCloseTo(0.9 + 14 / 30, 6);
  });
});

it("goes by the running statistics when it does not train, and leaves them", () => {
  tf.tidy(() => {
    const running = {
      mean: tf.variable(tf.fill<tf.Rank.R1>([4], 2)),
      variance: tf.variable(tf.fill<tf.Rank.R1>([4], 4)),
    };
    const x = tf.fill<tf.Rank.R4>([2, 1, 1, 4], 6);
    const [gamma, beta] = [tf.ones<tf.Rank.R1>([4]), tf.ones<tf.Rank.R1>([4])];
    const y = batchNorm(x, gamma, beta, running, { training: false });
    expect(y.dataSync()[0]).toBeCloseTo(3, 4);
    expect(running.mean.dataSync()[0]).toBe(2);
  });
});

it("refuses to train on a single value a channel", () => {
  tf.tidy(() => {
    const one = tf.ones<tf.Rank.R1>([3]);
    const running = { mean: tf.variable(one), variance: tf.variable(one) };
    const x = tf.ones<tf.Rank.R4>([1, 1, 1, 3]);
    expect(() => batchNorm(x, one, one, running, { training: true })).toThrow(
      "one value a channel: x is [1, 1, 1, 3]",
    );
  });
});
