// What topic 7 asks: what notices when a weight moves? The accuracy, the loss, a sigmoid that may
// be flat there, and the gradients of mini-batches, large and small.

import * as tf from "@tensorflow/tfjs";
import {
  AREA,
  type Batch,
  chapterStream,
  defined,
  item,
  type Lab,
  type Loss,
  linearModel,
  type Model,
  nth,
  SIDE,
  TorchRandom,
} from "lectern";
import { type Start, sideBySide } from "./draws.ts";
import * as figures from "./figures.ts";
import * as tables from "./tables.ts";

/** Some ten times the notebook's, which grows a weight by a ten-thousandth: float32 can see it. */
export const NUDGE = 0.001;
/** Wide enough that the accuracy takes several steps, fine enough to see its treads. */
const SWEEP = Array.from({ length: 161 }, (_, at) => (at - 80) / 160);
/** Beyond it the sigmoid's slope is below a hundredth: a twenty-fifth of its steepest. */
export const EDGE = 4.6;

/** As the chapter draws them here: normal numbers, of size 1. */
export function chapterNumbers(lab: Lab): Start {
  const random = chapterStream("mnist-loss", lab.seed);
  return { weights: random.randn(AREA), bias: nth(random.randn(1), 0) };
}

export function chapterStart(lab: Lab): Model {
  return sideBySide([chapterNumbers(lab)]);
}

/** The same 785 parameters as nn.Linear draws them: uniform on ±1/28. */
export function smallStart(lab: Lab): Model {
  return linearModel(new TorchRandom(lab.seed));
}

/** The loss of the chapter's three pictures, and the sigmoid that makes predictions shares. */
export function showLoss(lab: Lab): void {
  // The chapter's predictions are shares already, so no sigmoid.
  const targets = tf.tensor1d([1, 0, 1]);
  const distance = (p: tf.Tensor) =>
    item(tf.where(targets.equal(1), tf.sub(1, p), p).mean());
  lab.numbers({
    "toy-loss": distance(tf.tensor1d([0.9, 0.4, 0.2])),
    "toy-loss-better": distance(tf.tensor1d([0.9, 0.4, 0.8])),
  });
  const at = [-4, -1, 0, 1, 4];
  const squashed = [...tf.sigmoid(at).dataSync()];
  lab.output("sigmoid", tables.printedSigmoid(at, squashed));
  lab.figure("branches", figures.branches());
}

/** The place 0…783 of the pixel that is lit most in the pictures [count, 784]. */
function mostLit(lab: Lab, x: tf.Tensor): number {
  const ink = x.mean(0); // [784]
  const pixel = item(ink.argMax());
  lab.numbers({
    "nudged-row": Math.floor(pixel / SIDE),
    "nudged-column": pixel % SIDE,
    "never-lit": item(ink.equal(0).sum()),
  });
  lab.figure("lit", figures.lit(ink.dataSync()));
  lab.claim("first-never-lit", item(ink.slice(0, 1)), "=", 0);
  return pixel;
}

export interface Setting {
  /** The digits [count, 784] and their answers [count, 1]. */
  readonly x: tf.Tensor;
  readonly y: tf.Tensor;
  /** What the model says of them before the nudge, [count, 1]. */
  readonly predictions: tf.Tensor;
  readonly loss: Loss;
}

/** One weight is nudged: what happens to the accuracy, and what to the loss? */
export function nudgeOneWeight(lab: Lab, setting: Setting): void {
  const { x, y, predictions: start } = setting;
  const pixel = mostLit(lab, x); // not the first, which is never lit
  const lit = x.slice([0, pixel], [-1, 1]); // [12396, 1]
  /** Accuracy and loss when one weight is nudged, the rest held. */
  const after = (nudge: number, from = start) =>
    tf.tidy(() => {
      const predictions = from.add(lit.mul(nudge)); // [12396, 1]
      const right = predictions.greater(0).equal(y.equal(1)).sum();
      const loss = item(setting.loss(predictions, y));
      return { nudge, accuracy: item(right) / y.size, loss };
    });
  const lossMoved = (from: tf.Tensor) =>
    Math.abs(after(NUDGE, from).loss - after(0, from).loss);
  const moved = lossMoved(start);
  const small = lossMoved(smallStart(lab)(x));
  const changed = Math.abs(after(NUDGE).accuracy - after(0).accuracy);
  const sweep = SWEEP.map((nudge) => after(nudge));
  const levels = new Set(sweep.map(({ accuracy }) => accuracy)).size;
  lab.numbers({
    nudge: NUDGE,
    "loss-moved": moved,
    "loss-moved-small": small,
    louder: small / moved,
    "sweep-points": sweep.length,
    "accuracy-levels": levels,
    "loss-levels": new Set(sweep.map(({ loss }) => loss)).size,
  });
  lab.claim("accuracy-stays", changed, "=", 0);
  lab.claim("loss-moves", moved, ">", 0);
  lab.claim("whispers", moved, "<", small / 10);
  lab.claim("is-staircase", levels, ">", 1);
  lab.figure("nudge", figures.nudge(sweep));
}

/** Where both starts put their first predictions, and how many of them the sigmoid can feel. */
export function compareStarts(lab: Lab, x: tf.Tensor, y: tf.Tensor): void {
  const far = chapterStart(lab)(x); // [12396, 1]
  const share = (of: tf.Tensor) => item(of.cast("float32").mean());
  const steep = share(far.abs().less(EDGE));
  const called = share(far.greater(0));
  lab.numbers({
    steep,
    "steep-small": share(smallStart(lab)(x).abs().less(EDGE)),
    edge: EDGE,
    "called-3": called,
    "mean-prediction": item(far.mean()),
  });
  lab.claim("mostly-flat", steep, "<", 0.5);
  lab.claim("one-sided", called, ">", 0.9);
  lab.figure("starts", figures.starts(far, y, EDGE));
}

/** Of the weights alone, [784]. The parameters stay as they are. */
export function gradientOf(
  net: Model,
  loss: Loss,
  [xb, yb]: Batch,
): Float32Array {
  const weight = nth(net.parameters, 0);
  return tf.tidy(() => {
    const { grads } = tf.variableGrads(() => loss(net(xb), yb), [weight]);
    const gradient = defined(grads[weight.name], "gradient of the weights");
    return Float32Array.from(gradient.dataSync());
  });
}
