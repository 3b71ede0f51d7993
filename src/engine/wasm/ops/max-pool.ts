import * as tf from "@tensorflow/tfjs";
import { type ConvolutionInfo, poolInfo } from "../../convolution-info.ts";
import { type Call, input, isFloat } from "../../kernel.ts";
import {
  addressOf,
  type Context,
  makeTensor,
  type WasmKernels,
} from "../kernel.ts";
import type { Operation } from "../operations.ts";

/** Max pool over height and width, channels last, and its gradient. */
export const POOL_KERNELS: WasmKernels = {
  [tf.MaxPool]: forward,
  [tf.MaxPoolGrad]: gradient,
};

function forward(call: Call, context: Context): tf.TensorInfo | undefined {
  const x = input(call, "x");
  const info = poolInfo(call, x.shape);
  if (!isFloat(x)) return undefined;
  const y = makeTensor(context, info.outShape);
  context.pool.run([
    [6, addressOf(context, x), addressOf(context, y), 0, 0, ...sizes(info)],
  ]);
  return y;
}

function gradient(call: Call, context: Context): tf.TensorInfo | undefined {
  const x = input(call, "input");
  const y = input(call, "output");
  const dy = input(call, "dy");
  const info = poolInfo(call, x.shape);
  if (!isFloat(x, y, dy)) return undefined;
  const dx = makeTensor(context, x.shape);
  const addresses = [x, y, dy, dx].map((each) => addressOf(context, each));
  context.pool.run([[7, ...addresses, ...sizes(info)]]);
  return dx;
}

function sizes(info: ConvolutionInfo): Operation {
  return [
    ...[info.batchSize, info.inHeight, info.inWidth, info.inChannels],
    ...[info.outHeight, info.outWidth, info.filterHeight, info.filterWidth],
    ...[info.strideHeight, info.strideWidth],
    ...[info.padInfo.top, info.padInfo.left],
  ];
}
