import type * as tf from "@tensorflow/tfjs";
import { BATCH_NORM, BATCH_NORM_GRAD } from "../../fused.ts";
import {
  addressOf,
  type Bench,
  type Call,
  input,
  makeTensor,
  type OwnKernel,
} from "../kernel.ts";
import { float, type Operation, WORD } from "../operations.ts";

/** The kernels behind `batchNorm` in fused.ts, for channels that are a multiple of 4. */
export const BATCH_NORM_KERNELS: readonly OwnKernel[] = [
  { name: BATCH_NORM, run: forward },
  { name: BATCH_NORM_GRAD, run: gradient },
];

/** Chunks of rows that are summed on their own. Source: kernels/batch-norm.ts. */
const CHUNKS = 16;

function forward(call: Call, bench: Bench): tf.TensorInfo[] {
  const x = input(call, "x");
  const { rows, channels } = sizesOf(x);
  const y = makeTensor(bench, x.shape);
  const mean = makeTensor(bench, [channels]);
  const variance = makeTensor(bench, [channels]);
  const saved = makeTensor(bench, [2, channels]);
  const at = (tensor: tf.TensorInfo) => addressOf(bench, tensor);
  const { residual } = call.inputs;
  const operation: Operation = [
    ...[4, at(x), at(y), at(input(call, "gamma")), at(input(call, "beta"))],
    ...[at(input(call, "mean")), at(input(call, "variance"))],
    ...[at(mean), at(variance), at(saved), residual ? at(residual) : 0],
    ...[rows, channels, Number(call.attrs.relu)],
    ...[float(Number(call.attrs.epsilon))],
    ...[float(Number(call.attrs.momentum))],
    bench.team.workspace((CHUNKS + 2) * channels * WORD),
  ];
  bench.team.run([operation]);
  return [y, mean, variance, saved];
}

function gradient(call: Call, bench: Bench): tf.TensorInfo[] {
  const x = input(call, "x");
  const { rows, channels } = sizesOf(x);
  const dx = makeTensor(bench, x.shape);
  const dgamma = makeTensor(bench, [channels]);
  const dbeta = makeTensor(bench, [channels]);
  const residual = call.attrs.residual ? makeTensor(bench, x.shape) : undefined;
  const at = (tensor: tf.TensorInfo) => addressOf(bench, tensor);
  const operation: Operation = [
    ...[5, at(input(call, "dy")), at(x)],
    ...[call.attrs.relu ? at(input(call, "y")) : 0],
    ...[at(input(call, "gamma")), at(input(call, "saved0"))],
    ...[at(dx), at(dgamma), at(dbeta), residual ? at(residual) : 0],
    ...[rows, channels],
    bench.team.workspace((2 * CHUNKS + 3) * channels * WORD),
  ];
  bench.team.run([operation]);
  return [dx, dgamma, dbeta, ...(residual ? [residual] : [])];
}

function sizesOf(x: tf.TensorInfo): { rows: number; channels: number } {
  const channels = x.shape.at(-1) ?? 1;
  const size = x.shape.reduce((product, each) => product * each, 1);
  return { rows: size / channels, channels };
}
