// How far does a computer get with no learning at all? Average all the 3s and all the 7s,
// then give a new picture the name of the average it lies nearer to. Everything hangs on
// two questions: what "nearer" means, and when it misleads.

import * as tf from "@tensorflow/tfjs";
import type { Lab } from "../../src/lab/lab.ts";
import { stack } from "../../src/learning/images.ts";
import { item } from "../../src/learning/item.ts";
import * as figures from "./figures.ts";

/** The second 3 of the training set: the very picture that the chapter looks at. */
const SAMPLE = 1;
/** MNIST leaves a margin of about four pixels: so far, hardly any ink leaves the frame. */
const LARGEST_SHIFT = 3;
/** Every fourth validation picture: enough to see the clouds, few enough to see dots. */
const EVERY = 4;
/** Mistakes shown: two rows of six. */
const WORST = 12;

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

function judgeOne(
  lab: Lab,
  sample: tf.Tensor,
  mean3: tf.Tensor,
  mean7: tf.Tensor,
): void {
  const to3 = sample.sub(mean3); // [28, 28]
  const to7 = sample.sub(mean7); // [28, 28]
  const found = {
    signedTo3: lab.number("signed-to-3", item(to3.mean())),
    signedTo7: lab.number("signed-to-7", item(to7.mean())),
    l1To3: lab.number("l1-to-3", item(l1(sample, mean3))),
    l1To7: lab.number("l1-to-7", item(l1(sample, mean7))),
    rmseTo3: lab.number("rmse-to-3", item(rmse(sample, mean3))),
    rmseTo7: lab.number("rmse-to-7", item(rmse(sample, mean7))),
  };
  lab.number("too-much-ink", item(to3.relu().sum()));
  lab.number("too-little-ink", item(to3.neg().relu().sum()));
  lab.number("square-to-3", item(to3.square().mean()));
  lab.claim("l1-nearer-to-3", found.l1To3, "<", found.l1To7);
  lab.claim("rmse-nearer-to-3", found.rmseTo3, "<", found.rmseTo7);
  const lead = Math.max(
    found.l1To3 - found.l1To7,
    found.rmseTo3 - found.rmseTo7,
  );
  lab.claim("both-nearer-to-3", lead, "<", 0);
  const left = Math.abs(found.signedTo3);
  lab.claim("signed-cancels", left, "<", 0.1 * found.l1To3);
  lab.output("distances", figures.printed(found));
  lab.figure("ideals", figures.ideals(sample, mean3, mean7));
  lab.figure("differences", figures.differences(to3, to7, found, "tall"));
  lab.figure("differences-wide", figures.differences(to3, to7, found, "wide"));
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
  const scores = Object.entries({ l1, rmse, evened, angle, signed }).map(
    ([name, distance]) => {
      const right = judgeAll(distance, trial);
      const threes = item(right.threes.mean());
      const sevens = item(right.sevens.mean());
      const missed3 = right.threes.size - item(right.threes.sum());
      const missed7 = right.sevens.size - item(right.sevens.sum());
      const mean = (threes + sevens) / 2;
      lab.number(`${name}-threes`, threes);
      lab.number(`${name}-sevens`, sevens);
      lab.number(`${name}-mean`, mean);
      lab.number(`${name}-missed-threes`, missed3);
      lab.number(`${name}-missed-sevens`, missed7);
      return { name, threes, sevens, mean, missed3, missed7 };
    },
  );
  const [byL1, byRmse, byEvened, byAngle] = scores;
  if (!byL1 || !byRmse || !byEvened || !byAngle) return;
  lab.number("l1-missed", byL1.missed3 + byL1.missed7);
  lab.number(
    "valid-count",
    trial.threes.shape[0] + (trial.sevens.shape[0] ?? 0),
  );
  lab.claim("l1-is-good", byL1.mean, ">", 0.9);
  lab.claim("rmse-beats-l1", byRmse.mean, ">", byL1.mean);
  lab.claim("rmse-saves-threes", byRmse.missed3, "<", byL1.missed3);
  lab.claim("rmse-costs-sevens", byRmse.missed7, ">", byL1.missed7);
  lab.claim("more-threes-missed", byL1.missed3, ">", byL1.missed7);
  lab.claim("evened-beats-l1", byEvened.mean, ">", byL1.mean);
  lab.claim("angle-beats-l1", byAngle.mean, ">", byL1.mean);
  lab.claim("angle-beats-rmse", byAngle.mean, ">", byRmse.mean);
  const lean = ({ missed3, missed7 }: typeof byL1) =>
    Math.abs(missed3 - missed7);
  lab.claim("angle-leans-less", lean(byAngle), "<", lean(byL1));
  lab.table("scores", figures.scores(scores));
}

function lookAtMistakes(lab: Lab, trial: Trial): void {
  const { threes, sevens, mean3, mean7 } = trial;
  const images = tf.concat([threes, sevens]); // [2038, 28, 28]
  const to3 = l1(images, mean3).dataSync();
  const to7 = l1(images, mean7).dataSync();
  const cases = Array.from(to3, (three, index) => {
    const digit = index < (threes.shape[0] ?? 0) ? 3 : 7;
    const seven = to7[index] ?? 0;
    // Above 0: by how much the picture lies nearer to the wrong ideal.
    const wrongBy = digit === 3 ? three - seven : seven - three;
    return { index, digit, to3: three, to7: seven, wrongBy };
  });
  const dots = cases.filter(({ index }) => index % EVERY === 0);
  lab.figure("two-distances", figures.twoDistances(dots));
  cases.sort((a, b) => b.wrongBy - a.wrongBy);
  const worst3 = cases.slice(0, WORST).filter(({ digit }) => digit === 3);
  lab.claim("worst-are-threes", worst3.length, ">=", WORST);
  lab.figure("worst-mistakes", figures.mistakes(images, cases.slice(0, WORST)));

  const right = judgeAll(l1, trial);
  lab.figure("confusion", figures.confusion(right.threes, right.sevens));
  const ink = threes.mean([1, 2]); // [1010]
  const missed = tf.sub(1, right.threes);
  const met = item(ink.mul(right.threes).sum().div(right.threes.sum()));
  const lost = item(ink.mul(missed).sum().div(missed.sum().maximum(1)));
  lab.number("ink-of-recognized-threes", met);
  lab.number("ink-of-missed-threes", lost);
  lab.claim("missed-threes-are-thin", lost, "<", met);
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
  const [, , down2] = down;
  const [, , right2] = right;
  if (!down2 || !right2) return;
  lab.number("down-2-threes", down2.threes);
  lab.number("down-2-sevens", down2.sevens);
  lab.number("right-2-threes", right2.threes);
  lab.claim("two-rows-ruin-threes", down2.threes, "<", 0.5);
  lab.claim("down-hurts-more", down2.threes, "<", right2.threes);
  lab.claim("sevens-gain", down2.sevens, ">", down[0]?.sevens ?? 0);
  lab.figure("shifted", figures.shifted(down, right));
}
