// What is asked of the models of topic 10 once they are trained.

import * as tf from "@tensorflow/tfjs";
import {
  AREA,
  accuracy,
  correctClass,
  DataLoader,
  type Dataset,
  defined,
  exactly,
  type Forward,
  item,
  type Model,
  nth,
  parameterCount,
  SIDE,
} from "lectern";
import type { Run } from "./figures.ts";
import * as figures from "./figures.ts";
import { errors, type Trained } from "./runs.ts";

/** Pairs of a 7 and a 3 on whose straight way a net may bend. */
const PAIRS = 200;
/** Stops on the way: enough to see a kink. */
const STOPS = 20;
/** Rows by which validation digits are moved; further down, strokes leave the frame. */
const SHIFTS = { full: [0, 1, 2, 3, 4], quick: [0, 2, 4] };

/** The variables of two layers, whatever stands between them. */
export function twoLayers({ parameters }: Model) {
  const [w1, b1, w2, b2] = exactly(4, parameters);
  return { w1, b1, w2, b2 }; // [784, 30], [30], [30, 1], [1]
}

/** The first runs of the models with two layers: without a ReLU, with it, and trained better. */
function firstRuns({ chapter, improved }: Trained) {
  const [two, net] = [nth(chapter["two-linear"], 0), nth(chapter.net, 0)];
  return { two, net, best: nth(improved.net, 0) };
}

/** The pictures as one tensor `[count, 784]`. */
function pictures({ count, inputs }: Dataset): tf.Tensor {
  return tf.tensor2d(inputs, [count, AREA]);
}

/** Folds two layers into one, where that may be done and where it may not. */
export function foldLayers(
  all: Trained,
  collapse: (net: Model) => Model,
): void {
  const { lab, valid } = all;
  const { two, net, best } = firstRuns(all);
  const x = pictures(valid.dataset); // [2038, 784]
  const [folded, torn] = [collapse(two.model), collapse(net.model)];
  const largestGap = (one: Model, other: Model) =>
    item(one(x).sub(other(x)).abs().max());
  const gap = largestGap(two.model, folded);
  const tear = largestGap(net.model, torn);
  const left = (model: Model) => errors(accuracy(model, valid), valid);
  const seen = lab.numbers({
    "folded-gap": gap,
    "folded-net-gap": tear,
    "folded-parameters": parameterCount(folded),
    "folded-net-errors": left(torn),
    "better-net-errors": left(best.model),
    "better-folded-errors": left(collapse(best.model)),
  });
  lab.claim("relu-cannot-be-folded", tear, ">", 0.1);
  lab.output("folded", [
    `two linear layers, folded into one: predictions move by at most ${gap.toExponential(1)}`,
    `with a ReLU between them:           predictions move by at most ${tear.toFixed(2)}`,
  ]);
  const harmless = left(net.model) + 2;
  lab.claim("folding-is-harmless", seen["folded-net-errors"], "<=", harmless);
  const hurt = seen["better-net-errors"] + 4;
  lab.claim("folding-hurts-better", seen["better-folded-errors"], ">", hurt);
}

/** How nonlinear did the nets become, and what did their first layers learn? */
export function lookInside(all: Trained): void {
  const { lab, valid } = all;
  const { two, net, best } = firstRuns(all);
  const x = pictures(valid.dataset); // [2038, 784]
  const { count } = lab.digits.valid.threes;
  const pairs = Math.min(PAIRS, count);
  const threes = x.slice([0, 0], [pairs, -1]); // [200, 784]
  const sevens = x.slice([count, 0], [pairs, -1]); // [200, 784]
  const ways = [two, net, best].map(({ model }) => path(model, sevens, threes));
  const [straight, bent, better] = exactly(3, ways.map(bend));
  const on = gates(net.model, x); // [2038, 30]
  const [old, learnt] = [learned(net), learned(best)];
  lab.numbers({
    "bend-two-linear": straight,
    "bend-net": bent,
    "bend-better-net": better,
    "gates-open": item(on.mean()),
    patterns: patterns(on),
    "first-layer-moved": old.moved,
    "better-first-layer-moved": learnt.moved,
    "units-alike": old.alike,
    "better-units-alike": learnt.alike,
  });
  lab.claim("net-hardly-bends", bent, "<", 0.05);
  lab.claim("better-net-bends-more", better, ">", bent);
  lab.figure("paths", figures.paths(ways));
  lab.claim("variety-does-not-rise", learnt.alike, ">", old.alike);
  lab.claim("better-moves-more", learnt.moved, ">", old.moved);
  lab.figure("features", figures.features(old.units, learnt.units));
}

/** Predictions on the straight way from 7s to 3s: [pairs, stops + 1]. */
function path(net: Forward, sevens: tf.Tensor, threes: tf.Tensor) {
  const way = threes.sub(sevens); // [pairs, 784]
  const shares = Array.from({ length: STOPS + 1 }, (_, stop) => stop / STOPS);
  const stops = shares.map((share) => net(sevens.add(way.mul(share))));
  return tf.concat(stops, 1);
}

