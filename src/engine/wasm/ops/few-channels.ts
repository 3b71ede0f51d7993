import type * as tf from "@tensorflow/tfjs";
import type { ConvolutionInfo } from "../../convolution-info.ts";
import { addressOf, type Context, numbersOf } from "../kernel.ts";
import { WORD } from "../operations.ts";

/** With fewer channels than this, the filter's gradient is worth a copy of the input. */
export const FEW_CHANNELS = 16;

/** Writes the filter's gradient of this convolution, without padding, to `target` or else to dw. */
type Multiply = (info: ConvolutionInfo, x: number, target?: number) => void;

/**
 * The gradient of a filter that looks at few channels, such as a network's first. Its input is
 * padded, so that the taps of a line lie side by side: one product for all of them. Where all
 * channels of the input are the same, as in gray pictures, so are their gradients, to the bit: one
 * is computed and copied.
 *
 * What it needs on the way lies in the workspace: to make a tensor of it or not, as the pictures
 * happen to be, would not fit a plan.
 */
export function multiplyFew(
  context: Context,
  info: ConvolutionInfo,
  x: tf.TensorInfo,
  dw: tf.TensorInfo,
  multiply: Multiply,
): void {
  const { top, bottom, left, right } = info.padInfo;
  const isGray = areSame(numbersOf(context, x), info.inChannels);
  if (!isGray && top + left === 0) {
    multiply(info, addressOf(context, x));
    return;
  }
  const copied: ConvolutionInfo = {
    ...info,
    inHeight: top + info.inHeight + bottom,
    inWidth: left + info.inWidth + right,
    inChannels: isGray ? 1 : info.inChannels,
    padInfo: { ...info.padInfo, top: 0, bottom: 0, left: 0, right: 0 },
  };
  const { batchSize, inHeight, inWidth, inChannels } = copied;
  const size = batchSize * inHeight * inWidth * inChannels;
  const taps = info.filterHeight * info.filterWidth;
  const ofOne = taps * info.outChannels;
  const at = context.pool.workspace((size + ofOne) * WORD);
  const workspace = new Float32Array(
    context.backend.memory.buffer,
    at,
    size + ofOne,
  );
  copyPadded(info, numbersOf(context, x), copied, workspace.fill(0, 0, size));
  if (!isGray) {
    multiply(copied, at);
    return;
  }
  multiply(copied, at, at + size * WORD);
  spread(workspace.subarray(size), numbersOf(context, dw), info);
}

/** Whether every pixel has the same number in all of its channels, of which there are several. */
function areSame(numbers: Float32Array, channels: number): boolean {
  if (channels === 1) return false;
  for (let pixel = 0; pixel < numbers.length; pixel += channels) {
    for (let at = pixel + 1; at < pixel + channels; at += 1) {
      if (numbers[at] !== numbers[pixel]) return false;
    }
  }
  return true;
}

/** Copies the first channels of the pictures into larger ones, which are 0 so far. */
function copyPadded(
  { inHeight, inWidth, inChannels, batchSize, padInfo }: ConvolutionInfo,
  from: Float32Array,
  copied: ConvolutionInfo,
  to: Float32Array,
): void {
  const channels = copied.inChannels;
  let source = 0;
  for (let image = 0; image < batchSize; image += 1) {
    for (let row = 0; row < inHeight; row += 1) {
      const line = image * copied.inHeight + padInfo.top + row;
      let target = (line * copied.inWidth + padInfo.left) * channels;
      for (let pixel = 0; pixel < inWidth; pixel += 1) {
        for (let channel = 0; channel < channels; channel += 1) {
          to[target++] = from[source + channel] as number;
        }
        source += inChannels;
      }
    }
  }
}

/** Copies the gradient of one channel to all: `[taps, 1, outputs]` to `[taps, channels, outputs]`. */
function spread(
  one: Float32Array,
  all: Float32Array,
  { inChannels, outChannels }: ConvolutionInfo,
): void {
  let to = 0;
  for (let from = 0; from < one.length; from += outChannels) {
    for (let channel = 0; channel < inChannels; channel += 1) {
      all.set(one.subarray(from, from + outChannels), to);
      to += outChannels;
    }
  }
}
