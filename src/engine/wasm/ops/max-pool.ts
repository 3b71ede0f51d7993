import * as tf from "@tensorflow/tfjs";
import {
  addressOf,
  type Bench,
  type Call,
  input,
  isFloat,
  makeTensor,
  type OwnKernel,
} from "../kernel.ts";
import type { Operation } from "../operations.ts";

/** Max pool over height and width, channels last, and its gradient. */
export const POOL_KERNELS: readonly OwnKernel[] = [
  { name: tf.MaxPool, run: forward },
  { name: tf.MaxPoolGrad, run: gradient },
];

function forward(call: Call, bench: Bench): tf.TensorInfo | undefined {
  const x = input(call, "x");
  const info = describe(call, x.shape);
  if (!isFloat(x)) return undefined;
  const y = makeTensor(bench, info.outShape);
  bench.team.run([
    [6, addressOf(bench, x), addressOf(bench, y), 0, 0, ...sizes(info)],
  ]);
  return y;
}

function gradient(call: Call, bench: Bench): tf.TensorInfo | undefined {
  const x = input(call, "input");
  const y = input(call, "output");
  const dy = input(call, "dy");
  const info = describe(call, x.shape);
  if (!isFloat(x, y, dy)) return undefined;
  const dx = makeTensor(bench, x.shape);
  const addresses = [x, y, dy, dx].map((each) => addressOf(bench, each));
  bench.team.run([[7, ...addresses, ...sizes(info)]]);
  return dx;
}

function sizes(info: tf.backend_util.Conv2DInfo): Operation {
  return [
    ...[info.batchSize, info.inHeight, info.inWidth, info.inChannels],
    ...[info.outHeight, info.outWidth, info.filterHeight, info.filterWidth],
    ...[info.strideHeight, info.strideWidth],
    ...[info.padInfo.top, info.padInfo.left],
  ];
}

function describe(
  { attrs }: Call,
  shape: number[],
): tf.backend_util.Conv2DInfo {
  return tf.backend_util.computePool2DInfo(
    shape as [number, number, number, number],
    attrs.filterSize as number,
    attrs.strides as number,
    1,
    attrs.pad as number,
    attrs.dimRoundingMode as "floor",
  );
}
