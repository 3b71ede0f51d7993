import * as tf from "@tensorflow/tfjs";
import type { TorchRandom } from "../random/torch-random.ts";
import { type Model, model } from "./layers.ts";

export interface ConvolutionSizes {
  /** Height and width of the kernel: odd. */
  readonly kernel: number;
  readonly stride: number;
}

// #region convolution
/** `nn.Conv2d` without bias; with stride 1 it keeps height and width. */
export function convolution(
  channelsIn: number,
  channelsOut: number,
  { kernel, stride }: ConvolutionSizes,
  random: TorchRandom,
): Model {
  const shape = [kernel, kernel, channelsIn, channelsOut] as const;
  const weight = heNormal(shape, random);
  const padding = (kernel - 1) / 2; // zeros on each side
  const forward = (x: tf.Tensor) =>
    tf.conv2d(x as tf.Tensor4D, weight, stride, padding);
  return model(forward, { weight });
}
// #endregion

/** Normal values of variance 2/(height·width·channelsOut). Source: He et al. 2015, fan out. */
function heNormal(
  shape: readonly [number, number, number, number],
  random: TorchRandom,
): tf.Variable<tf.Rank.R4> {
  const [height, width, channelsIn, channelsOut] = shape;
  const fanOut = height * width * channelsOut;
  const deviation = Math.sqrt(2 / fanOut);
  const values = random.randn(fanOut * channelsIn).map((z) => z * deviation);
  return tf.tidy(() => tf.variable(tf.tensor4d(values, [...shape])));
}
