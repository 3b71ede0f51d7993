import { createHash } from "node:crypto";
import * as tf from "@tensorflow/tfjs";
import { expect, it } from "vitest";
import { batchNorm } from "../../../src/engine/fused.ts";
import { openEngine } from "../../../src/engine/open.ts";
import { momentumStep } from "../../../src/engine/update.ts";
import { numbers, sample } from "../numbers.ts";

function variable(shape: number[], seed: number): tf.Variable {
  return tf.tidy(() => tf.variable(sample(shape, seed)));
}

/** A small convolutional network with everything that the kernels do, and one step of it. */
function network() {
  const [filter, filter2] = [
    variable([3, 3, 3, 8], 1),
    variable([3, 3, 8, 8], 2),
  ];
  const [gamma, beta] = [variable([8], 3), variable([8], 4)];
  const head = variable([8, 2], 5);
  const parameters = [filter, filter2, gamma, beta, head];
  const velocities = parameters.map((each) =>
    tf.tidy(() => tf.variable(tf.zerosLike(each))),
  );
  const running = { mean: variable([8], 6), variance: variable([8], 7) };
  const x = tf.tensor4d(numbers(4 * 9 * 9 * 3, 8), [4, 9, 9, 3]);
  const labels = tf.tensor2d([1, 0, 0, 1, 1, 0, 0, 1], [4, 2]);
  const loss = () => {
    let y = tf.conv2d(x, filter as tf.Tensor4D, 2, 1); // [4, 9, 9, 3] → [4, 5, 5, 8]
    y = tf.maxPool(y, 3, 2, 1); // → [4, 3, 3, 8]
    const z = tf.conv2d(y, filter2 as tf.Tensor4D, 1, 1);
    const options = { training: true, relu: true, residual: y };
    const normed = batchNorm(
      z,
      gamma as tf.Tensor1D,
      beta as tf.Tensor1D,
      running as never,
      options,
    );
    const logits = tf.matMul(tf.mean(normed, [1, 2]), head);
    return tf.losses.softmaxCrossEntropy(labels, logits) as tf.Scalar;
  };
  const step = () =>
    tf.tidy(() => {
      const { value, grads } = tf.variableGrads(loss, parameters);
      parameters.forEach((each, index) => {
        const [gradient, velocity] = [grads[each.name], velocities[index]];
        if (!gradient || !velocity) throw new Error("no gradient");
        momentumStep(each, gradient, velocity, { lr: 0.05, momentum: 0.9 });
      });
      return value.dataSync()[0] ?? Number.NaN;
    });
  return { step, parameters };
}

it("learns, and leaves no tensor behind in a hundred steps", async () => {
  const engine = await openEngine({ engine: "wasm", threads: 2 });
  const { step } = network();
  const first = step();
  const before = tf.memory();
  let last = first;
  for (let i = 0; i < 100; i += 1) last = step();
  const after = tf.memory();
  expect(last).toBeLessThan(first / 2);
  expect(after.numTensors).toBe(before.numTensors);
  expect(after.numDataBuffers).toBe(before.numDataBuffers);
  await engine.close();
});

it("comes to the same weights, bit by bit, on one, two and three threads", async () => {
  const hashes: string[] = [];
  for (const threads of [1, 2, 3]) {
    const engine = await openEngine({ engine: "wasm", threads });
    const { step, parameters } = network();
    for (let i = 0; i < 10; i += 1) step();
    const hash = createHash("sha256");
    for (const each of parameters) hash.update(each.dataSync());
    hashes.push(hash.digest("hex"));
    await engine.close();
  }
  expect(new Set(hashes).size).toBe(1);
});
