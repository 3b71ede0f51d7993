// How far does a computer get with no learning at all? Average all the 3s and all the 7s,
// then give a new picture the name of the average it lies nearer to. Everything hangs on
// two questions: what "nearer" means, and when it misleads.

import * as tf from "@tensorflow/tfjs";
import { exactly, item, type Lab, SIDE, Stream, stack } from "lectern";
import * as controls from "./controls.ts";
import * as figures from "./figures.ts";
import { halvePush } from "./halves.ts";
import * as moves from "./moves.ts";
import type { Ideals, Trial } from "./runs.ts";
import * as runs from "./runs.ts";

/** The second 3 of the training set: the very picture that the chapter looks at. */
const SAMPLE = 1;

// #region l1
/** Mean absolute difference: [count, 28, 28] → [count]. */
function l1(images: tf.Tensor, ideal: tf.Tensor): tf.Tensor {
  return images.sub(ideal).abs().mean([-2, -1]);
}
// #endregion

// #region rmse
/** Root of the mean squared difference. */
function rmse(images: tf.Tensor, ideal: tf.Tensor): tf.Tensor {
  return images.sub(ideal).square().mean([-2, -1]).sqrt();
}
// #endregion

/** The signed difference, averaged: plausible, and useless. */
function signed(images: tf.Tensor, ideal: tf.Tensor): tf.Tensor {
  return images.sub(ideal).mean([-2, -1]).abs();
}

// #region exchanged
/** L1 with the head start of squares: on a blank picture it is the mean square. */
function evened(images: tf.Tensor, ideal: tf.Tensor): tf.Tensor {
  return l1(images, ideal).sub(ideal.mean()).add(ideal.square().mean());
}

/** Squares with the head start of L1: on a blank picture it is the mean. */
function burdened(images: tf.Tensor, ideal: tf.Tensor): tf.Tensor {
  const squares = images.sub(ideal).square().mean([-2, -1]);
  return squares.sub(ideal.square().mean()).add(ideal.mean());
}
// #endregion

// #region angle
/** One minus the cosine between two pictures: ink cancels out. */
function angle(images: tf.Tensor, ideal: tf.Tensor): tf.Tensor {
  const dot = images.mul(ideal).sum([-2, -1]);
  const length = images.square().sum([-2, -1]).sqrt();
  return tf.sub(1, dot.div(length).div(ideal.norm()));
}
// #endregion

const distances = { l1, rmse, evened, burdened, angle, signed };

// #region classify
/** Which pictures lie nearer to their own ideal? 1 if so, else 0. */
function judgeAll(distance: typeof l1, trial: Trial) {
  const { threes, sevens, mean3, mean7 } = trial;
  const to3 = (images: tf.Tensor) => distance(images, mean3);
  const to7 = (images: tf.Tensor) => distance(images, mean7);
  return {
    threes: to3(threes).less(to7(threes)).cast("float32"),
    sevens: to7(sevens).less(to3(sevens)).cast("float32"),
  };
}
// #endregion

// #region shift
/** The images, moved down and to the right; less than 0: up, to the left. */
function shift(images: tf.Tensor, down: number, right: number): tf.Tensor {
  const [count] = exactly(3, images.shape);
  const [rows, columns] = [SIDE - Math.abs(down), SIDE - Math.abs(right)];
  const from = [0, Math.max(0, -down), Math.max(0, -right)];
  return images.slice(from, [count, rows, columns]).pad([
    [0, 0],
    [Math.max(0, down), Math.max(0, -down)],
    [Math.max(0, right), Math.max(0, -right)],
  ]); // [count, 28, 28]
}
// #endregion

// #region put-back
/** The moved images, but for `band` [28, 1], 1 in the rows that come from `others`. */
function putBack(moved: tf.Tensor, others: tf.Tensor, band: tf.Tensor) {
  return others.sub(moved).mul(band).add(moved);
}
// #endregion

export default function experiment(lab: Lab): void {
  // #region ideals
  const threes = stack(lab.digits.train.threes); // [6131, 28, 28]
  const sevens = stack(lab.digits.train.sevens); // [6265, 28, 28]
  const mean3 = threes.mean(0); // → [28, 28]
  const mean7 = sevens.mean(0); // → [28, 28]
  // #endregion
  judgeOne(lab, threes.gather(SAMPLE), { mean3, mean7 });
  runs.judgeNothing(lab, l1, { mean3, mean7 });
  const trial = {
    threes: stack(lab.digits.valid.threes), // [1010, 28, 28]
    sevens: stack(lab.digits.valid.sevens), // [1028, 28, 28]
    mean3,
    mean7,
  };
  const judge = (name: keyof typeof distances, trial: Trial) =>
    judgeAll(distances[name], trial);
  runs.scoreDistances(lab, trial, judge);
  runs.lookAtMistakes(lab, trial, { l1, evened }, judge("l1", trial));
  controls.changeInk(lab, trial, judge);
  controls.takeMedians(lab, trial, judge);
  const stream = new Stream(lab.seed).named("averages");
  controls.averageFewer(
    lab,
    { ...trial, train: [threes, sevens] },
    judge,
    stream,
  );
  moves.moveDigits(lab, trial, judge, shift);
  moves.askDistances(lab, trial, l1, shift);
  moves.putRowsBack(lab, trial, judge, shift, putBack);
  halvePush(lab, trial, judge, shift);
  controls.letSlide(lab, trial, { l1, evened }, shift);
}

/** The three ways to measure, on one picture [28, 28]. */
function judgeOne(lab: Lab, sample: tf.Tensor, ideals: Ideals): void {
  const { mean3, mean7 } = ideals;
  const to3 = sample.sub(mean3); // [28, 28]
  const to7 = sample.sub(mean7); // [28, 28]
  const found = lab.numbers({
    "signed-to-3": item(to3.mean()),
    "signed-to-7": item(to7.mean()),
    "l1-to-3": item(l1(sample, mean3)),
    "l1-to-7": item(l1(sample, mean7)),
    "rmse-to-3": item(rmse(sample, mean3)),
    "rmse-to-7": item(rmse(sample, mean7)),
  });
  runs.compareOne(lab, to3, to7, found);
  lab.figure("ideals", figures.ideals(sample, mean3, mean7));
}
