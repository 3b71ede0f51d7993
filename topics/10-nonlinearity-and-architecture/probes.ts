// What is asked of the models of topic 10 once they are trained.

import * as tf from "@tensorflow/tfjs";
import {
  AREA,
  type Dataset,
  type Forward,
  item,
  type Model,
  nth,
  type Sets,
  SIDE,
  stack,
} from "lectern";

/** Topic 3 as a forward pass: above 0 where the ideal 3 is nearer. */
export function pixelSimilarity({ threes, sevens }: Sets["train"]): Forward {
  const mean3 = stack(threes).mean(0).reshape([AREA]); // [784]
  const mean7 = stack(sevens).mean(0).reshape([AREA]); // [784]
  const distance = (xb: tf.Tensor, ideal: tf.Tensor) =>
    xb.sub(ideal).abs().mean(1, true); // [batch, 784] → [batch, 1]
  return (xb) => distance(xb, mean7).sub(distance(xb, mean3));
}

/** The variables of two layers, whatever stands between them. */
export function twoLayers({ parameters }: Model) {
  const [w1, b1, w2, b2] = parameters;
  if (!w1 || !b1 || !w2 || !b2) throw new Error("the model has one layer");
  return { w1, b1, w2, b2 }; // [784, 30], [30], [30, 1], [1]
}

/** Which hidden units are on for which digit: [count, 784] → [count, 30], 1 or 0. */
export function gates(net: Model, x: tf.Tensor): tf.Tensor {
  const { w1, b1 } = twoLayers(net);
  return x.matMul(w1).add(b1).greater(0).cast("float32");
}

/** Different rows of gates `[count, units]`: the linear models that the net is made of. */
export function patterns(gates: tf.Tensor): number {
  const [count = 0, units = 0] = gates.shape;
  const bits = gates.dataSync();
  const row = (at: number) => bits.subarray(at * units, (at + 1) * units);
  return new Set(Array.from({ length: count }, (_, at) => row(at).join("")))
    .size;
}

/** Rows of the data from `first` on as a tensor `[count, 784]`. Default: all that follow. */
export function rowsOf(data: Dataset, first: number, count?: number) {
  const rows = count ?? data.count - first;
  const values = data.inputs.subarray(first * AREA, (first + rows) * AREA);
  return tf.tensor2d(values, [rows, AREA]);
}

/** The largest difference between two models' predictions for the same digits. */
export function largestGap(one: Forward, other: Forward, x: tf.Tensor): number {
  return item(one(x).sub(other(x)).abs().max());
}

/** The digits with every picture moved down by so many rows; what leaves the frame is lost. */
export function moveDown(data: Dataset, rows: number): Dataset {
  const inputs = new Float32Array(data.inputs.length);
  const lost = rows * SIDE;
  for (let first = 0; first < inputs.length; first += AREA) {
    const kept = data.inputs.subarray(first, first + AREA - lost);
    inputs.set(kept, first + lost);
  }
  return { ...data, inputs };
}

/** Stops on the way: enough to see a kink. */
const STOPS = 20;

/** Predictions on the straight way from 7s to 3s: [pairs, stops + 1]. */
export function path(net: Forward, sevens: tf.Tensor, threes: tf.Tensor) {
  const way = threes.sub(sevens); // [pairs, 784]
  const shares = Array.from({ length: STOPS + 1 }, (_, stop) => stop / STOPS);
  const stops = shares.map((share) => net(sevens.add(way.mul(share))));
  return tf.concat(stops, 1);
}

/** How far a path leaves its chord, as a share of the climb: 0 is straight. */
export function bend(path: tf.Tensor): number {
  const start = path.slice([0, 0], [-1, 1]); // [pairs, 1]
  const climb = path.slice([0, STOPS], [-1, 1]).sub(start); // [pairs, 1]
  const chord = start.add(climb.mul(tf.linspace(0, 1, STOPS + 1)));
  const farthest = path.sub(chord).abs().max(1, true); // [pairs, 1]
  return item(farthest.sum().div(climb.abs().sum()));
}

/** What training added to each hidden unit's weights, and how the unit votes. */
export interface Learned {
  /** The change of the first layer, as a share of what it was. */
  readonly moved: number;
  /** Mean cosine, without its sign, between the changes of two units: 1 is copies of one. */
  readonly alike: number;
  /** `[28, 28]` each; a vote above 0 is for the 3. The loudest comes first. */
  readonly units: readonly {
    readonly change: tf.Tensor;
    readonly vote: number;
  }[];
}

/** Compares a trained net with the values that it started from. */
export function learned(start: Model, net: Model): Learned {
  const { w1, w2 } = twoLayers(net);
  const before = twoLayers(start).w1;
  const change = w1.sub(before); // [784, 30]
  const votes = w2.dataSync();
  const arrows = change.div(change.norm("euclidean", 0, true)); // of length 1
  const cosines = arrows.transpose().matMul(arrows).abs(); // [30, 30]
  const count = votes.length;
  const units = change.reshape([SIDE, SIDE, -1]).unstack(2);
  return {
    moved: item(change.norm().div(before.norm())),
    alike: (item(cosines.sum()) - count) / (count * (count - 1)),
    units: units
      .map((change, unit) => ({ change, vote: nth(votes, unit) }))
      .sort((a, b) => Math.abs(b.vote) - Math.abs(a.vote)),
  };
}

/** How often a weight of ResNet's stage works: once at each place of the stage's output. */
const PLACES: Readonly<Record<string, number>> = {
  conv1: 14 * 14,
  layer1: 7 * 7,
  layer2: 4 * 4,
  layer3: 2 * 2,
};

/** Multiplications that one digit costs. */
export function multiplications(net: Model): number {
  let sum = 0;
  for (const [name, { size, rank }] of net.state) {
    if (rank > 1) sum += size * (PLACES[name.split(".")[0] ?? ""] ?? 1);
  }
  return sum;
}

/** ResNet's 64 first kernels, for gray pictures: [7, 7, 3, 64] → 64 × [7, 7]. */
export function firstKernels(net: Model): tf.Tensor[] {
  const kernels = net.state.get("conv1.weight");
  if (!kernels) throw new Error("the model has no conv1");
  return kernels.sum(2).unstack(2);
}

/** What `accuracy` means in digits. */
export function errors(accuracy: number, count: number): number {
  return Math.round((1 - accuracy) * count);
}

/** The mean of the numbers. */
export function mean(values: readonly number[]): number {
  return values.reduce((sum, each) => sum + each, 0) / values.length;
}
