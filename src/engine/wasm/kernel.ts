import * as tf from "@tensorflow/tfjs";
import { type Call, input } from "../kernel.ts";
import type { Backend } from "./backend.ts";
import type { ThreadPool } from "./thread-pool.ts";

/** What the kernels of this engine work with. */
export interface Context {
  readonly backend: Backend;
  readonly pool: ThreadPool;
}

/** By the name under which TensorFlow.js asks for it; undefined: see `Kernel`. */
export type WasmKernels = Readonly<
  Record<
    string,
    (
      call: Call,
      context: Context,
    ) => tf.TensorInfo | tf.TensorInfo[] | undefined
  >
>;

/** Where the tensor's numbers lie. */
export function addressOf(context: Context, tensor: tf.TensorInfo): number {
  return context.backend.tfjs.getMemoryOffset(tensor.dataId);
}

/** The numbers of a tensor of float32, where they lie. */
export function numbersOf(
  context: Context,
  tensor: tf.TensorInfo,
): Float32Array {
  return new Float32Array(
    context.backend.memory.buffer,
    addressOf(context, tensor),
    tf.util.sizeFromShape(tensor.shape),
  );
}

/** Where the numbers of the input of that name lie. */
export function addressOfInput(
  context: Context,
  call: Call,
  name: string,
): number {
  return addressOf(context, input(call, name));
}

/** A new tensor of float32, of whatever lies in its memory. */
export function makeTensor(context: Context, shape: readonly number[]) {
  return context.backend.tfjs.makeOutput([...shape], "float32");
}
