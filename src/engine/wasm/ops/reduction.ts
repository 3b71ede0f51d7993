import * as tf from "@tensorflow/tfjs";
import { type Call, input, isFloat } from "../../kernel.ts";
import {
  type Context,
  makeTensor,
  numbersOf,
  type WasmKernels,
} from "../kernel.ts";

/**
 * Sum and mean, added up in double precision: TensorFlow.js' own adds 6131 pictures in
 * float32, one after the other, and is off in the fifth digit. In plain TypeScript, since it
 * reads every number once and waits for memory, not for arithmetic.
 */
export const REDUCTION_KERNELS: WasmKernels = {
  [tf.Sum]: (call, context) => reduce(call, context, false),
  [tf.Mean]: (call, context) => reduce(call, context, true),
};

/**
 * Shorter sums are left to TensorFlow.js: they lose no digit that shows, and in its order of
 * adding the chapter's losses come out to the last digit that it prints.
 */
const LONG = 512;

/** `[outer, along, inner]`: the reduced axes as one, with what lies before and behind. */
interface Block {
  readonly outer: number;
  readonly along: number;
  readonly inner: number;
}

function reduce(
  call: Call,
  context: Context,
  isMean: boolean,
): tf.TensorInfo | undefined {
  const x = input(call, "x");
  const axes = tf.util.parseAxisParam(call.attrs.axis as number[], x.shape);
  const block = blockOf(x.shape, axes);
  if (!isFloat(x) || block === undefined || block.along < LONG) {
    return undefined;
  }
  const [shape, ones] = tf.backend_util.computeOutAndReduceShapes(
    x.shape,
    axes,
  );
  const kept = call.attrs.keepDims
    ? tf.backend_util.expandShapeToKeepDim(shape, axes)
    : shape;
  const out = makeTensor(context, kept);
  const [from, to] = [numbersOf(context, x), numbersOf(context, out)];
  addUp(from, to, block, isMean ? tf.util.sizeFromShape(ones) : 1);
  return out;
}

/** The block that the axes make, or undefined where there are others between them. */
function blockOf(shape: number[], axes: number[]): Block | undefined {
  const sorted = [...axes].sort((a, b) => a - b);
  const first = sorted[0] ?? 0;
  if (sorted.some((axis, index) => axis !== first + index)) return undefined;
  const size = tf.util.sizeFromShape;
  const end = first + sorted.length;
  return {
    outer: size(shape.slice(0, first)),
    along: size(shape.slice(first, end)),
    inner: size(shape.slice(end)),
  };
}

function addUp(
  from: Float32Array,
  to: Float32Array,
  { outer, along, inner }: Block,
  divisor: number,
): void {
  const sums = new Float64Array(inner);
  let at = 0;
  for (let o = 0; o < outer; o++) {
    if (inner === 1) {
      let sum = 0;
      for (const end = at + along; at < end; at++) sum += from[at] as number;
      to[o] = sum / divisor;
      continue;
    }
    sums.fill(0);
    for (let a = 0; a < along; a++) {
      for (let i = 0; i < inner; i++) {
        sums[i] = (sums[i] as number) + (from[at++] as number);
      }
    }
    for (let i = 0; i < inner; i++) {
      to[o * inner + i] = (sums[i] as number) / divisor;
    }
  }
}
