// The loss of the chapter's three pictures, and the sigmoid that makes any prediction a share.

import * as tf from "@tensorflow/tfjs";
import { item, type Lab } from "lectern";
import * as figures from "./figures.ts";

export function showLoss(lab: Lab): void {
  // The chapter's three pictures: predictions that are shares already, so no sigmoid.
  const targets = tf.tensor1d([1, 0, 1]);
  const distance = (p: tf.Tensor) =>
    item(tf.where(targets.equal(1), tf.sub(1, p), p).mean());
  lab.number("toy-loss", distance(tf.tensor1d([0.9, 0.4, 0.2])));
  lab.number("toy-loss-better", distance(tf.tensor1d([0.9, 0.4, 0.8])));
  const at = [-4, -1, 0, 1, 4];
  const squashed = [...tf.sigmoid(at).dataSync()];
  lab.output("sigmoid", figures.printedSigmoid(at, squashed));
  lab.figure("branches", figures.branches());
}
