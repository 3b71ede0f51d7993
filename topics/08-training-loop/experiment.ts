// Somewhere in a training loop sits the line that learns. Which one is it? The chapter's loop
// is written out here with each of the seven steps as a function of its own, so that any of
// them can be taken out, and the digits say whether it was missed.

import * as tf from "@tensorflow/tfjs";
import {
  AREA,
  type Batch,
  chapterStream,
  DataLoader,
  FastaiShuffle,
  type Lab,
  mnistLoss,
  PythonRandom,
  threesAndSevens,
} from "lectern";
import * as causes from "./causes.ts";
import * as figures from "./figures.ts";
import * as probes from "./probes.ts";
import * as runs from "./runs.ts";
import {
  type Batches,
  type Parameter,
  type Parameters,
  parameter,
  type Steps,
  stepAt,
} from "./runs.ts";

/** The chapter's: large for SGD, right for a loss whose slopes are this small. */
const LR = 1;
/** The chapter's. */
const BATCH = 256;
/** One, then twenty more: so trains the chapter. A quick run shows the form. */
const EPOCHS = { full: 21, quick: 3 };
/** "Stop" taken out, as far as patience goes. */
const PATIENCE = { full: 60, quick: 4 };
/** Random starts, the chapter's first: could it have been the draw? */
const DRAWS = { full: 20, quick: 3 };

// #region initialize
/** Step 1: 784 random weights and a random bias. */
function initialize(seed: number): Parameters {
  const random = chapterStream("putting-it-all-together", seed);
  const weights = tf.tensor2d(random.randn(AREA), [AREA, 1]);
  const bias = tf.tensor1d(random.randn(1));
  return [parameter(weights), parameter(bias)];
}
// #endregion

// #region predict
/** Step 2, all the architecture: a weight per pixel, and a bias. */
function predict(xb: tf.Tensor, [weights, bias]: Parameters) {
  return xb.matMul(weights.value).add(bias.value); // → [n, 1]
}
// #endregion

// #region calc-grad
/** Steps 2 to 4: forward to one number, backward to 785 slopes. */
function calcGrad([xb, yb]: Batch, params: Parameters, steps = CHAPTER) {
  const forward = () => steps.loss(steps.predict(xb, params), yb); // → []
  const values = params.map(({ value }) => value);
  const { grads } = tf.variableGrads(forward, values); // backward
  for (const { value, grad } of params) {
    const slope = grads[value.name]; // none where predict left it out
    if (slope) grad.assign(grad.add(slope)); // added, as in PyTorch
  }
}
// #endregion

// #region step
/** Step 5: against the slope. */
const step = stepAt(LR);

/** PyTorch's `zero_()`: the next batch starts from a clean slate. */
function forget({ grad }: Parameter): void {
  grad.assign(tf.zerosLike(grad));
}
// #endregion

// #region train-epoch
/** Step 6, repeat: one pass over the data, batch by batch. */
function trainEpoch(data: Batches, params: Parameters, steps = CHAPTER) {
  for (const batch of data) {
    tf.tidy(() => {
      calcGrad(batch, params, steps);
      for (const each of params) {
        steps.step(each);
        steps.forget(each);
      }
    });
  }
}
// #endregion

/** The steps as the chapter takes them. To take one out, put something else in its place. */
const CHAPTER: Steps = { initialize, predict, loss: mnistLoss, step, forget };

// #region by-hand
/** Backward by hand: how hard each picture pulls. */
function backwardByHand([xb, yb]: Batch, params: Parameters) {
  const p = predict(xb, params).sigmoid(); // [n, 1]
  const pull = p.mul(tf.sub(1, p)); // in doubt: ¼, sure: 0
  const side = tf.sub(1, yb.mul(2)); // −1 for a 3, +1 for a 7
  const sum = xb.transpose().matMul(side.mul(pull)); // [784, 1]
  return sum.div(yb.size); // pictures, added up, over n
}
// #endregion

export default function experiment(lab: Lab): void {
  const train = threesAndSevens(lab.digits.train); // inputs [12396, 784]
  const valid = threesAndSevens(lab.digits.valid); // inputs [2038, 784]
  const turned = runs.sevensFirst(train, lab.digits.train.threes.count);
  const batchSize = BATCH;
  const shuffle = () => new FastaiShuffle(new PythonRandom(lab.seed));
  const bench: runs.Bench = {
    lab,
    valid: new DataLoader(valid, { batchSize }),
    files: new DataLoader(train, { batchSize }),
    sevens: new DataLoader(turned, { batchSize }),
    shuffled: () => new DataLoader(train, { batchSize, shuffle: shuffle() }),
    chapter: CHAPTER,
    lr: LR,
    calcGrad,
    trainEpoch,
  };
  lab.numbers({ batches: bench.files.length, parameters: AREA + 1 });
  lab.table("steps", figures.steps());
  lab.figure("loop", figures.loop());
  probes.pileUp(bench);
  probes.compareByHand(bench, backwardByHand);
  probes.averageTwice(bench);
  const epochs = lab.pick(EPOCHS);
  runs.followChapter(bench, epochs);
  runs.swapArchitecture(bench, epochs);
  causes.find(bench, {
    epochs,
    patience: lab.pick(PATIENCE),
    draws: lab.pick(DRAWS),
  });
}
