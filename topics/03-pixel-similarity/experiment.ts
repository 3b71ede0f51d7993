// How far does a computer get with no learning at all? Average all the 3s and all the 7s,
// then give a new picture the name of the average it lies nearer to. Everything hangs on
// two questions: what "nearer" means, and when it misleads.

import * as tf from "@tensorflow/tfjs";
import { item, type Lab, stack } from "lectern";
import * as figures from "./figures.ts";
import type { Ideals, Trial } from "./runs.ts";
import * as runs from "./runs.ts";

/** The second 3 of the training set: the very picture that the chapter looks at. */
const SAMPLE = 1;
/** MNIST leaves a margin of about four pixels: so far, hardly any ink leaves the frame. */
const LARGEST_SHIFT = 3;

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

/** L1 with the head start of squares: on a blank picture it is the mean square. */
function evened(images: tf.Tensor, ideal: tf.Tensor): tf.Tensor {
  return l1(images, ideal).sub(ideal.mean()).add(ideal.square().mean());
}

// #region angle
/** One minus the cosine between two pictures: ink cancels out. */
function angle(images: tf.Tensor, ideal: tf.Tensor): tf.Tensor {
  const dot = images.mul(ideal).sum([-2, -1]);
  const length = images.square().sum([-2, -1]).sqrt();
  return tf.sub(1, dot.div(length).div(ideal.norm()));
}
// #endregion

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
/** The images, moved down and to the right. */
function shift(images: tf.Tensor, down: number, right: number): tf.Tensor {
  const [count = 0] = images.shape;
  const kept = images.slice([0, 0, 0], [count, 28 - down, 28 - right]);
  return kept.pad([
    [0, 0],
    [down, 0],
    [right, 0],
  ]); // [count, 28, 28]
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
  scoreDistances(lab, trial);
  runs.lookAtMistakes(lab, trial, l1, judgeAll(l1, trial));
  runs.moveDigits(lab, LARGEST_SHIFT, (down, right) => {
    const threes = shift(trial.threes, down, right);
    const sevens = shift(trial.sevens, down, right);
    return judgeAll(l1, { ...trial, threes, sevens });
  });
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

/** Five ways to be near, each on all the validation digits. */
function scoreDistances(lab: Lab, trial: Trial): void {
  const score = (label: string, distance: typeof l1) =>
    runs.scoreOf(label, judgeAll(distance, trial));
  runs.compareScores(lab, {
    l1: score("L1", l1),
    rmse: score("RMSE", rmse),
    evened: score("L1, evened", evened),
    angle: score("angle", angle),
    signed: score("signed mean", signed),
  });
}
