// What the experiment looks at beside the chapter's own metric. No step is taken here.

import * as tf from "@tensorflow/tfjs";
import {
  AREA,
  type Batch,
  type Dataset,
  item,
  type Sets,
  stack,
} from "lectern";

/** A model at one moment, over all the digits of a set; each is a share, 0…1. */
export interface Glance {
  /** Digits named correctly. */
  readonly right: number;
  /** Digits called a 3, rightly or not. */
  readonly called3: number;
  /** Mean of p(1 − p), as a share of the ¼ that it is where the model is in doubt. */
  readonly voice: number;
}

/** A function that takes a glance at a model over this set, held as one tensor. */
export function glanceAt({ count, inputs, targets }: Dataset) {
  const pictures = tf.tensor2d(inputs, [count, AREA]); // [2038, 784]
  const truth = tf.tensor2d(targets, [count, 1]).cast("bool");
  const share = (each: tf.Tensor) => item(each.cast("float32").mean());
  return (forward: (xb: tf.Tensor) => tf.Tensor): Glance =>
    tf.tidy(() => {
      const predictions = forward(pictures); // [2038, 1]
      const called3 = predictions.greater(0);
      const p = predictions.sigmoid();
      return {
        right: share(called3.equal(truth)),
        called3: share(called3),
        voice: 4 * share(p.mul(tf.sub(1, p))),
      };
    });
}

/** The batches, with a look at the model after each. */
export function* watched(
  data: Iterable<Batch>,
  look: () => void,
): Generator<Batch> {
  for (const batch of data) {
    yield batch;
    look();
  }
}

/** What a batch adds to the weights in one step of lr 1, in two parts: [784] each. */
export interface Halves {
  /** The 3s, added up by their voice. */
  readonly threes: tf.Tensor;
  /** The 7s, taken away. */
  readonly sevens: tf.Tensor;
}

export function stepInHalves([xb, yb]: Batch, predictions: tf.Tensor): Halves {
  const p = predictions.sigmoid(); // [n, 1]
  const voice = p.mul(tf.sub(1, p)).div(xb.shape[0] ?? 1);
  const sum = (side: tf.Tensor) => xb.mul(side.mul(voice)).sum(0); // → [784]
  return { threes: sum(yb), sevens: sum(yb.sub(1)) };
}

/** Topic 3's answer, the bar to clear: which ideal digit is nearer, by L1? Share of all, 0…1. */
export function pixelBaseline({ train, valid }: Sets): number {
  return tf.tidy(() => {
    const mean3 = stack(train.threes).mean(0); // [28, 28]
    const mean7 = stack(train.sevens).mean(0);
    const nearer3 = (set: Sets["valid"]["threes"]) => {
      const pictures = stack(set); // [count, 28, 28]
      const to = (ideal: tf.Tensor) => pictures.sub(ideal).abs().mean([1, 2]);
      return item(to(mean3).less(to(mean7)).cast("float32").sum());
    };
    const { threes, sevens } = valid;
    const right = nearer3(threes) + sevens.count - nearer3(sevens);
    return right / (threes.count + sevens.count);
  });
}

/** Which of the 784 places are ever lit in a set of pictures `[count, 784]`. */
export function everLit({ count, inputs }: Dataset): readonly boolean[] {
  const lit = Array.from({ length: AREA }, () => false);
  for (let at = 0; at < count * AREA; at++) {
    if ((inputs[at] ?? 0) > 0) lit[at % AREA] = true;
  }
  return lit;
}
