import { convolutionInfo } from "../../convolution-info.ts";
import { input, isFloat } from "../../kernel.ts";
import type { Attribute, Handle, NativeKernel, NativeOps } from "../binding.ts";
import { type ConvolutionPlan, planConvolution } from "./convolution-plan.ts";
import { matMul, pad, reshape, slice } from "./shape.ts";

/** Convolution: `{x, filter}` → y. */
export const conv2D: NativeKernel = (call, ops) => {
  const [x, filter] = [input(call, "x"), input(call, "filter")];
  if (!isFloat(x, filter)) return undefined;
  const plan = planConvolution(convolutionInfo(call, x.shape, filter.shape));
  if (plan === undefined) return undefined;
  const taps = keptTaps(ops, ops.id(filter), plan);
  if (plan.kind === "matmul") {
    const y = matMul(ops, rows(ops, ops.id(x), plan), columns(ops, taps, plan));
    return [reshape(ops, y.id, plan.info.outShape)];
  }
  const settings = convolutionSettings(ops, plan);
  return [ops.run("Conv2D", settings, [padded(ops, ops.id(x), plan), taps])];
};

/** Gradient of a convolution in its input: `{dy, filter}` → dx. */
export const conv2DBackpropInput: NativeKernel = (call, ops) => {
  const [dy, filter] = [input(call, "dy"), input(call, "filter")];
  if (!isFloat(dy, filter)) return undefined;
  const inputShape = call.attrs.inputShape as number[];
  const plan = planConvolution(convolutionInfo(call, inputShape, filter.shape));
  if (plan === undefined) return undefined;
  const taps = keptTaps(ops, ops.id(filter), plan);
  if (plan.kind === "matmul") {
    const dyRows = outputRows(ops, ops.id(dy), plan);
    const dx = matMul(ops, dyRows, columns(ops, taps, plan), { b: true });
    return [uncut(ops, reshape(ops, dx.id, [...plan.block]), plan)];
  }
  const settings = convolutionSettings(ops, plan);
  const block = ops.constant(plan.block);
  const args = [block, taps, ops.id(dy)];
  const dx = ops.run("Conv2DBackpropInput", settings, args);
  if (plan.paddings === undefined) return [dx];
  const corner = plan.paddings.map(([before]) => before);
  return [slice(ops, dx.id, corner, plan.info.inShape)];
};

/** Gradient of a convolution in its filter: `{x, dy}` → dfilter. */
export const conv2DBackpropFilter: NativeKernel = (call, ops) => {
  const [x, dy] = [input(call, "x"), input(call, "dy")];
  if (!isFloat(x, dy)) return undefined;
  const filterShape = call.attrs.filterShape as number[];
  const plan = planConvolution(convolutionInfo(call, x.shape, filterShape));
  if (plan === undefined) return undefined;
  if (plan.kind === "matmul") {
    const xRows = rows(ops, ops.id(x), plan);
    const dyRows = outputRows(ops, ops.id(dy), plan);
    const dw = matMul(ops, xRows, dyRows, { a: true });
    return [uncropped(ops, reshape(ops, dw.id, [...plan.filter]), plan)];
  }
  const settings = convolutionSettings(ops, plan);
  const sizes = ops.constant(plan.filter);
  const args = [padded(ops, ops.id(x), plan), sizes, ops.id(dy)];
  const dw = ops.run("Conv2DBackpropFilter", settings, args);
  return [uncropped(ops, dw, plan)];
};

function convolutionSettings(
  ops: NativeOps,
  plan: ConvolutionPlan,
): Attribute[] {
  const { strideHeight, strideWidth } = plan.info;
  return [
    ops.type(),
    ops.ints("strides", [1, strideHeight, strideWidth, 1]),
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
function uncropped(ops: NativeOps, dw: Handle, plan: ConvolutionPlan): Handle {
  if (!plan.isCropped) return dw;
  const [row = 0, column = 0] = plan.first;
  const [height, width] = plan.filter;
  return pad(ops, dw.id, [
    [row, plan.info.filterHeight - row - height],
    [column, plan.info.filterWidth - column - width],
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
function uncut(ops: NativeOps, dx: Handle, plan: ConvolutionPlan): Handle {
  const [, height, width] = plan.block;
  if (height === plan.info.inHeight && width === plan.info.inWidth) return dx;
  return pad(ops, dx.id, [
    [0, 0],
    [0, plan.info.inHeight - height],
    [0, plan.info.inWidth - width],
    [0, 0],
  ]);
}
