import * as tf from "@tensorflow/tfjs";
import { type ConvolutionInfo, poolInfo } from "../../convolution-info.ts";
import { input, isFloat } from "../../kernel.ts";
import type { Attribute, NativeKernel, NativeOps } from "../binding.ts";
import { slice } from "./shape.ts";

/** Less than any value of a float32 tensor, so that padding is never the largest. */
const LOWEST = -3.4028234663852886e38;

/** Max pooling: `{x}` → y. */
export const maxPool: NativeKernel = (call, ops) => {
  const x = input(call, "x");
  if (!isFloat(x)) return undefined;
  const info = poolInfo(call, x.shape);
  const block = padded(ops, ops.id(x), info);
  return [ops.run("MaxPool", poolSettings(ops, info), [block])];
};

/**
 * The kernels of max pooling's gradient: `{dy, input, output}` → dx. TensorFlow's public op looks
 * for the maxima again, one window at a time. oneDNN's pooling remembers them; to run it once
 * more and then its gradient takes an eighth of the time. It is no public op, so
 * `hasRememberedMaxima` tries it first.
 */
export function maxPoolGrad(remembers: boolean): NativeKernel {
  return (call, ops) => {
    const x = input(call, "input");
    if (!isFloat(x)) return undefined;
    const info = poolInfo(call, x.shape);
    const block = padded(ops, ops.id(x), info);
    const [y = 0, dy = 0] = ops.inputs(call, "output", "dy");
    const dx = remembers
      ? rememberedGradient(ops, info, block, dy)
      : ops.run("MaxPoolGrad", poolSettings(ops, info), [block, y, dy]);
    if (!hasPadding(info)) return [dx];
    const { top, left } = info.padInfo;
    return [slice(ops, dx.id, [0, top, left, 0], info.inShape)];
  };
}

function rememberedGradient(
  ops: NativeOps,
  info: ConvolutionInfo,
  block: number,
  dy: number,
) {
  const settings = [
    ...poolSettings(ops, info),
    ops.flag("workspace_enabled", true),
    ops.text("_kernel", "MklNameChangeOp"),
  ];
  const [y, maxima] = ops.runAll("_MklNativeMaxPool", settings, [block], 2);
  if (y === undefined || maxima === undefined) throw new Error("no maxima");
  const args = [block, y.id, dy, maxima.id];
  return ops.run("_MklNativeMaxPoolGrad", settings, args);
}

/** Whether oneDNN's pooling is there and agrees with TensorFlow's. */
export function hasRememberedMaxima(ops: NativeOps): boolean {
  const attrs = { filterSize: 2, strides: 2, pad: "valid" };
  const input = tf.tensor4d([4, 1, 3, 2, 2, 3, 1, 4], [1, 2, 4, 1]);
  const dy = tf.tensor4d([1, 2], [1, 1, 2, 1]);
  const output = tf.tensor4d([4, 4], [1, 1, 2, 1]);
  try {
    const run = (remembers: boolean) => {
      const kernel = maxPoolGrad(remembers);
      const inputs = { dy, input, output };
      const body = () => kernel({ inputs, attrs }, ops) ?? [];
      const [dx] = ops.kernel(body);
      return dx?.arraySync();
    };
    return tf.tidy(() => `${run(true)}` === `${run(false)}`);
  } catch {
    return false;
  } finally {
    tf.dispose([input, dy, output]);
  }
}

function poolSettings(ops: NativeOps, info: ConvolutionInfo): Attribute[] {
  return [
    ops.type(),
    ops.ints("ksize", [1, info.filterHeight, info.filterWidth, 1]),
    ops.ints("strides", [1, info.strideHeight, info.strideWidth, 1]),
    ops.text("padding", "VALID"),
    ops.text("data_format", "NHWC"),
  ];
}

function hasPadding(info: ConvolutionInfo): boolean {
  const { top, bottom, left, right } = info.padInfo;
  return top + bottom + left + right > 0;
}

function padded(ops: NativeOps, x: number, info: ConvolutionInfo): number {
  if (!hasPadding(info)) return x;
  const { top, bottom, left, right } = info.padInfo;
  const table = ops.constant([0, 0, top, bottom, left, right, 0, 0], [4, 2]);
  const settings = [ops.type(), ops.index("Tpaddings")];
  return ops.run("PadV2", settings, [x, table, ops.scalar(LOWEST)]).id;
}
