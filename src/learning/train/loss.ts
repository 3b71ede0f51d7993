import * as tf from "@tensorflow/tfjs";

/** From predictions and targets of one batch to how bad they are: smaller is better. */
export type Loss = (predictions: tf.Tensor, targets: tf.Tensor) => tf.Scalar;

/** The chapter's loss: how far, on average, sigmoid(prediction) is from its target 0 or 1. */
// #region mnist-loss
export function mnistLoss(predictions: tf.Tensor, targets: tf.Tensor) {
  const p = tf.sigmoid(predictions); // [batch, 1] → [batch, 1], 0…1
  const distance = tf.where(tf.equal(targets, 1), tf.sub(1, p), p);
  return tf.mean<tf.Scalar>(distance); // [batch, 1] → []
}
// #endregion

/** Mean of the squared differences. */
export function meanSquare(predictions: tf.Tensor, targets: tf.Tensor) {
  return tf.mean<tf.Scalar>(tf.square(tf.sub(predictions, targets)));
}

/**
 * Cross-entropy of sigmoid(prediction) against targets 0 or 1, mean over the batch.
 * Source: torch.nn.BCEWithLogitsLoss.
 */
export function binaryCrossEntropy(
  predictions: tf.Tensor,
  targets: tf.Tensor,
): tf.Scalar {
  return tf.losses.sigmoidCrossEntropy(targets, predictions);
}

/**
 * Cross-entropy of the softmax of logits `[batch, classes]` against targets `[batch, 1]`, each the
 * number of a class; mean over the batch. Source: torch.nn.CrossEntropyLoss.
 */
// #region cross-entropy
export function crossEntropy(logits: tf.Tensor, targets: tf.Tensor) {
  const classes = logits.shape[1] ?? 1;
  const labels = tf.cast(tf.reshape(targets, [-1]), "int32"); // [batch]
  const truth = tf.oneHot(labels, classes); // [batch] → [batch, classes]
  const likelihood = tf.sum(tf.mul(truth, tf.logSoftmax(logits)), 1);
  return tf.neg(tf.mean<tf.Scalar>(likelihood));
}
// #endregion
