import * as tf from "@tensorflow/tfjs";
import type { DigitSet } from "../../digits/digits.ts";
import type { Panel } from "../../figure/figure.ts";

/** The set as one tensor `[count, 28, 28]`, float32, 0…1 (1 is ink). */
export function stack(set: DigitSet): tf.Tensor3D {
  return tf.tensor3d(
    Float32Array.from(set.pixels, (byte) => byte / 255),
    [set.count, 28, 28],
  );
}

/** One picture of the set as a tensor `[28, 28]`, 0…1. */
export function image(set: DigitSet, index: number): tf.Tensor2D {
  const bytes = set.pixels.subarray(index * 784, (index + 1) * 784);
  return tf.tensor2d(
    Float32Array.from(bytes, (byte) => byte / 255),
    [28, 28],
  );
}

/** One picture `[28, 28]` (or any `[height, width]`) as a panel of an `images` figure. */
export function picture(image: tf.Tensor, title: string, note?: string): Panel {
  const [height = 0, width = 0] = image.shape;
  const pixels = Array.from(image.dataSync());
  const panel = { title, height, width, pixels };
  return note === undefined ? panel : { ...panel, note };
}