/** How far a path leaves its chord, as a share of the climb: 0 is straight. */
function bend(path: tf.Tensor): number {
  const start = path.slice([0, 0], [-1, 1]); // [pairs, 1]
  const climb = path.slice([0, STOPS], [-1, 1]).sub(start); // [pairs, 1]
  const chord = start.add(climb.mul(tf.linspace(0, 1, STOPS + 1)));
  const farthest = path.sub(chord).abs().max(1, true); // [pairs, 1]
  return item(farthest.sum().div(climb.abs().sum()));
}

/** Which hidden units are on for which digit: [count, 784] → [count, 30], 1 or 0. */
function gates(net: Model, x: tf.Tensor): tf.Tensor {
  const { w1, b1 } = twoLayers(net);
  return x.matMul(w1).add(b1).greater(0).cast("float32");
}

/** Different rows of gates `[count, units]`: the linear models that the net is made of. */
function patterns(gates: tf.Tensor): number {
  const [count, units] = exactly(2, gates.shape);
  const bits = gates.dataSync();
  const row = (at: number) => bits.subarray(at * units, (at + 1) * units);
  return new Set(Array.from({ length: count }, (_, at) => row(at).join("")))
    .size;
}

/** Compares a trained net with the values that it started from. */
function learned({ start, model }: Run) {
  const { w1, w2 } = twoLayers(model);
  const before = nth(start, 0); // of w1
  const change = w1.sub(before); // [784, 30]
  const votes = w2.dataSync();
  const arrows = change.div(change.norm("euclidean", 0, true)); // of length 1
  const cosines = arrows.transpose().matMul(arrows).abs(); // [30, 30]
  const count = votes.length;
  const units = change.reshape([SIDE, SIDE, -1]).unstack(2);
  return {
    /** The change of the first layer, as a share of what it was. */
    moved: item(change.norm().div(before.norm())),
    /** Mean cosine, without its sign, between the changes of two units: 1 is copies of one. */
    alike: (item(cosines.sum()) - count) / (count * (count - 1)),
    /** The loudest in the vote comes first. */
    units: units
      .map((change, unit) => ({ change, vote: nth(votes, unit) }))
      .sort((a, b) => Math.abs(b.vote) - Math.abs(a.vote)),
  };
}

/** What ResNet costs beside the chapter's net, and what its first layer looks for. */
export function countWork({ lab, chapter, resnet }: Trained): void {
  const net = nth(chapter.net, 0);
  const small = multiplications(net.model);
  const large = multiplications(resnet.model);
  const training = large * resnet.more.length;
  lab.numbers({
    "net-multiplications": small,
    "resnet-multiplications": large,
    "price-of-a-digit": large / small,
    "price-of-training": training / (small * net.rows.length),
  });
  // 64 kernels for gray pictures: [7, 7, 3, 64] → 64 × [7, 7].
  const kernels = defined(resnet.model.state.get("conv1.weight"), "conv1");
  lab.figure("kernels", figures.kernels(kernels.sum(2).unstack(2)));
}

/** How often a weight of ResNet's stage works: once at each place of the stage's output. */
const PLACES = new Map([
  ["conv1", 14 * 14],
  ["layer1", 7 * 7],
  ["layer2", 4 * 4],
  ["layer3", 2 * 2],
]);

/** Multiplications that one digit costs; outside of these stages, each weight works once. */
function multiplications({ state }: Model): number {
  let sum = 0;
  for (const [name, { size, rank }] of state) {
    const stage = nth(name.split("."), 0);
    if (rank > 1) sum += size * (PLACES.get(stage) ?? 1);
  }
  return sum;
}

/** The validation digits moved down, and what is left of each model. */
export function moveDigits({ lab, valid, ...all }: Trained): void {
  const linear = nth(all.improved.linear, 0).model;
  const net = nth(all.improved.net, 0).model;
  const shares = lab.pick(SHIFTS).map((rows): figures.Shares => {
    const moved = moveDown(valid.dataset, rows);
    const loader = new DataLoader(moved, { batchSize: 256 });
    const right = {
      rows,
      pixel: accuracy(all.pixel, loader),
      linear: accuracy(linear, loader),
      net: accuracy(net, loader),
      resnet: accuracy(all.resnet.model, loader, correctClass),
    };
    loader.dispose();
    lab.progress("moving digits", { done: rows + 1, total: 5 });
    return right;
  });
  const movedBy = (rows: number) =>
    defined(
      shares.find((each) => each.rows === rows),
      `move by ${rows}`,
    );
  const [two, four] = [movedBy(2), movedBy(4)];
  for (const name of ["pixel", "linear", "net", "resnet"] as const) {
    lab.number(`moved-2-${name}`, two[name]);
    lab.number(`moved-4-${name}`, four[name]);
  }
  // A model that has given up, and calls all digits the same, keeps a half.
  const half = 0.6;
  const more = Math.max(four.linear + 0.1, half);
  lab.claim("net-stands-more", four.net, ">", more);
  const most = Math.max(four.net, half);
  lab.claim("resnet-stands-most", four.resnet, ">", most);
  lab.figure("moved", figures.moved(shares));
}

/** The digits with every picture moved down by so many rows; what leaves the frame is lost. */
function moveDown(data: Dataset, rows: number): Dataset {
  const inputs = new Float32Array(data.inputs.length);
  const lost = rows * SIDE;
  for (let first = 0; first < inputs.length; first += AREA) {
    const kept = data.inputs.subarray(first, first + AREA - lost);
    inputs.set(kept, first + lost);
  }
  return { ...data, inputs };
}
