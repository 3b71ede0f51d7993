import * as tf from "@tensorflow/tfjs";
import {
  type ConvolutionInfo,
  convolutionInfo,
} from "../../convolution-info.ts";
import { type Call, input, isFloat } from "../../kernel.ts";
import {
  addressOf,
  type Context,
  makeTensor,
  type WasmKernels,
} from "../kernel.ts";
import type { Operation } from "../operations.ts";
import { FEW_CHANNELS, multiplyFew } from "./few-channels.ts";
import {
  planFilter,
  planSliding,
  type SlidingPlan,
} from "./sliding-product.ts";

/**
 * Convolutions (height and width, channels last, no dilation) as products of matrices:
 * convolution-plan.ts says how they are cut.
 */
export const CONVOLUTION_KERNELS: WasmKernels = {
  [tf.Conv2D]: forward,
  [tf.Conv2DBackpropInput]: inputGradient,
  [tf.Conv2DBackpropFilter]: filterGradient,
};

function forward(call: Call, context: Context): tf.TensorInfo | undefined {
  const x = input(call, "x");
  const filter = input(call, "filter");
  const info = describe(call, x.shape, filter.shape);
  if (!info || !isFloat(x, filter)) return undefined;
  return slide(context, info, "forward", x, filter);
}

function inputGradient(
  call: Call,
  context: Context,
): tf.TensorInfo | undefined {
  const dy = input(call, "dy");
  const filter = input(call, "filter");
  const shape = call.attrs.inputShape as number[];
  const info = describe(call, shape, filter.shape);
  if (!info || !isFloat(dy, filter)) return undefined;
  return slide(context, info, "gradient", dy, filter);
}

function slide(
  context: Context,
  info: ConvolutionInfo,
  direction: "forward" | "gradient",
  source: tf.TensorInfo,
  filter: tf.TensorInfo,
): tf.TensorInfo | undefined {
  const { threads } = context.pool;
  const plan = remembered(slidingPlans, [direction, threads, info], () =>
    planSliding(info, direction, threads),
  );
  if (!plan) return undefined;
  const shape = direction === "forward" ? info.outShape : info.inShape;
  const target = makeTensor(context, shape);
  const packed = context.pool.workspace(plan.bytes);
  context.pool.run([
    at(plan.pack, addressOf(context, filter), packed),
    at(
      plan.multiply,
      addressOf(context, source),
      addressOf(context, target),
      packed,
    ),
  ]);
  return target;
}

function filterGradient(
  call: Call,
  context: Context,
): tf.TensorInfo | undefined {
  const x = input(call, "x");
  const dy = input(call, "dy");
  const shape = call.attrs.filterShape as number[];
  const info = describe(call, x.shape, shape);
  if (!info || !isFloat(x, dy)) return undefined;
  const dw = makeTensor(context, info.filterShape);
  const from = { x: addressOf(context, x), dy: addressOf(context, dy) };
  const multiply = (
    info: ConvolutionInfo,
    x: number,
    target = addressOf(context, dw),
  ) => {
    const plan = remembered(filterPlans, [info], () => planFilter(info));
    context.pool.run([at(plan, x, from.dy, target)]);
  };
  if (info.inChannels >= FEW_CHANNELS) multiply(info, from.x);
  else multiplyFew(context, info, x, dw, multiply);
  return dw;
}

/** Planning takes as long as a small product, and a network asks for the same few every step. */
const MOST_PLANS = 256;
const slidingPlans = new Map<string, SlidingPlan | undefined>();
const filterPlans = new Map<string, Operation>();

function remembered<T>(
  plans: Map<string, T>,
  key: unknown[],
  plan: () => T,
): T {
  const name = JSON.stringify(key);
  const known = plans.get(name);
  if (known !== undefined) return known;
  if (plans.size >= MOST_PLANS) plans.clear();
  const made = plan();
  plans.set(name, made);
  return made;
}

/** The operation with its addresses, which come first among its arguments. */
function at(operation: Operation, ...addresses: readonly number[]): Operation {
  const copy = operation.slice();
  for (const [index, each] of addresses.entries()) copy[index + 1] = each;
  return copy;
}

/** Undefined where it is none that our kernels know, or has nothing to read. */
function describe(
  call: Call,
  inputShape: number[],
  filterShape: number[],
): ConvolutionInfo | undefined {
  const info = convolutionInfo(call, inputShape, filterShape);
  return info && tf.util.sizeFromShape(info.inShape) > 0 ? info : undefined;
}
