import * as tf from "@tensorflow/tfjs";
import { describe, expect, test } from "vitest";
import { item } from "../../../src/learning/data/item.ts";
import {
  binaryCrossEntropy,
  crossEntropy,
  type Loss,
  meanSquare,
  mnistLoss,
} from "../../../src/learning/train/loss.ts";
import { useEngine } from "../engine.ts";

useEngine();

/** The loss of predictions and targets `[batch, 1]`. */
function lossOf(loss: Loss, predictions: number[], targets: number[]): number {
  return tf.tidy(() => item(loss(column(predictions), column(targets))));
}

function column(values: number[]): tf.Tensor2D {
  return tf.tensor2d(values, [values.length, 1]);
}

/** The prediction whose sigmoid is p. */
function logit(p: number): number {
  return Math.log(p / (1 - p));
}

const LOGITS = [-4, -1, 0, 1, 4];
const TARGETS = [1, 0, 1, 1, 0];

describe("mnistLoss", () => {
  test("is the chapter's 0.4333 and 0.2333 for the chapter's predictions", () => {
    const loss = (third: number) =>
      lossOf(mnistLoss, [0.9, 0.4, third].map(logit), [1, 0, 1]);
    expect(loss(0.2)).toBeCloseTo(0.4333, 4);
    expect(loss(0.8)).toBeCloseTo(0.2333, 4);
  });

  test("has PyTorch's value and gradient", () => {
    expect(lossOf(mnistLoss, LOGITS, TARGETS)).toBeCloseTo(0.60038209, 6);
    const gradient = tf.tidy(() =>
      tf
        .grad((p) => mnistLoss(p, column(TARGETS)))(column(LOGITS))
        .dataSync(),
    );
    const printed = [
      -0.0035325412, 0.0393223912, -0.05, -0.0393223874, 0.0035325468,
    ];
    for (const [at, value] of printed.entries()) {
      expect(gradient[at]).toBeCloseTo(value, 7);
    }
  });
});

test("binaryCrossEntropy is torch.nn.BCEWithLogitsLoss", () => {
  expect(lossOf(binaryCrossEntropy, LOGITS, TARGETS)).toBeCloseTo(
    1.87119424,
    6,
  );
});

test("crossEntropy is torch.nn.CrossEntropyLoss", () => {
  const loss = tf.tidy(() => {
    const logits = tf.tensor2d([2, -1, 0.5, -0.5, 0.25, 3], [2, 3]);
    return item(crossEntropy(logits, column([0, 2])));
  });
  expect(loss).toBeCloseTo(0.16563326, 6);
});

test("meanSquare takes no root", () => {
  expect(lossOf(meanSquare, [1, 5], [0, 2])).toBe(5);
});
