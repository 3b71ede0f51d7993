// The chapter's roller coaster: twenty noisy speeds, a parabola with three parameters, and
// seven steps to fit it. The loss falls from 25,824 to 677 in a moment and then stands
// still, although a hundred times better is possible. Why, and what cures it?

import * as tf from "@tensorflow/tfjs";
import { chapterStream, exactly, item, type Lab, nth } from "lectern";
import * as controls from "./controls.ts";
import { largestRate, type Params, type Points, split } from "./curvature.ts";
import * as elsewhere from "./elsewhere.ts";
import { tryNetwork } from "./network.ts";
import type { Ride } from "./runs.ts";
import * as runs from "./runs.ts";

/** The chapter's rate: it looks tiny, and is a third of the largest that works. */
const LR = 1e-5;
/** One step by hand and ten by the loop, as in the chapter; losses are of 0…10. */
const STEPS = 10;
/** Much longer, to see whether patience helps. */
const LONG = { full: 10_000, quick: 1_000 };
/** Steps with each clock: enough to tell them apart. */
const RACE = 100;
/** Near enough: within a hundredth of the best possible loss. */
const NEAR = 1.01;

// #region data
/** Twenty speeds of a roller coaster over a hill, measured badly. */
function rideData(seed: number) {
  const random = chapterStream("end-to-end", seed);
  const time: tf.Tensor = tf.range(0, 20); // [20]
  const noise = tf.tensor1d(random.randn(20)).mul(3); // [20]
  const hill = time.sub(9.5).square().mul(0.75).add(1);
  const start = exactly(3, random.randn(3)); // initialize
  return { time, speed: noise.add(hill), start };
}
// #endregion

// #region model
/** A parabola in time: [20] and three parameters → [20]. */
function f(time: tf.Tensor, params: tf.Tensor): tf.Tensor {
  const [a, b, c] = exactly(3, tf.unstack(params));
  return time.square().mul(a).add(time.mul(b)).add(c);
}
// #endregion

// #region mse
/** Mean of the squared errors, which are added up one after another. */
function mse(predictions: tf.Tensor, targets: tf.Tensor): tf.Tensor {
  const errors = predictions.sub(targets).as1D(); // [20]
  return errors.dot(errors).div(errors.size); // []
}
// #endregion

// #region apply-step
/** One turn of the loop. The loss is that of before the step. */
function applyStep(ride: Ride, params: tf.Tensor, lr: number) {
  const loss = (p: tf.Tensor) => mse(f(ride.time, p), ride.speed);
  const { value, grad } = tf.valueAndGrad(loss)(params); // [], [3]
  const next = params.sub(grad.mul(lr)); // [3]
  return { loss: item(value), gradient: grad, params: next };
}
// #endregion

// #region by-hand
/** The gradient without a library: what went forward, backwards. */
function gradientByHand(ride: Points, [a, b, c]: Params): Params {
  let [da, db, dc] = [0, 0, 0];
  for (const [t, speed] of ride) {
    const error = a * t * t + b * t + c - speed; // forward
    const vote = (2 * error) / ride.length; // back: mean, square
    da += vote * t * t; // back: a · t²
    db += vote * t; // back: b · t
    dc += vote; // back: c
  }
  return [da, db, dc];
}
// #endregion

/** Losses before the first step and after each, and where the parameters were. */
function train(ride: Ride, lr: number, steps: number) {
  let params: tf.Tensor = tf.tensor1d([...ride.start]);
  const losses: number[] = [];
  const path: Params[] = [];
  for (let step = 0; step <= steps; step++) {
    path.push(exactly(3, params.dataSync()));
    const turn = tf.tidy(() => applyStep(ride, params, lr));
    losses.push(turn.loss);
    tf.dispose([params, turn.gradient]);
    params = turn.params;
  }
  return { losses, path };
}

/** The same ride; only the clock reads otherwise. */
function clocksOf({ time }: Ride) {
  // #region standardise
  const middle = time.mean(); // 9.5
  const spread = time.sub(middle).square().mean().sqrt(); // 5.77
  const clocks = {
    raw: time,
    divided: time.div(spread),
    moved: time.sub(middle),
    standard: time.sub(middle).div(spread),
  };
  // #endregion
  return clocks;
}

/** Where the loss is least, and what of it lies in which direction at the start. */
function valleyOf(ride: Ride) {
  const points = runs.pointsOf(ride);
  const gradient = (params: Params) => gradientByHand(points, params);
  return { points, ...split(gradient, ride.start) };
}

export default function experiment(lab: Lab): void {
  const ride = rideData(lab.seed);
  const { points, best, parts } = valleyOf(ride);
  const least = runs.recordBest(lab, points, best);
  lab.claim("chapter-rate", LR, "=", 1e-5);
  lab.claim("ten-steps", STEPS, "=", 10);
  lab.claim("hundred-steps", RACE, "=", 100);
  lab.claim("near-is-a-hundredth", NEAR, "=", 1.01);
  const walk = train(ride, LR, lab.number("long-steps", lab.pick(LONG)));
  const bottom = { best, least };
  const reached = runs.recordSteps(lab, points, walk, STEPS, bottom);
  const { gradient } = applyStep(ride, tf.tensor1d([...ride.start]), LR);
  runs.goBackByHand(lab, ride, gradientByHand, gradient);
  const descent = { lr: LR, steps: STEPS, least, reached, near: NEAR };
  runs.explainStall(lab, parts, descent);
  const limit = largestRate(parts);
  lab.claim("nearly-twice", limit / 2 / LR, "between", [1.5, 2]);
  const lossesAt = (lr: number, steps: number) => train(ride, lr, steps).losses;
  runs.findLargestRate(lab, lossesAt, { works: LR, limit, steps: STEPS });
  const ask = (params: tf.Tensor) => applyStep(ride, params, 0);
  const enough = NEAR * least;
  const rates = { lr: limit / 2, limit, enough };
  controls.tryOptimizers(lab, ride.start, ask, rates);
  const root = { lr: LR, steps: STEPS, stall: reached };
  controls.takeTheRoot(lab, ride.start, ask, root);
  controls.standStill(lab, points, gradientByHand, ride);
  const races = Object.entries(clocksOf(ride)).map(([name, time]) => {
    const other = { ...ride, time };
    const { points, parts } = valleyOf(other);
    const { losses, path } = train(other, largestRate(parts) / 2, RACE);
    return { name, parts, losses, points, last: nth(path, RACE) };
  });
  runs.judgeRaces(lab, races, enough);
  const clocks = races.map((race) => race.points);
  const [raw, divided, moved, standard] = exactly(4, clocks);
  const byClock = { raw, divided, moved, standard };
  const race = { steps: RACE, enough };
  elsewhere.raceFromElsewhere(lab, byClock, gradientByHand, race);
  elsewhere.waitForever(lab, points, ride.start, { lr: LR, enough });
  tryNetwork(lab, clocks);
}
