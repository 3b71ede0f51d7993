// The first epoch of topic 8 as many starts go through it, batch by batch.

import * as tf from "@tensorflow/tfjs";
import { AREA, type Dataset } from "lectern";
import { begin, type Plan, together } from "./plans.ts";
import type { Batches, Bench } from "./runs.ts";

/** All starts at one moment, over the validation digits: each a share 0…1 a start, zeros last. */
export interface Glance {
  /** Named correctly. */
  readonly right: readonly number[];
  /** Called a 3, rightly or not. */
  readonly called3: readonly number[];
  /** Mean of p(1 − p) over the digits, as a share of the ¼ where the model is in doubt. */
  readonly pull: readonly number[];
}

/** One loss on the digits 3s first, and 7s first. */
export type Sides = Readonly<Record<"files" | "sevens", readonly Glance[]>>;

/** What the first epoch does to many starts, 3s first and 7s first, with both losses. */
export interface FirstEpochs {
  readonly chapter: Sides;
  readonly entropy: Sides;
}

/** Glances at all starts before the first epoch, and after each of its batches. */
export function follow(bench: Bench, data: Batches, plan: Plan): Glance[] {
  const run = begin(bench, plan);
  const { params } = run;
  const steps = together([run]);
  const glance = glanceAt(bench.valid.dataset);
  const look = () => glance((xb) => steps.predict(xb, params));
  const seen = [look()];
  function* watched() {
    for (const batch of data) {
      yield batch;
      seen.push(look());
    }
  }
  bench.trainEpoch(watched(), params, steps);
  return seen;
}

function glanceAt({ count, inputs, targets }: Dataset) {
  const pictures = tf.tensor2d(inputs, [count, AREA]); // [2038, 784]
  const truth = tf.tensor2d(targets, [count, 1]).cast("bool");
  const shares = (each: tf.Tensor) =>
    Array.from(each.cast("float32").mean(0).dataSync());
  return (forward: (xb: tf.Tensor) => tf.Tensor): Glance =>
    tf.tidy(() => {
      const predictions = forward(pictures); // [2038, starts]
      const called3 = predictions.greater(0);
      const p = predictions.sigmoid();
      return {
        right: shares(called3.equal(truth)),
        called3: shares(called3),
        pull: shares(p.mul(tf.sub(1, p)).mul(4)),
      };
    });
}
