import type * as tf from "@tensorflow/tfjs";
import type { Paddings } from "./shape.ts";

/** What TensorFlow.js works out about a convolution. */
export type ConvolutionInfo = ReturnType<
  typeof tf.backend_util.computeConv2DInfo
>;

/**
 * How a convolution is carried out. A filter on a small map has taps that meet padding at every
 * position; they are cut off. Filter and block are `[height, width, in, out]` and
 * `[batch, height, width, in]`.
 */
export interface ConvolutionPlan {
  /**
   * `matmul`: one output position, which sees `block` whole. `same`, `valid`: as TensorFlow
   * means them, on the input, or on `block` where it is padded first.
   */
  readonly kind: "matmul" | "same" | "valid";
  /** Position of the first tap that is kept, `[row, column, 0, 0]`. */
  readonly first: readonly number[];
  /** Shape of the filter that is kept. */
  readonly filter: readonly [number, number, number, number];
  readonly isCropped: boolean;
  /** Zeros to put around the input first. */
  readonly paddings: Paddings | undefined;
  /** Shape of what the taps meet: the input, padded or cut. */
  readonly block: readonly [number, number, number, number];
}

/** One axis of a convolution; `before` and `after` count padding. */
export interface Axis {
  readonly size: number;
  readonly taps: number;
  readonly stride: number;
  readonly before: number;
  readonly after: number;
  readonly out: number;
}

export interface CroppedAxis extends Axis {
  /** The first tap that is kept; `taps` counts those that are. */
  readonly first: number;
}

/**
 * The axis with only those taps that meet the input at one output position at least, and with
 * the padding that is left; undefined where none does.
 */
export function cropAxis(axis: Axis): CroppedAxis | undefined {
  const { size, stride, before, out } = axis;
  const kept: number[] = [];
  for (let tap = 0; tap < axis.taps; tap++) {
    for (let position = 0; position < out; position++) {
      const at = position * stride + tap - before;
      if (at < 0 || at >= size) continue;
      kept.push(tap);
      break;
    }
  }
  const [first] = kept;
  const last = kept.at(-1);
  if (first === undefined || last === undefined) return undefined;
  const taps = last - first + 1;
  const reach = (out - 1) * stride + taps - (before - first);
  return {
    ...axis,
    first,
    taps,
    before: before - first,
    after: Math.max(0, reach - size),
  };
}

/** The plan of a convolution, or undefined where TensorFlow.js' own kernel should do it. */
export function planConvolution(
  info: ConvolutionInfo,
): ConvolutionPlan | undefined {
  if (info.dataFormat !== "channelsLast") return undefined;
  if (info.dilationHeight !== 1 || info.dilationWidth !== 1) return undefined;
  if (!axes(info).every(isConsistent)) return undefined;
  const [row, column] = axes(info).map(cropAxis);
  if (row === undefined || column === undefined) return undefined;
  const { batchSize, inChannels, outChannels } = info;
  const isPoint = row.out === 1 && column.out === 1;
  const kind = isPoint ? "matmul" : padding([row, column]);
  const isPadded = !isPoint && kind === "valid" && hasPadding([row, column]);
  const height = isPadded ? row.before + row.size + row.after : row.size;
  const width = isPadded
    ? column.before + column.size + column.after
    : column.size;
  return {
    kind,
    first: [row.first, column.first, 0, 0],
    filter: [row.taps, column.taps, inChannels, outChannels],
    isCropped: row.taps < info.filterHeight || column.taps < info.filterWidth,
    paddings: isPadded
      ? [
          [0, 0],
          [row.before, row.after],
          [column.before, column.after],
          [0, 0],
        ]
      : undefined,
    block: isPoint
      ? [batchSize, row.taps, column.taps, inChannels]
      : [batchSize, height, width, inChannels],
  };
}

function axes(info: ConvolutionInfo): [Axis, Axis] {
  return [
    {
      size: info.inHeight,
      taps: info.filterHeight,
      stride: info.strideHeight,
      before: info.padInfo.top,
      after: info.padInfo.bottom,
      out: info.outHeight,
    },
    {
      size: info.inWidth,
      taps: info.filterWidth,
      stride: info.strideWidth,
      before: info.padInfo.left,
      after: info.padInfo.right,
      out: info.outWidth,
    },
  ];
}

/**
 * Whether TensorFlow.js counts the positions as TensorFlow does: not where it rounds up, nor for
 * a filter that is not square with one number for its padding, where it takes the height for both.
 */
function isConsistent(axis: Axis): boolean {
  const { size, taps, stride, before, after, out } = axis;
  return Math.floor((size + before + after - taps) / stride) + 1 === out;
}

function hasPadding(axes: readonly CroppedAxis[]): boolean {
  return axes.some((axis) => axis.before > 0 || axis.after > 0);
}

/**
 * `same` where TensorFlow's own rule comes to this very padding and it is even: with an uneven
 * one its gradient takes a path that is ten times as slow, and padding first does not.
 */
function padding(axes: readonly CroppedAxis[]): "same" | "valid" {
  if (!hasPadding(axes)) return "valid";
  const isSame = axes.every((axis) => {
    const out = Math.ceil(axis.size / axis.stride);
    const total = Math.max(0, (out - 1) * axis.stride + axis.taps - axis.size);
    const isEven = axis.before === axis.after;
    return axis.out === out && isEven && axis.before + axis.after === total;
  });
  return isSame ? "same" : "valid";
}
