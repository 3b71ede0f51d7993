import type * as tf from "@tensorflow/tfjs";
import type { ConvolutionInfo } from "../../convolution-info.ts";
import { addressOf, type Context, numbersOf } from "../kernel.ts";
import { WORD } from "../operations.ts";
import { type ConvolutionPlan, place } from "./placed.ts";

/** With fewer channels than this, the filter's gradient is worth a copy of the input. */
export const FEW_CHANNELS = 16;

/** How the filter's gradient of a convolution is computed. */
type Planner = (info: ConvolutionInfo) => ConvolutionPlan | undefined;

interface Tensors {
  readonly source: tf.TensorInfo;
  readonly other: tf.TensorInfo;
  readonly target: tf.TensorInfo;
}

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
  { source, other, target }: Tensors,
  planOf: Planner,
): void {
  const run = (info: ConvolutionInfo, source: number, to: number) => {
    const plan = planOf(info);
    if (!plan) throw new Error("no plan for a filter's gradient");
    const from = { source, other: addressOf(context, other) };
    context.pool.run(place(plan, { ...from, target: to, workspace: 0 }));
  };
  const dw = addressOf(context, target);
  const { top, bottom, left, right } = info.padInfo;
  const isGray = areSame(numbersOf(context, source), info.inChannels);
  if (!isGray && top + left === 0) {
    run(info, addressOf(context, source), dw);
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
  const pictures = numbersOf(context, source);
  copyPadded(info, pictures, copied, workspace.fill(0, 0, size));
  if (!isGray) {
    run(copied, at, dw);
    return;
  }
  run(copied, at, at + size * WORD);
  spread(workspace.subarray(size), numbersOf(context, target), info);
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
