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
import { FEW_CHANNELS, multiplyFew } from "./few-channels.ts";
import { type ConvolutionPlan, place, type Wanted } from "./placed.ts";
import { planFilter, planSliding } from "./sliding-product.ts";
import { planWinograd } from "./winograd.ts";

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
  wanted: "forward" | "gradient",
  source: tf.TensorInfo,
  other: tf.TensorInfo,
): tf.TensorInfo | undefined {
  const plan = planOf(context, info, wanted);
  if (!plan) return undefined;
  const shape = wanted === "forward" ? info.outShape : info.inShape;
  const target = makeTensor(context, shape);
  run(context, plan, { source, other, target });
  return target;
}

function filterGradient(
  call: Call,
  context: Context,
): tf.TensorInfo | undefined {
  const source = input(call, "x");
  const other = input(call, "dy");
  const shape = call.attrs.filterShape as number[];
  const info = describe(call, source.shape, shape);
  if (!info || !isFloat(source, other)) return undefined;
  const target = makeTensor(context, info.filterShape);
  const tensors = { source, other, target };
  if (info.inChannels < FEW_CHANNELS) {
    multiplyFew(context, info, tensors, (info) =>
      planOf(context, info, "filter"),
    );
  } else {
    const plan = planOf(context, info, "filter");
    if (plan) run(context, plan, tensors);
  }
  return target;
}

function run(
  context: Context,
  plan: ConvolutionPlan,
  tensors: Readonly<Record<"source" | "other" | "target", tf.TensorInfo>>,
): void {
  const addresses = {
    source: addressOf(context, tensors.source),
    other: addressOf(context, tensors.other),
    target: addressOf(context, tensors.target),
    workspace: context.pool.workspace(plan.bytes),
  };
  context.pool.run(place(plan, addresses));
}

/** Planning takes as long as a small product, and a network asks for the same few every step. */
const MOST_PLANS = 256;
const plans = new Map<string, ConvolutionPlan | undefined>();

/** Undefined where a row of the product would be too long. */
function planOf(
  { pool: { threads } }: Context,
  info: ConvolutionInfo,
  wanted: Wanted,
): ConvolutionPlan | undefined {
  const name = JSON.stringify([wanted, threads, info]);
  if (plans.has(name)) return plans.get(name);
  if (plans.size >= MOST_PLANS) plans.clear();
  const plan =
    planWinograd(info, wanted, threads) ??
    (wanted === "filter"
      ? planFilter(info)
      : planSliding(info, wanted, threads));
  plans.set(name, plan);
  return plan;
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
