import * as tf from "@tensorflow/tfjs";
import type { DataLoader } from "../data/data-loader.ts";
import { item } from "../data/item.ts";
import type { Forward } from "../layers/layers.ts";

/** How many predictions of a batch are right. Throws RangeError where one is no number. */
export type CountCorrect = (
  predictions: tf.Tensor,
  targets: tf.Tensor,
) => number;

/** Right where sigmoid(prediction) is above one half and the target 1, or neither. */
// #region batch-accuracy
export const correctBinary: CountCorrect = (predictions, targets) =>
  tf.tidy(() => {
    refuseNaN(predictions);
    const isThree = tf.greater(tf.sigmoid(predictions), 0.5); // [batch, 1]
    const correct = tf.equal(isThree, tf.equal(targets, 1));
    return item(tf.sum(correct));
  });

/** The chapter's metric: the share of a batch that is right, 0…1. */
export function batchAccuracy(predictions: tf.Tensor, targets: tf.Tensor) {
  return correctBinary(predictions, targets) / targets.size;
}
// #endregion

/** Right where the largest of logits `[batch, classes]` is the target's class. */
export const correctClass: CountCorrect = (logits, targets) =>
  tf.tidy(() => {
    refuseNaN(logits);
    const labels = tf.cast(tf.reshape(targets, [-1]), "int32"); // [batch]
    const correct = tf.equal(tf.argMax(logits, 1), labels);
    return item(tf.sum(correct));
  });

/** The chapter's convention: the mean over the batches, large or small, to 4 decimals. */
// #region validate-epoch
export function validateEpoch(forward: Forward, loader: DataLoader): number {
  let sum = 0;
  for (const [xb, yb] of loader) {
    sum += tf.tidy(() => batchAccuracy(forward(xb), yb));
  }
  return Number((sum / loader.length).toFixed(4));
}
// #endregion

/** The Learner's convention: the share of all items that is right, 0…1. */
export function accuracy(
  forward: Forward,
  loader: DataLoader,
  count: CountCorrect = correctBinary,
): number {
  let [correct, seen] = [0, 0];
  for (const [xb, yb] of loader) {
    correct += tf.tidy(() => count(forward(xb), yb));
    seen += yb.size;
  }
  return correct / seen;
}

/** NaN is not above one half, and would count as a seven: a model that broke, as half right. */
function refuseNaN(predictions: tf.Tensor): void {
  if (!predictions.dataSync().some(Number.isNaN)) return;
  throw new RangeError("a prediction is not a number: the training diverged");
}
