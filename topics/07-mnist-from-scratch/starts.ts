// Two models with the same 785 parameters that differ only in the numbers they begin with.

import * as tf from "@tensorflow/tfjs";
import {
  chapterStream,
  item,
  type Lab,
  linearModel,
  type Model,
  model,
  TorchRandom,
} from "lectern";
import * as figures from "./figures.ts";

/** Beyond it the sigmoid's slope is below a hundredth: a twenty-fifth of its steepest. */
const AWAKE = 4.6;

/** As the chapter draws them here: normal numbers, of size 1. */
export function chapterStart(lab: Lab): Model {
  const random = chapterStream("mnist-loss", lab.seed);
  const weight = tf.variable(tf.tensor2d(random.randn(784), [784, 1]));
  const bias = tf.variable(tf.tensor1d(random.randn(1)));
  return model((x) => tf.matMul(x, weight).add(bias), { weight, bias });
}

/** As nn.Linear draws them: uniform on ±1/28. */
export function smallStart(lab: Lab): Model {
  return linearModel(new TorchRandom(lab.seed));
}

/** Where both starts put their first predictions, and how many of them the sigmoid can feel. */
export function compareStarts(lab: Lab, x: tf.Tensor, y: tf.Tensor): void {
  const loud = chapterStart(lab)(x); // [12396, 1]
  const awake = lab.number("awake", awakeShare(loud));
  lab.number("awake-small", awakeShare(smallStart(lab)(x)));
  lab.number("awake-edge", AWAKE);
  lab.number("called-3", item(loud.greater(0).cast("float32").mean()));
  lab.number("mean-prediction", item(loud.mean()));
  lab.claim("mostly-asleep", awake, "<", 0.5);
  lab.figure("starts", figures.starts(loud, y, AWAKE));
}

/** The share of predictions at which the sigmoid still has a slope. */
function awakeShare(predictions: tf.Tensor): number {
  return item(predictions.abs().less(AWAKE).cast("float32").mean());
}
