import * as tf from "@tensorflow/tfjs";
import type { TorchRandom } from "../random/torch-random.ts";
import { type BatchNorm, batchNorm2d } from "./batch-norm.ts";
import { convolution } from "./convolution.ts";
import {
  identity,
  linear,
  type Mode,
  type Model,
  model,
  sequential,
} from "./layers.ts";

export interface ResNetOptions {
  /** Default: 2. */
  readonly classes?: number;
  /** What follows the batch norms. Default: `withRelu`. */
  readonly ending?: Ending;
}

/** A batch norm of x, plus the residual if there is one, and an activation. */
export type Ending = (
  norm: BatchNorm,
  x: tf.Tensor,
  mode?: Mode,
  residual?: tf.Tensor,
) => tf.Tensor;

/** ResNet's own ending. */
export const withRelu: Ending = (norm, x, mode, residual) =>
  norm(x, mode, { residual, relu: true });

/** Its smooth twin: without ReLU's kink, gradients of two libraries can be compared tightly. */
export const withSoftplus: Ending = (norm, x, mode, residual) => {
  const y = norm(x, mode);
  return tf.softplus(residual ? tf.add(y, residual) : y);
};

/**
 * ResNet-18 with torchvision's layers and names: pictures `[batch, height, width, 3]` to logits
 * `[batch, classes]`. 11,177,538 parameters with two classes.
 * Source: He et al. 2015, "Deep Residual Learning"; torchvision's `resnet18`.
 */
// #region resnet18
export function resnet18(random: TorchRandom, options: ResNetOptions = {}) {
  const { classes = 2, ending = withRelu } = options;
  const build = { random, ending };
  const conv1 = convolution(3, 64, { kernel: 7, stride: 2 }, random);
  const bn1 = batchNorm2d(64);
  const layer1 = sequential(block(64, 64, build), block(64, 64, build));
  const layer2 = sequential(block(64, 128, build), block(128, 128, build));
  const layer3 = sequential(block(128, 256, build), block(256, 256, build));
  const layer4 = sequential(block(256, 512, build), block(512, 512, build));
  const fc = linear(512, classes, random);
  const forward = (x: tf.Tensor, mode?: Mode) => {
    let y = ending(bn1, conv1(x), mode); // [n, 28, 28, 3] → [n, 14, 14, 64]
    y = tf.maxPool(y as tf.Tensor4D, 3, 2, 1); // → [n, 7, 7, 64]
    for (const layer of [layer1, layer2, layer3, layer4]) y = layer(y, mode);
    return fc(tf.mean(y, [1, 2])); // [n, 1, 1, 512] → [n, 512] → [n, classes]
  };
  return model(forward, { conv1, bn1, layer1, layer2, layer3, layer4, fc });
}
// #endregion

/** What every block is built with. */
interface Build {
  readonly random: TorchRandom;
  readonly ending: Ending;
}

/** Two 3×3 convolutions, and a shortcut around them that the gradient takes undimmed. */
// #region block
function block(from: number, to: number, { random, ending }: Build): Model {
  const stride = from === to ? 1 : 2;
  const conv1 = convolution(from, to, { kernel: 3, stride }, random);
  const bn1 = batchNorm2d(to);
  const conv2 = convolution(to, to, { kernel: 3, stride: 1 }, random);
  const bn2 = batchNorm2d(to);
  const downsample = from === to ? identity : projection(from, to, random);
  const forward = (x: tf.Tensor, mode?: Mode) => {
    const hidden = ending(bn1, conv1(x), mode);
    return ending(bn2, conv2(hidden), mode, downsample(x, mode));
  };
  return model(forward, { conv1, bn1, conv2, bn2, downsample });
}
// #endregion

/** The shortcut where the shape changes: a 1×1 convolution that halves height and width. */
function projection(from: number, to: number, random: TorchRandom): Model {
  return sequential(
    convolution(from, to, { kernel: 1, stride: 2 }, random),
    batchNorm2d(to),
  );
}
