// One weight is nudged: what happens to the accuracy, and what to the loss?

import * as tf from "@tensorflow/tfjs";
import { item, type Lab, type Loss } from "lectern";
import * as figures from "./figures.ts";
import { mostLit } from "./pixels.ts";
import { smallStart } from "./starts.ts";

/** Some ten times the notebook's, which grows a weight by a ten-thousandth: float32 can see it. */
const NUDGE = 0.001;
/** Wide enough that the accuracy takes several steps, fine enough to see its treads. */
const SWEEP = Array.from({ length: 161 }, (_, at) => (at - 80) / 160);

interface Setting {
  /** The digits [count, 784] and their answers [count, 1]. */
  readonly x: tf.Tensor;
  readonly y: tf.Tensor;
  /** What the model says of them before the nudge, [count, 1]. */
  readonly predictions: tf.Tensor;
  readonly loss: Loss;
}

export function nudgeOneWeight(lab: Lab, setting: Setting): void {
  const { x, y, predictions: start } = setting;
  const pixel = mostLit(lab, x); // not the first, which is never lit
  const lit = x.slice([0, pixel], [-1, 1]); // [12396, 1]
  // #region nudge
  /** Accuracy and loss when one weight is nudged, the rest held. */
  const after = (nudge: number, from = start) =>
    tf.tidy(() => {
      const predictions = from.add(lit.mul(nudge)); // [12396, 1]
      const right = predictions.greater(0).equal(y.equal(1)).sum();
      const loss = item(setting.loss(predictions, y));
      return { accuracy: item(right) / y.size, loss };
    });
  // #endregion
  const lossMoved = (from: tf.Tensor) =>
    Math.abs(after(NUDGE, from).loss - after(0, from).loss);
  const changed = Math.abs(after(NUDGE).accuracy - after(0).accuracy);
  lab.number("nudge", NUDGE);
  const moved = lab.number("loss-moved", lossMoved(start));
  const small = lab.number("loss-moved-small", lossMoved(smallStart(lab)(x)));
  lab.claim("accuracy-stays", changed, "<=", 0);
  lab.claim("loss-moves", moved, ">", 0);
  lab.claim("whispers", moved, "<", small / 10);
  lab.number("louder", small / moved);
  const sweep = SWEEP.map((nudge) => ({ nudge, ...after(nudge) }));
  const levels = new Set(sweep.map(({ accuracy }) => accuracy)).size;
  lab.number("sweep-points", sweep.length);
  lab.number("accuracy-levels", levels);
  lab.number("loss-levels", new Set(sweep.map(({ loss }) => loss)).size);
  lab.claim("is-staircase", levels, ">", 1);
  lab.figure("nudge", figures.nudge(sweep));
}
