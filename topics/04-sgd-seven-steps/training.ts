// What topic 4 measures of pixel similarity as a linear model: whether its own loss moves it, what
// a loss that hears of mistakes makes of it, and what of that is owed to the start.

import * as tf from "@tensorflow/tfjs";
import {
  AREA,
  BasicOptim,
  binaryCrossEntropy,
  type Dataset,
  item,
  type Lab,
  mnistLoss,
  nth,
  threesAndSevens,
  trainBatch,
} from "lectern";
import * as figures from "./ideals.ts";

/** The chapter's learning rate for the digits. */
const LR = 1;
/** Weights ten times as large need ten times the step to move by the same share. */
const TENFOLD = 10;
/** Steps on all digits at once: far enough to see where the curve goes. */
const STEPS = { full: 200, quick: 20 };
/** By so much a single weight is turned up: far less than the largest of them. */
const NUDGE = 0.001;

/** What the notebook prints for its linear model after 20 epochs, under "Creating an Optimizer". */
const CHAPTER = 0.9785;
/** Beyond so large a score a sigmoid is nearly flat: its slope is under a fiftieth, of 1/4 at 0. */
const FLAT = 4;

/** A linear model: weights [784, 1] and a bias. */
export interface Weights {
  readonly weights: tf.Variable;
  readonly bias: tf.Variable;
}

/** Three starts of the same model, and the digits that decide. */
export interface Starts {
  /** Pixel similarity; the same with a scale of 1; and zeros. */
  readonly scaled: Weights;
  readonly plain: Weights;
  readonly zeros: Weights;
  /** Pixel similarity after one more step of its own loss, on all digits. */
  readonly own: Weights;
}

/** Trains the model from each start on all the training digits, for as many steps. */
export function giveItTheSteps(lab: Lab, starts: Starts): void {
  const batch = whole(threesAndSevens(lab.digits.train)); // [12396, 784]
  const valid = whole(threesAndSevens(lab.digits.valid)); // [2038, 784]
  feelOneWeight(lab, starts.scaled, valid);
  lab.numbers({
    flat: FLAT,
    "flat-scaled": shareFlat(starts.scaled, valid),
    "flat-plain": shareFlat(starts.plain, valid),
  });
  const total = lab.number("train-steps", lab.pick(STEPS));
  lab.number("mistakes-own-loss", countMistakes(starts.own, valid));
  const train = (name: string, start: Weights, loss = mnistLoss, lr = LR) => {
    const [weights, bias] = [copy(start.weights), copy(start.bias)];
    const model = (x: tf.Tensor) => tf.matMul(x, weights).add(bias);
    const optimizer = new BasicOptim([weights, bias], lr);
    const missed = [countMistakes({ weights, bias }, valid)];
    const losses: number[] = [];
    for (let step = 1; step <= total; step++) {
      losses.push(trainBatch(model, batch, loss, optimizer));
      missed.push(countMistakes({ weights, bias }, valid));
      const detail = `${name}, step ${step}, loss ${nth(losses, -1).toFixed(4)}`;
      lab.progress("linear model", { done: step, total, detail });
    }
    return { missed, losses };
  };
  const scaled = train("from the averages", starts.scaled);
  const plain = train("scale 1", starts.plain);
  const zeros = train("from zeros", starts.zeros);
  // Is it the size that hurts, or a step that is short beside it?
  const longer = train("scale 1, rate 10", starts.plain, mnistLoss, TENFOLD);
  // The control of the flat sigmoid: a loss that is flat nowhere where an answer is wrong.
  const steep = train("cross-entropy", starts.scaled, binaryCrossEntropy);
  const large = train(
    "the same, scale 1, rate 10",
    starts.plain,
    binaryCrossEntropy,
    TENFOLD,
  );
  const [before, after] = [nth(scaled.missed, 0), nth(scaled.missed, -1)];
  const [, valids] = valid;
  const found = lab.numbers({
    "mistakes-before": before,
    "mistakes-after": after,
    "mistakes-scale-1": nth(plain.missed, -1),
    "mistakes-zeros": nth(zeros.missed, -1),
    "mistakes-entropy": nth(steep.missed, -1),
    "mistakes-entropy-tenfold": nth(large.missed, -1),
    "mistakes-tenfold": nth(longer.missed, -1),
    "tenfold-rate": TENFOLD,
    "valid-count": valids.size,
    "chapter-accuracy": CHAPTER,
    "chapter-mistakes": (1 - CHAPTER) * valids.size,
    "accuracy-before": 1 - before / valids.size,
    "accuracy-after": 1 - after / valids.size,
    "loss-before": nth(scaled.losses, 0),
    "loss-after": nth(scaled.losses, -1),
  });
  lab.claim("learning-helps", after, "<", before);
  lab.claim("zeros-catch-up", found["mistakes-zeros"], "<", before);
  lab.claim("scale-decides", found["mistakes-scale-1"], ">", after);
  const closed = found["mistakes-scale-1"] - found["mistakes-tenfold"];
  const gap = found["mistakes-scale-1"] - after;
  lab.claim("step-was-short", closed, ">", 0.5 * Math.max(gap, 0));
  const apart = Math.abs(nth(large.missed, -1) - nth(steep.missed, -1));
  lab.claim("nothing-left-when-steep", apart, "<", 4);
  const named = {
    "from the averages": scaled.missed,
    "ten times as large": plain.missed,
    "from zeros": zeros.missed,
  };
  lab.figure("mistakes", figures.mistakes(named, before));
}

/** Turns up each weight alone: how many change the mistakes, and how many the loss? */
function feelOneWeight(lab: Lab, model: Weights, valid: Batch): void {
  const [xs, ys] = valid;
  const { weights, bias } = model;
  const before = countMistakes(model, valid);
  const scores = tf.matMul(xs, weights).add(bias); // [2038, 1]
  const moved = scores.add(xs.mul(NUDGE)); // [2038, 784]: column j has weight j turned up
  const missed = moved.greater(0).notEqual(ys.greater(0)).sum(0); // [784]
  const slopes = tf.grad((w: tf.Tensor) =>
    mnistLoss(tf.matMul(xs, w).add(bias), ys),
  )(weights);
  const { "nudges-counted": counted, "nudges-in-loss": felt } = lab.numbers({
    nudge: NUDGE,
    "nudges-counted": item(missed.notEqual(before).sum()),
    "nudges-in-loss": item(slopes.notEqual(0).sum()),
  });
  lab.claim("loss-feels-more", felt, ">", 2 * counted);
  lab.figure("nudges", figures.nudges(counted, felt));
}

/** A variable of its own: training changes it. */
function copy(start: tf.Variable): tf.Variable {
  return tf.variable(start.clone());
}

type Batch = ReturnType<typeof whole>;

function countMistakes({ weights, bias }: Weights, [xs, ys]: Batch): number {
  return tf.tidy(() => {
    const scores = tf.matMul(xs, weights).add(bias); // [2038, 1]
    return item(scores.greater(0).notEqual(ys.greater(0)).sum());
  });
}

/** The share of digits whose score lies where the sigmoid is flat. */
function shareFlat({ weights, bias }: Weights, [xs]: Batch): number {
  const scores = tf.matMul(xs, weights).add(bias); // [2038, 1]
  return item(scores.abs().greater(FLAT).cast("float32").mean());
}

/** All the data as one batch: rows [count, 784] and targets [count, 1]. */
function whole({ count, inputs, targets }: Dataset) {
  return [
    tf.tensor2d(inputs, [count, AREA]),
    tf.tensor2d(targets, [count, 1]),
  ] as const;
}
