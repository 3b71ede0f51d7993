// What is asked of the models of topic 10 once they are trained.

import type * as tf from "@tensorflow/tfjs";
import {
  accuracy,
  exactly,
  item,
  type Lab,
  type Model,
  nth,
  parameterCount,
  SIDE,
} from "lectern";
import { bend, PAIRS, path, pictures, typical } from "./bends.ts";
import { nets, seedsOf } from "./draws.ts";
import type { Run } from "./figures.ts";
import * as figures from "./figures.ts";
import { errors, type Trained } from "./runs.ts";
import type { Course, Results } from "./teach.ts";

/** A pixel that fewer training pictures than this share light is on the rim. */
const RARE = 0.01;

/** The variables of two layers, whatever stands between them. */
export function twoLayers({ parameters }: Model) {
  const [w1, b1, w2, b2] = exactly(4, parameters);
  return { w1, b1, w2, b2 }; // [784, 30], [30], [30, 1], [1]
}

/** The first runs of the models with two layers: without a ReLU, with it, and trained better. */
function firstRuns({ chapter, improved }: Trained) {
  return { two: chapter["two-linear"], net: chapter.net, best: improved.net };
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
  lab.figure("paths", figures.paths(ways, typical(nth(ways, 2))));
  lab.figure("features", figures.features(old.units, learnt.units));
}

/** How far training moved the weights of rarely lit pixels, beside those of all: Adam, and SGD. */
export function lookAtRims(lab: Lab, { data }: Course, results: Results): void {
  const lit = pictures(data).greater(0).cast("float32").mean(0); // [784]
  const rare = lit.greater(0).logicalAnd(lit.less(RARE)).cast("float32");
  const before = nth(nets(seedsOf(lab), { relu: true }).parameters, 0);
  const rim = (name: string) => {
    const net = results.models(`${name}-with`);
    const change = nth(net.parameters, 0).sub(before).square().mean(1); // [784]
    const onRim = change.mul(rare).sum().div(rare.sum());
    return item(onRim.div(change.mean()).sqrt());
  };
  const found = lab.numbers({
    "rim-adam": rim("bce-adam-mixed"),
    "rim-sgd": rim("bce-sgd-mixed"),
  });
  lab.claim("rims-are-adams", found["rim-adam"], ">", 2 * found["rim-sgd"]);
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
