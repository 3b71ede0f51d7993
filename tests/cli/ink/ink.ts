import type * as tf from "@tensorflow/tfjs";

/** Mean ink of each picture: [count, 28, 28] → [count]. */
export function inkOf(images: tf.Tensor): tf.Tensor {
  return images.mean([1, 2]);
}
