// The walk that never zeroes its gradient, beside those of an optimizer that does.

import * as tf from "@tensorflow/tfjs";
import { item, type Lab, nth, SGD } from "lectern";
import * as figures from "./figures.ts";

interface Setting {
  readonly start: number;
  readonly lr: number;
}

/** Records how the forgetful walk ends, and whether it is a momentum of 1 in disguise. */
export function compareWalks(
  lab: Lab,
  f: (x: tf.Tensor) => tf.Tensor,
  forgetful: readonly number[],
  setting: Setting,
): void {
  const steps = forgetful.length - 1;
  const zeroed = sgdWalk(f, steps, setting, 0);
  const frictionless = sgdWalk(f, steps, setting, 1); // momentum 1 loses nothing
  const swing = Math.max(...forgetful.slice(-steps / 2).map(Math.abs));
  const gaps = forgetful.map((x, at) => Math.abs(x - nth(frictionless, at)));
  lab.number("walk-steps", steps);
  lab.number("forgetful-swing", swing);
  lab.number("zeroed-end", Math.abs(nth(zeroed, -1)));
  lab.claim("never-settles", swing, ">", setting.start / 2);
  lab.claim("is-momentum-one", Math.max(...gaps), "<", 1e-5);
  lab.figure("pendulum", figures.pendulum(forgetful, zeroed));
}

/** The same walk with the optimizer that the course's models use. */
function sgdWalk(
  f: (x: tf.Tensor) => tf.Tensor,
  steps: number,
  { start, lr }: Setting,
  momentum: number,
): number[] {
  const x = tf.variable(tf.scalar(start));
  const optimizer = new SGD([x], lr, momentum);
  const path = [item(x)];
  for (let step = 0; step < steps; step++) {
    const { grads } = tf.variableGrads(() => f(x) as tf.Scalar);
    optimizer.step(grads);
    path.push(item(x));
  }
  return path;
}
