import * as tf from "@tensorflow/tfjs";
import { describe, expect, test } from "vitest";
import { DataLoader } from "../../../src/learning/data/data-loader.ts";
import {
  accuracy,
  batchAccuracy,
  correctClass,
  validateEpoch,
} from "../../../src/learning/train/metrics.ts";
import { useEngine } from "../engine.ts";

useEngine();

/** As many threes and sevens as the chapter's validation set has, and no picture. */
function validation(): DataLoader {
  const count = 1010 + 1028;
  const targets = new Float32Array(count).fill(1, 0, 1010);
  const inputs = new Float32Array(count);
  return new DataLoader(
    { count, inputShape: [1], inputs, targets },
    { batchSize: 256 },
  );
}

const allThrees = (xb: tf.Tensor) => tf.onesLike(xb);

describe("a model that calls everything a three", () => {
  test("has accuracy 0.4932 by validateEpoch: every batch counts the same", () => {
    expect(validateEpoch(allThrees, validation())).toBe(0.4932);
  });

  test("has accuracy 0.495584 by the Learner: every digit counts the same", () => {
    expect(accuracy(allThrees, validation())).toBe(1010 / 2038);
  });
});

test("batchAccuracy is the share on the right side of one half; one half itself is a 7", () => {
  const predictions = tf.tensor2d([3, -2, -0.1, 0], [4, 1]);
  const targets = tf.tensor2d([1, 0, 1, 0], [4, 1]);
  expect(batchAccuracy(predictions, targets)).toBe(0.75);
});

test("correctClass counts the rows whose largest logit is the target's", () => {
  const logits = tf.tensor2d([2, -1, 0, 1, 5, 6], [3, 2]);
  const targets = tf.tensor2d([0, 0, 1], [3, 1]);
  expect(correctClass(logits, targets)).toBe(2);
});

test("a prediction that is no number is neither right nor wrong", () => {
  const broken = (xb: tf.Tensor) => tf.onesLike(xb).mul(Number.NaN);
  expect(() => accuracy(broken, validation())).toThrow("is not a number");
  expect(() => validateEpoch(broken, validation())).toThrow("is not a number");
  const logits = tf.tensor2d([1, 2, Number.NaN, 0], [2, 2]);
  expect(() => correctClass(logits, tf.zeros([2, 1]))).toThrow(
    "the training diverged",
  );
});
