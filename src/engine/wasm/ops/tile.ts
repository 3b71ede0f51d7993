import * as tf from "@tensorflow/tfjs";
import { type Call, input, isFloat } from "../../kernel.ts";
import {
  type Context,
  makeTensor,
  numbersOf,
  type WasmKernels,
} from "../kernel.ts";

/**
 * `tf.tile` of float32. TensorFlow.js' own goes number by number through lists of coordinates:
 * gray digits in three channels cost a third of what the convolution that reads them does.
 */
export const TILE_KERNELS: WasmKernels = { [tf.Tile]: tile };

function tile(call: Call, context: Context): tf.TensorInfo | undefined {
  const x = input(call, "x");
  if (!isFloat(x)) return undefined;
  const reps = call.attrs.reps as number[];
  const shape = x.shape.map((size, axis) => size * (reps[axis] ?? 1));
  const y = makeTensor(context, shape);
  // From the last axis on: what was repeated lies side by side, and is repeated as a whole.
  const axes = shape.map((_, axis) => axis).filter((axis) => reps[axis] !== 1);
  let numbers = numbersOf(context, x);
  for (const axis of axes.reverse()) {
    const block = tf.util.sizeFromShape(shape.slice(axis + 1));
    const times = reps[axis] ?? 1;
    const isLast = axis === axes.at(-1);
    const to = isLast
      ? numbersOf(context, y)
      : new Float32Array(numbers.length * times);
    repeat(numbers, block * (x.shape[axis] ?? 1), times, to);
    numbers = to;
  }
  if (axes.length === 0) numbersOf(context, y).set(numbers);
  return y;
}

/** Writes each block of so many numbers so many times. */
function repeat(
  numbers: Float32Array,
  block: number,
  times: number,
  repeated: Float32Array,
): void {
  let to = 0;
  for (let from = 0; from < numbers.length; from += block) {
    for (let time = 0; time < times; time += 1) {
      for (let i = from; i < from + block; i += 1) {
        repeated[to++] = numbers[i] as number;
      }
    }
  }
}
