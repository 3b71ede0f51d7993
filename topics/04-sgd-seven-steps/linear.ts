// Pixel similarity is a linear model that nobody trained. So train it.

import * as tf from "@tensorflow/tfjs";
import {
  BasicOptim,
  item,
  type Lab,
  mnistLoss,
  nth,
  stack,
  trainBatch,
} from "lectern";
import * as figures from "./figures.ts";

/** The chapter's learning rate for the digits. */
const TRAIN_LR = 1;
/** Steps on all digits at once: far enough to see where the curve goes. */
const TRAIN_STEPS = { full: 100, quick: 20 };

/** Trains weights [784, 1] and a bias on all the training digits [count, 28, 28]. */
export function giveItTheSteps(
  lab: Lab,
  { weights, bias }: { weights: tf.Variable; bias: tf.Variable },
  digits: tf.Tensor,
): void {
  const { valid, train } = lab.digits;
  const model = (x: tf.Tensor) => tf.matMul(x, weights).add(bias);
  const optimizer = new BasicOptim([weights, bias], TRAIN_LR);
  const xs = digits.reshape([-1, 784]); // [12396, 784]
  const ys = targets(train.threes.count, train.sevens.count);
  const validXs = tf.concat([stack(valid.threes), stack(valid.sevens)]);
  const validYs = targets(valid.threes.count, valid.sevens.count);
  const mistakes = () =>
    tf.tidy(() => {
      const scores = model(validXs.reshape([-1, 784])); // [2038, 1]
      return item(scores.greater(0).notEqual(validYs.greater(0)).sum());
    });
  const missed = [mistakes()];
  const losses: number[] = [];
  const total = lab.number("train-steps", lab.pick(TRAIN_STEPS));
  for (let step = 1; step <= total; step++) {
    const loss = trainBatch(model, [xs, ys], mnistLoss, optimizer);
    losses.push(loss);
    missed.push(mistakes());
    const detail = `step ${step}, loss ${loss.toFixed(4)}`;
    lab.progress("linear model", { done: step, total, detail });
  }
  const before = lab.number("mistakes-before", nth(missed, 0));
  const after = lab.number("mistakes-after", nth(missed, total));
  const count = lab.number("valid-count", validYs.size);
  lab.number("accuracy-before", 1 - before / count);
  lab.number("accuracy-after", 1 - after / count);
  lab.number("loss-before", nth(losses, 0));
  lab.number("loss-after", nth(losses, -1));
  lab.claim("learning-helps", after, "<", before);
  lab.figure("mistakes", figures.mistakes(missed));
}

/** 1 for each three, 0 for each seven: [count, 1]. */
function targets(threes: number, sevens: number): tf.Tensor {
  return tf.concat([tf.ones([threes, 1]), tf.zeros([sevens, 1])]);
}
