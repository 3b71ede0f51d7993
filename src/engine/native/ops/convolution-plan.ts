import {
  type Axis,
  axesOf,
  type ConvolutionInfo,
} from "../../convolution-info.ts";
import { filterAxis } from "../../convolution-plan.ts";
import type { Paddings } from "./shape.ts";

/**
 * How a convolution is carried out. A filter on a small map has taps that meet padding at every
 * position; they are cut off. Filter and block are `[height, width, in, out]` and
 * `[batch, height, width, in]`.
 */
export interface ConvolutionPlan {
  readonly info: ConvolutionInfo;
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

interface CroppedAxis extends Axis {
  /** The first tap that is kept; `filter` counts those that are. */
  readonly first: number;
}

/**
 * The axis with only those taps that meet the input at one output position at least, and with
 * the padding that is left; undefined where none does.
 */
function crop(axis: Axis): CroppedAxis | undefined {
  const seen = filterAxis(axis).filter((tap) => tap.count > 0);
  const first = seen[0]?.place;
  const last = seen.at(-1)?.place;
  if (first === undefined || last === undefined) return undefined;
  const filter = last - first + 1;
  const before = axis.before - first;
  const reach = (axis.output - 1) * axis.stride + filter - before;
  return {
    ...axis,
    first,
    filter,
    before,
    after: Math.max(0, reach - axis.input),
  };
}

/** The plan of a convolution, or undefined where TensorFlow.js' own kernel should do it. */
export function planConvolution(
  info: ConvolutionInfo | undefined,
): ConvolutionPlan | undefined {
  if (!info || !axesOf(info).every(isConsistent)) return undefined;
  const [row, column] = axesOf(info).map(crop);
  if (row === undefined || column === undefined) return undefined;
  const { batchSize, inChannels, outChannels } = info;
  const isPoint = row.output === 1 && column.output === 1;
  const kind = isPoint ? "matmul" : padding([row, column]);
  const isPadded = !isPoint && kind === "valid" && hasPadding([row, column]);
  const [height, width] = isPadded
    ? [paddedSize(row), paddedSize(column)]
    : [row.input, column.input];
  return {
    info,
    kind,
    first: [row.first, column.first, 0, 0],
    filter: [row.filter, column.filter, inChannels, outChannels],
    isCropped:
      row.filter < info.filterHeight || column.filter < info.filterWidth,
    paddings: isPadded
      ? [
          [0, 0],
          [row.before, row.after],
          [column.before, column.after],
          [0, 0],
        ]
      : undefined,
    block: isPoint
      ? [batchSize, row.filter, column.filter, inChannels]
      : [batchSize, height, width, inChannels],
  };
}

/**
 * Whether TensorFlow.js counts the positions as TensorFlow does: not where it rounds up, nor for
 * a filter that is not square with one number for its padding, where it takes the height for both.
 */
function isConsistent(axis: Axis): boolean {
  const { filter, stride, output } = axis;
  return Math.floor((paddedSize(axis) - filter) / stride) + 1 === output;
}

function paddedSize(axis: Axis): number {
  return axis.before + axis.input + axis.after;
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
    const output = Math.ceil(axis.input / axis.stride);
    const reach = (output - 1) * axis.stride + axis.filter;
    const total = Math.max(0, reach - axis.input);
    const isEven = axis.before === axis.after;
    return axis.output === output && isEven && 2 * axis.before === total;
  });
  return isSame ? "same" : "valid";
}
