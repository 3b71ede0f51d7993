import * as tf from "@tensorflow/tfjs";
import type { Model } from "./layers.ts";

/** A tensor as PyTorch keeps it: linear weights `[out, in]`, kernels `[out, in, height, width]`. */
export interface TorchTensor {
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

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
    const shape = torchShape(variable.shape);
    if (!tf.util.arraysEqual(shape, [...source.shape])) {
      throw new RangeError(
        `shape of ${name} is not [${shape}] but [${source.shape}]`,
      );
    }
    const values = fromTorch(source);
    tf.tidy(() => variable.assign(tf.tensor(values, variable.shape)));
  }
}

/** The tensor (a variable of a model, or its gradient) as PyTorch keeps it. */
export function toTorch(tensor: tf.Tensor): TorchTensor {
  const shape = torchShape(tensor.shape);
  const values = Float32Array.from(tensor.dataSync());
  return { shape, values: swapEnds(values, sizes(shape).reverse()) };
}

function fromTorch({ shape, values }: TorchTensor): Float32Array {
  return swapEnds(values, sizes(shape));
}

/** `[in, out]` → `[out, in]`, `[height, width, in, out]` → `[out, in, height, width]`. */
function torchShape(shape: readonly number[]): number[] {
  return [...shape.slice(-2).reverse(), ...shape.slice(0, -2)];
}

/** Out, in, and pixels of the kernel; 1 for what PyTorch's shape does not have. */
function sizes([out = 1, inputs = 1, ...kernel]: readonly number[]): number[] {
  return [out, inputs, kernel.reduce((product, each) => product * each, 1)];
}

/** `[a, b, c]` → `[c, b, a]`. On WASM, `tf.transpose` takes a minute for ResNet-18's kernels. */
function swapEnds(
  values: Float32Array,
  sizes: readonly number[],
): Float32Array {
  const [a = 1, b = 1, c = 1] = sizes;
  const swapped = new Float32Array(values.length);
  let from = 0;
  for (let i = 0; i < a; i++) {
    for (let j = 0; j < b; j++) {
      for (let k = 0; k < c; k++) {
        swapped[(k * b + j) * a + i] = values[from++] ?? 0;
      }
    }
  }
  return swapped;
}
