import * as tf from "@tensorflow/tfjs";
import type { Model } from "./layers.ts";

/** A tensor as PyTorch keeps it: linear weights `[out, in]`, kernels `[out, in, height, width]`. */
export interface TorchTensor {
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

/** PyTorch's axes in TensorFlow's order, by rank: `[in, out]`, `[height, width, in, out]`. */
const FROM_TORCH: Readonly<Record<number, number[]>> = {
  2: [1, 0],
  4: [2, 3, 1, 0],
};
const TO_TORCH: Readonly<Record<number, number[]>> = {
  2: [1, 0],
  4: [3, 2, 0, 1],
};

/**
 * Gives the model the values of a PyTorch `state_dict`.
 * Throws RangeError where a name is missing or unknown, or a shape differs.
 */
export function loadTorchState(
  model: Model,
  state: ReadonlyMap<string, TorchTensor>,
): void {
  for (const name of state.keys()) {
    if (!model.state.has(name)) throw new RangeError(`unknown name: ${name}`);
  }
  for (const [name, variable] of model.state) {
    const source = state.get(name);
    if (!source) throw new RangeError(`missing name: ${name}`);
    tf.tidy(() => {
      const value = tf.tensor(source.values, [...source.shape]);
      const turned = tf.transpose(value, FROM_TORCH[value.rank]);
      if (!tf.util.arraysEqual(turned.shape, variable.shape)) {
        throw new RangeError(
          `shape of ${name} is not [${variable.shape}] but [${turned.shape}]`,
        );
      }
      variable.assign(turned);
    });
  }
}

/** The tensor (a variable of a model, or its gradient) as PyTorch keeps it. */
export function toTorch(tensor: tf.Tensor): TorchTensor {
  return tf.tidy(() => {
    const turned = tf.transpose(tensor, TO_TORCH[tensor.rank]);
    return {
      shape: turned.shape,
      values: Float32Array.from(turned.dataSync()),
    };
  });
}
