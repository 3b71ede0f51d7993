import * as tf from "@tensorflow/tfjs";
import { BATCH_NORM, BATCH_NORM_GRAD } from "../../fused.ts";
import { type Call, input } from "../../kernel.ts";
import {
  addressOf,
  addressOfInput,
  type Context,
  makeTensor,
  type WasmKernels,
} from "../kernel.ts";
import { float, type Operation, WORD } from "../operations.ts";

/** The kernels behind `batchNorm` in fused.ts, for channels that are a multiple of 4. */
export const BATCH_NORM_KERNELS: WasmKernels = {
  [BATCH_NORM]: forward,
  [BATCH_NORM_GRAD]: gradient,
};

/** Chunks of rows that are summed on their own. Source: kernels/batch-norm.ts. */
const CHUNKS = 16;

function forward(call: Call, context: Context): tf.TensorInfo[] {
  const x = input(call, "x");
  const { rows, channels } = sizesOf(x);
  const y = makeTensor(context, x.shape);
  const mean = makeTensor(context, [channels]);
  const variance = makeTensor(context, [channels]);
  const saved = makeTensor(context, [2, channels]);
  const at = (tensor: tf.TensorInfo) => addressOf(context, tensor);
  const atInput = (name: string) => addressOfInput(context, call, name);
  const { residual } = call.inputs;
  const operation: Operation = [
    ...[4, at(x), at(y), ...["gamma", "beta", "mean", "variance"].map(atInput)],
    ...[at(mean), at(variance), at(saved), residual ? at(residual) : 0],
    ...[rows, channels, Number(call.attrs.relu)],
    ...[float(Number(call.attrs.epsilon))],
    ...[float(Number(call.attrs.momentum))],
    context.pool.workspace((CHUNKS + 2) * channels * WORD),
  ];
  context.pool.run([operation]);
  return [y, mean, variance, saved];
}

function gradient(call: Call, context: Context): tf.TensorInfo[] {
  const x = input(call, "x");
  const { rows, channels } = sizesOf(x);
  const dx = makeTensor(context, x.shape);
  const dgamma = makeTensor(context, [channels]);
  const dbeta = makeTensor(context, [channels]);
  const residual = call.attrs.residual
    ? makeTensor(context, x.shape)
    : undefined;
  const at = (tensor: tf.TensorInfo) => addressOf(context, tensor);
  const atInput = (name: string) => addressOfInput(context, call, name);
  const operation: Operation = [
    ...[5, atInput("dy"), at(x), call.attrs.relu ? atInput("y") : 0],
    ...[atInput("gamma"), atInput("saved0")],
    ...[at(dx), at(dgamma), at(dbeta), residual ? at(residual) : 0],
    ...[rows, channels],
    context.pool.workspace((2 * CHUNKS + 3) * channels * WORD),
  ];
  context.pool.run([operation]);
  return [dx, dgamma, dbeta, ...(residual ? [residual] : [])];
}

function sizesOf(x: tf.TensorInfo): { rows: number; channels: number } {
  const channels = x.shape.at(-1) ?? 1;
  return { rows: tf.util.sizeFromShape(x.shape) / channels, channels };
}
