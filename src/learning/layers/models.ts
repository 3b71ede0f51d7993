import * as tf from "@tensorflow/tfjs";
import { AREA } from "../../digits/digits.ts";
import type { TorchRandom } from "../random/torch-random.ts";
import {
  linear,
  type Mode,
  type Model,
  model,
  relu,
  sequential,
} from "./layers.ts";

/** One weight a pixel and a bias, 785 parameters: `[batch, 784] → [batch, 1]`. */
// #region linear-model
export function linearModel(random: TorchRandom): Model {
  return linear(AREA, 1, random);
}
// #endregion

/** The chapter's net with 30 hidden units, 23,581 parameters: `[batch, 784] → [batch, 1]`. */
// #region simple-net
export function simpleNet(random: TorchRandom): Model {
  return sequential(linear(AREA, 30, random), relu, linear(30, 1, random));
}
// #endregion

/** The net for rows of gray pixels `[batch, 784]` in place of pictures in colour. */
// #region on-digits
export function onDigits(net: Model): Model {
  const forward = (xb: tf.Tensor, mode?: Mode) => {
    const gray = tf.reshape(xb, [-1, 28, 28, 1]);
    return net(tf.tile(gray, [1, 1, 1, 3]), mode); // [batch, 28, 28, 3]
  };
  return model(forward, Object.fromEntries(net.state));
}
// #endregion
