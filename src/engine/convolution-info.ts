import * as tf from "@tensorflow/tfjs";
import type { Call } from "./kernel.ts";

type Shape4D = [number, number, number, number];

/** All sizes of a convolution, or of a pool. */
export type ConvolutionInfo = tf.backend_util.Conv2DInfo;

/** One axis (height or width) of a convolution. */
export interface Axis {
  readonly input: number;
  readonly output: number;
  readonly filter: number;
  readonly stride: number;
  /** Zeros before the first input, and behind the last. */
  readonly before: number;
  readonly after: number;
}

/** Undefined where it is none that our kernels know: dilated, or with its channels first. */
export function convolutionInfo(
  { attrs }: Call,
  inputShape: readonly number[],
  filterShape: readonly number[],
): ConvolutionInfo | undefined {
  const { strides, pad, dimRoundingMode, dilations, dataFormat } =
    attrs as unknown as tf.Conv2DAttrs;
  const info = tf.backend_util.computeConv2DInfo(
    inputShape as Shape4D,
    filterShape as Shape4D,
    strides,
    dilations ?? 1,
    pad,
    dimRoundingMode,
    false,
    tf.backend_util.convertConv2DDataFormat(dataFormat),
  );
  const isDilated = info.dilationHeight !== 1 || info.dilationWidth !== 1;
  if (isDilated || info.dataFormat !== "channelsLast") return undefined;
  return info;
}

/** Of a pool over height and width, channels last. */
export function poolInfo(
  { attrs }: Call,
  inputShape: readonly number[],
): ConvolutionInfo {
  const { filterSize, strides, pad, dimRoundingMode } =
    attrs as unknown as tf.MaxPoolAttrs;
  return tf.backend_util.computePool2DInfo(
    inputShape as Shape4D,
    filterSize,
    strides,
    1,
    pad,
    dimRoundingMode,
  );
}

/** Height and width. */
export function axesOf(info: ConvolutionInfo): [Axis, Axis] {
  const { top, bottom, left, right } = info.padInfo;
  return [
    {
      input: info.inHeight,
      output: info.outHeight,
      filter: info.filterHeight,
      stride: info.strideHeight,
      before: top,
      after: bottom,
    },
    {
      input: info.inWidth,
      output: info.outWidth,
      filter: info.filterWidth,
      stride: info.strideWidth,
      before: left,
      after: right,
    },
  ];
}
