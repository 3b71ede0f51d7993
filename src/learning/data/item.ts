import type * as tf from "@tensorflow/tfjs";

/** The one number in a tensor of one element, like PyTorch's `.item()`. */
export function item(scalar: tf.Tensor): number {
  const [value] = scalar.dataSync();
  if (value === undefined || scalar.size !== 1) {
    throw new Error(`item() of a tensor of shape [${scalar.shape.join(", ")}]`);
  }
  return value;
}
