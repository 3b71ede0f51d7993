// How far does a computer get with no learning at all? Average all the 3s and all the 7s,
// then give a new picture the name of the average it lies nearer to. Everything hangs on
// two questions: what "nearer" means, and when it misleads.

import * as tf from "@tensorflow/tfjs";
import { item, type Lab, nth, stack } from "lectern";
import * as figures from "./figures.ts";
import {
  recordSample,
  recordScores,
  scoreOf,
  showMistakes,
  weighMissed,
} from "./findings.ts";

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

/** The validation pictures and the two ideals: all that a distance is tried on. */
interface Trial {
  threes: tf.Tensor; // [1010, 28, 28]
  sevens: tf.Tensor; // [1028, 28, 28]
  mean3: tf.Tensor; // [28, 28]
  mean7: tf.Tensor; // [28, 28]
}

export default function experiment(lab: Lab): void {
  // #region ideals
  const threes = stack(lab.digits.train.threes); // [6131, 28, 28]
  const sevens = stack(lab.digits.train.sevens); // [6265, 28, 28]
  const mean3 = threes.mean(0); // → [28, 28]
  const mean7 = sevens.mean(0); // → [28, 28]
  // #endregion
  judgeOne(lab, threes.gather(SAMPLE), mean3, mean7);
  judgeNothing(lab, mean3, mean7);
  const { valid } = lab.digits;
  const trial = {
    threes: stack(valid.threes),
    sevens: stack(valid.sevens),
    mean3,
    mean7,
  };
  scoreDistances(lab, trial);
  lookAtMistakes(lab, trial);
  moveDigits(lab, trial);
}

/** The three ways to measure, on one picture. */
function judgeOne(
  lab: Lab,
  sample: tf.Tensor,
  mean3: tf.Tensor,
  mean7: tf.Tensor,
): void {
  const to3 = sample.sub(mean3); // [28, 28]
  const to7 = sample.sub(mean7); // [28, 28]
  recordSample(lab, to3, to7, {
    signedTo3: item(to3.mean()),
    signedTo7: item(to7.mean()),
    l1To3: item(l1(sample, mean3)),
    l1To7: item(l1(sample, mean7)),
    rmseTo3: item(rmse(sample, mean3)),
    rmseTo7: item(rmse(sample, mean7)),
  });
  lab.figure("ideals", figures.ideals(sample, mean3, mean7));
}

/** A picture without a stroke has to be called something, too. */
function judgeNothing(lab: Lab, mean3: tf.Tensor, mean7: tf.Tensor): void {
  const blank = tf.zeros([28, 28]);
  const to3 = item(l1(blank, mean3));
  const to7 = item(l1(blank, mean7));
  lab.claim("blank-is-a-7", to7, "<", to3);
  // The head start of the 7 before a stroke is drawn. A pixel of full ink then moves the
  // decision by 2 · (mean3 − mean7) under both measures, so the leads can be compared.
  const lead = lab.number("blank-lead-l1", to3 - to7);
  const squares = item(mean3.square().mean()) - item(mean7.square().mean());
  lab.number("blank-lead-square", squares);
  lab.claim("squares-lead-less", squares, "<", lead);
}

function scoreDistances(lab: Lab, trial: Trial): void {
  const score = (name: string, distance: typeof l1) =>
    scoreOf(name, judgeAll(distance, trial));
  recordScores(lab, {
    l1: score("l1", l1),
    rmse: score("rmse", rmse),
    evened: score("evened", evened),
    angle: score("angle", angle),
    signed: score("signed", signed),
  });
}

function lookAtMistakes(lab: Lab, trial: Trial): void {
  const { threes, sevens, mean3, mean7 } = trial;
  const images = tf.concat([threes, sevens]); // [2038, 28, 28]
  lab.number("valid-count", images.shape[0] ?? 0);
  const to3 = l1(images, mean3); // [2038]
  const to7 = l1(images, mean7); // [2038]
  showMistakes(lab, images, threes.shape[0] ?? 0, { to3, to7 });
  const right = judgeAll(l1, trial);
  lab.figure("confusion", figures.confusion(right.threes, right.sevens));
  weighMissed(lab, threes, right.threes);
}

function moveDigits(lab: Lab, trial: Trial): void {
  const move = (down: number, right: number) =>
    tf.tidy(() => {
      const threes = shift(trial.threes, down, right);
      const sevens = shift(trial.sevens, down, right);
      const answers = judgeAll(l1, { ...trial, threes, sevens });
      return {
        threes: item(answers.threes.mean()),
        sevens: item(answers.sevens.mean()),
      };
    });
  const steps = Array.from({ length: LARGEST_SHIFT + 1 }, (_, step) => step);
  const down = steps.map((step) => move(step, 0));
  const right = steps.map((step) => move(0, step));
  const [down2, right2] = [nth(down, 2), nth(right, 2)];
  lab.number("down-2-threes", down2.threes);
  lab.number("down-2-sevens", down2.sevens);
  lab.number("right-2-threes", right2.threes);
  lab.claim("two-rows-ruin-threes", down2.threes, "<", 0.5);
  lab.claim("down-hurts-more", down2.threes, "<", right2.threes);
  lab.claim("sevens-gain", down2.sevens, ">", nth(down, 0).sevens);
  lab.figure("shifted", figures.shifted(down, right));
}
