// How far the predictions of topic 10's models leave a straight line between a 7 and a 3.

import * as tf from "@tensorflow/tfjs";
import {
  AREA,
  type Dataset,
  type Forward,
  item,
  type Model,
  nth,
} from "lectern";

/** Pairs of a 7 and a 3 on whose straight way a net may bend. */
export const PAIRS = 200;
/** Stops on the way: enough to see a kink. */
const STOPS = 20;
/** The pictures as one tensor `[count, 784]`. */
export function pictures({ count, inputs }: Dataset): tf.Tensor {
  return tf.tensor2d(inputs, [count, AREA]);
}

/** Predictions on the straight way from 7s to 3s: [pairs, stops + 1]. */
export function path(net: Forward, sevens: tf.Tensor, threes: tf.Tensor) {
  const way = threes.sub(sevens); // [pairs, 784]
  const shares = Array.from({ length: STOPS + 1 }, (_, stop) => stop / STOPS);
  const stops = shares.map((share) => net(sevens.add(way.mul(share))));
  return tf.concat(stops, 1);
}

/** How far each path leaves its chord, and how far it climbs: both [pairs, 1]. */
function leave(path: tf.Tensor) {
  const start = path.slice([0, 0], [-1, 1]); // [pairs, 1]
  const climb = path.slice([0, STOPS], [-1, 1]).sub(start); // [pairs, 1]
  const chord = start.add(climb.mul(tf.linspace(0, 1, STOPS + 1)));
  return { farthest: path.sub(chord).abs().max(1, true), climb: climb.abs() };
}

/** How far paths leave their chords, as a share of the climbs: 0 is straight. */
export function bend(path: tf.Tensor): number {
  const { farthest, climb } = leave(path);
  return item(farthest.sum().div(climb.sum()));
}

/** The pair whose path bends as much as half of all do. */
export function typical(path: tf.Tensor): number {
  const { farthest, climb } = leave(path);
  const shares = [...farthest.div(climb).dataSync()];
  const middle = nth(
    shares.toSorted((a, b) => a - b),
    Math.floor(shares.length / 2),
  );
  return shares.indexOf(middle);
}

/** The bend of every draw of models side by side, over the same pairs. */
export function bends(models: Model, valid: Dataset): number[] {
  const x = pictures(valid);
  const count = valid.targets.filter((target) => target === 1).length;
  const pairs = Math.min(PAIRS, count, valid.count - count);
  const threes = x.slice([0, 0], [pairs, -1]);
  const sevens = x.slice([count, 0], [pairs, -1]);
  return tf.tidy(() => {
    const way = threes.sub(sevens);
    const stops = Array.from({ length: STOPS + 1 }, (_, stop) =>
      models(sevens.add(way.mul(stop / STOPS))),
    );
    const paths = tf.stack(stops, 1); // [pairs, stops + 1, draws]
    return paths.unstack(2).map(bend);
  });
}
