import * as tf from "@tensorflow/tfjs";
import type { Attribute, Handle, NativeOps } from "../binding.ts";
import {
  type ConvolutionInfo,
  type ConvolutionPlan,
  planConvolution,
} from "./convolution-plan.ts";
import { matMul, pad, reshape, slice } from "./shape.ts";

/** A kernel's work; undefined where TensorFlow.js' own kernel should do it. */
export type KernelBody = (
  ops: NativeOps,
  inputs: tf.NamedTensorInfoMap,
  attributes: tf.NamedAttrMap,
) => Handle[] | undefined;

type Shape4D = [number, number, number, number];

/** Convolution: `{x, filter}` → y. */
export const conv2D: KernelBody = (ops, inputs, attributes) => {
  const { x, filter } = inputs;
  const info = convolutionInfo(x?.shape, filter?.shape, attributes);
  const plan = planFor(info, x, filter);
  if (plan === undefined) return undefined;
  const taps = keptTaps(ops, ops.id(filter), plan);
  if (plan.kind === "matmul") {
    const y = matMul(ops, rows(ops, ops.id(x), plan), columns(ops, taps, plan));
    return [reshape(ops, y.id, info.outShape)];
  }
  const settings = convolutionSettings(ops, info, plan);
  return [ops.run("Conv2D", settings, [padded(ops, ops.id(x), plan), taps])];
};

/** Gradient of a convolution in its input: `{dy, filter}` → dx. */
export const conv2DBackpropInput: KernelBody = (ops, inputs, attributes) => {
  const { dy, filter } = inputs;
  const inputShape = attributes.inputShape as number[];
  const info = convolutionInfo(inputShape, filter?.shape, attributes);
  const plan = planFor(info, dy, filter);
  if (plan === undefined) return undefined;
  const taps = keptTaps(ops, ops.id(filter), plan);
  if (plan.kind === "matmul") {
    const dyRows = outputRows(ops, ops.id(dy), plan);
    const dx = matMul(ops, dyRows, columns(ops, taps, plan), { b: true });
    return [uncut(ops, reshape(ops, dx.id, [...plan.block]), info, plan)];
  }
  const settings = convolutionSettings(ops, info, plan);
  const block = ops.constant(plan.block);
  const args = [block, taps, ops.id(dy)];
  const dx = ops.run("Conv2DBackpropInput", settings, args);
  if (plan.paddings === undefined) return [dx];
  const corner = plan.paddings.map(([before]) => before);
  return [slice(ops, dx.id, corner, info.inShape)];
};

/** Gradient of a convolution in its filter: `{x, dy}` → dfilter. */
export const conv2DBackpropFilter: KernelBody = (ops, inputs, attributes) => {
  const { x, dy } = inputs;
  const filterShape = attributes.filterShape as number[];
  const info = convolutionInfo(x?.shape, filterShape, attributes);
  const plan = planFor(info, x, dy);
  if (plan === undefined) return undefined;
  if (plan.kind === "matmul") {
    const xRows = rows(ops, ops.id(x), plan);
    const dyRows = outputRows(ops, ops.id(dy), plan);
    const dw = matMul(ops, xRows, dyRows, { a: true });
    return [uncropped(ops, reshape(ops, dw.id, [...plan.filter]), info, plan)];
  }
  const settings = convolutionSettings(ops, info, plan);
  const sizes = ops.constant(plan.filter);
  const args = [padded(ops, ops.id(x), plan), sizes, ops.id(dy)];
  const dw = ops.run("Conv2DBackpropFilter", settings, args);
  return [uncropped(ops, dw, info, plan)];
};

function convolutionInfo(
  input: readonly number[] | undefined,
  filter: readonly number[] | undefined,
  attributes: tf.NamedAttrMap,
): ConvolutionInfo {
  const { strides, pad, dimRoundingMode, dilations, dataFormat } =
    attributes as unknown as tf.Conv2DAttrs;
  return tf.backend_util.computeConv2DInfo(
    input as Shape4D,
    filter as Shape4D,
    strides,
    dilations ?? 1,
    pad,
    dimRoundingMode,
    false,
    tf.backend_util.convertConv2DDataFormat(dataFormat),
  );
}

function planFor(
  info: ConvolutionInfo,
  ...tensors: (tf.TensorInfo | undefined)[]
): ConvolutionPlan | undefined {
  const isFloat = tensors.every((each) => each?.dtype === "float32");
  return isFloat ? planConvolution(info) : undefined;
}

function convolutionSettings(
  ops: NativeOps,
  info: ConvolutionInfo,
  plan: ConvolutionPlan,
): Attribute[] {
  return [
    ops.type(),
    ops.ints("strides", [1, info.strideHeight, info.strideWidth, 1]),
    ops.text("padding", plan.kind === "same" ? "SAME" : "VALID"),
    ops.text("data_format", "NHWC"),
    ops.ints("dilations", [1, 1, 1, 1]),
  ];
}

/** The filter without the taps that only ever meet padding. */
function keptTaps(ops: NativeOps, filter: number, plan: ConvolutionPlan) {
  if (!plan.isCropped) return filter;
  return slice(ops, filter, plan.first, plan.filter).id;
}

/** The filter's gradient at its full shape: zero where a tap only ever met padding. */
function uncropped(
  ops: NativeOps,
  dw: Handle,
  info: ConvolutionInfo,
  plan: ConvolutionPlan,
): Handle {
  if (!plan.isCropped) return dw;
  const [row = 0, column = 0] = plan.first;
  const [height, width] = plan.filter;
  return pad(ops, dw.id, [
    [row, info.filterHeight - row - height],
    [column, info.filterWidth - column - width],
    [0, 0],
    [0, 0],
  ]);
}

function padded(ops: NativeOps, x: number, plan: ConvolutionPlan): number {
  return plan.paddings === undefined ? x : pad(ops, x, plan.paddings).id;
}

/** `matmul`: what the one output position sees, a row an image. */
function rows(ops: NativeOps, x: number, plan: ConvolutionPlan): number {
  const [batch, height, width, channels] = plan.block;
  const block = slice(ops, x, [0, 0, 0, 0], plan.block).id;
  return reshape(ops, block, [batch, height * width * channels]).id;
}

/** `matmul`: the filter, a column an output channel. */
function columns(ops: NativeOps, taps: number, plan: ConvolutionPlan): number {
  const [height, width, channels, out] = plan.filter;
  return reshape(ops, taps, [height * width * channels, out]).id;
}

function outputRows(ops: NativeOps, dy: number, plan: ConvolutionPlan): number {
  return reshape(ops, dy, [plan.block[0], plan.filter[3]]).id;
}

/** `matmul`: the input's gradient at its full shape, zero where nothing was seen. */
function uncut(
  ops: NativeOps,
  dx: Handle,
  info: ConvolutionInfo,
  plan: ConvolutionPlan,
): Handle {
  const [, height, width] = plan.block;
  if (height === info.inHeight && width === info.inWidth) return dx;
  return pad(ops, dx.id, [
    [0, 0],
    [0, info.inHeight - height],
    [0, info.inWidth - width],
    [0, 0],
  ]);
}
