import * as tf from "@tensorflow/tfjs";
import { expect, it } from "vitest";
import type { DigitSet, Sets } from "../../../src/digits/digits.ts";
import {
  drawHandwriting,
  HANDWRITING_SEED,
} from "../../../src/digits/handwriting/handwriting.ts";
import { openDigits } from "../../../src/digits/open.ts";
import { batchNorm } from "../../../src/engine/fused.ts";
import { openNative } from "../../../src/engine/native/open.ts";
import { openWasm } from "../../../src/engine/wasm/open.ts";
import { image, stack } from "../../../src/learning/data/images.ts";
import { sample } from "../numbers.ts";
import { describeNative, heldAfter } from "./describe-native.ts";

/** A small residual net that is trained in plain TensorFlow.js. */
function net(seed: number) {
  const weights = [
    tf.variable(sample([3, 3, 8, 16], seed) as tf.Tensor4D),
    tf.variable(tf.ones([16])),
    tf.variable(tf.zeros([16])),
    tf.variable(sample([3, 3, 16, 16], seed + 1) as tf.Tensor4D),
    tf.variable(sample([16, 2], seed + 2) as tf.Tensor2D),
  ] as const;
  const running = {
    mean: tf.variable(tf.zeros<tf.Rank.R1>([16]), false),
    variance: tf.variable(tf.ones<tf.Rank.R1>([16]), false),
  };
  const [first, gamma, beta, second, head] = weights;
  const forward = (x: tf.Tensor4D) => {
    const block = tf.maxPool(tf.conv2d(x, first as tf.Tensor4D, 1, 1), 3, 2, 1);
    const normed = batchNorm(
      tf.conv2d(block, second as tf.Tensor4D, 1, 1),
      gamma as tf.Tensor1D,
      beta as tf.Tensor1D,
      running,
      { training: true, relu: true, residual: block },
    );
    return tf.matMul(tf.mean(normed, [1, 2]), head as tf.Tensor2D);
  };
  const dispose = () => tf.dispose([...weights, ...Object.values(running)]);
  return { forward, weights, dispose };
}

/** Trains so many steps on the same batch; returns the losses. */
function train(steps: number, { forward }: ReturnType<typeof net>): number[] {
  const x = sample([32, 28, 28, 8], 9) as tf.Tensor4D;
  const digits = Array.from({ length: 32 }, (_, index) => index % 2);
  const labels = tf.tidy(() => tf.oneHot(tf.tensor1d(digits, "int32"), 2));
  const optimizer = tf.train.sgd(0.05);
  const losses = Array.from({ length: steps }, () =>
    tf.tidy(() => {
      const loss = () =>
        tf.losses.softmaxCrossEntropy(labels, forward(x)).asScalar();
      return optimizer.minimize(loss, true)?.dataSync()[0] ?? Number.NaN;
    }),
  );
  optimizer.dispose();
  tf.dispose([x, labels]);
  return losses;
}

describeNative("the native engine", (engine) => {
  it("trains to the same bits twice", () => {
    const runs = [1, 2].map(() => {
      const model = net(1);
      const losses = train(5, model);
      const weights = model.weights.map((each) => [...each.dataSync()]);
      model.dispose();
      return { losses, weights };
    });
    expect(runs[0]).toEqual(runs[1]);
    const losses = runs[0]?.losses ?? [];
    expect(losses.at(-1)).toBeLessThan(losses[0] ?? 0);
  });

  it("keeps no tensor over 20 steps, neither of TensorFlow.js nor of TensorFlow", () => {
    const model = net(1);
    train(2, model); // makes what is made once
    const tensors = tf.memory().numTensors;
    const held = heldAfter(() => train(20, model));
    expect(tf.memory().numTensors).toBe(tensors);
    expect(held).toEqual({ tensors: 0, variables: 0 });
    model.dispose();
  });

  it("prints the same as WASM where nothing is trained", async () => {
    const digits = drawHandwriting(HANDWRITING_SEED);
    const native = printed(digits);
    const wasm = await openWasm({ engine: "wasm", threads: 1 });
    const other = printed(digits);
    await wasm.close();
    await tf.setBackend("tensorflow");
    expect(native).toEqual(other);
  });

  const folder = process.env.LECTERN_DATA;
  const title = folder ? "" : " (skipped: LECTERN_DATA names no MNIST)";
  it.skipIf(!folder)(`prints the chapter's numbers${title}`, async () => {
    const { digits } = await openDigits({ data: "mnist", env: process.env });
    // Source: the fastai book, chapter 4, computed with PyTorch.
    expect(printed(digits)).toEqual({
      l1: ["0.1114", "0.1586"],
      rmse: ["0.2021", "0.3021"],
      right: [926, 1013],
    });
  });

  it("opens once; closed, it leaves TensorFlow.js as it was and opens again", async () => {
    await expect(openNative()).rejects.toThrow("open already");
    const kernel = () => tf.getKernel("Conv2D", "tensorflow");
    const ours = kernel();
    await engine.close();
    const stock = kernel();
    expect(stock).not.toBe(ours);
    expect(tf.findBackend("tensorflow")).toBeNull();
    const again = (await openNative()) as typeof engine;
    expect(kernel()).not.toBe(stock);
    expect(train(1, net(1))[0]).toBeGreaterThan(0);
    await again.close();
    expect(kernel()).toBe(stock);
  });
});

/** Numbers of the pixel-similarity model, as the chapter prints them. */
function printed({ train, valid }: Sets) {
  return tf.tidy(() => {
    const ideals = [train.threes, train.sevens].map((set) =>
      tf.mean<tf.Tensor2D>(stack(set), 0),
    ) as [tf.Tensor2D, tf.Tensor2D];
    const sample = image(train.threes, 1);
    const distance = (images: tf.Tensor, ideal: tf.Tensor) =>
      tf.mean(tf.abs(tf.sub(images, ideal)), [-1, -2]);
    const rmse = (ideal: tf.Tensor) =>
      tf.sqrt(tf.mean(tf.square(tf.sub(sample, ideal))));
    const nearer = (set: DigitSet, own: tf.Tensor, other: tf.Tensor) => {
      const images = stack(set);
      const isNearer = tf.less(distance(images, own), distance(images, other));
      return tf.sum(isNearer).dataSync()[0];
    };
    const digits = (each: tf.Tensor) => each.dataSync()[0]?.toFixed(4);
    const [three, seven] = ideals;
    return {
      l1: ideals.map((ideal) => digits(distance(sample, ideal))),
      rmse: ideals.map((ideal) => digits(rmse(ideal))),
      right: [
        nearer(valid.threes, three, seven),
        nearer(valid.sevens, seven, three),
      ],
    };
  });
}
