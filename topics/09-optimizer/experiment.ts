// The chapter hands its loop over to an optimizer, the accuracy rises, and it looks as if the
// library had done that. Here are the parts that it hands over, written out; then the same
// training with the parts exchanged one at a time; then chapter 2's few lines, unrolled.

import * as tf from "@tensorflow/tfjs";
import {
  Adam,
  AREA,
  type Batch,
  binaryCrossEntropy,
  chapterStream,
  DataLoader,
  type Dataset,
  type Lab,
  type LinearInit,
  linear,
  type Model,
  mnistLoss,
  nth,
  type Stream,
  sequential,
  threesAndSevens,
  trainEpoch,
  validateEpoch,
} from "lectern";
import { drawMany } from "./controls.ts";
import * as figures from "./figures.ts";
import type { Look } from "./pictures.ts";
import * as pictures from "./pictures.ts";
import * as runs from "./runs.ts";
import { backward, type Parameters, parameter } from "./runs.ts";

/** All three as in the chapter. */
const LR = 1;
const BATCH = 256;
const EPOCHS = { full: 20, quick: 2 };
/** Times that a few pictures are drawn to be tuned on: one draw alone says little. */
const DRAWS = { full: 20, quick: 2 };
/** Chapter 2's `fine_tune(4)`. */
const TUNING = 4;

type LinearModel = ReturnType<typeof linearByHand>;
type Optimizer = ReturnType<typeof basicOptim>;
type Batches = readonly Batch[];
type Loaders = { train: Batches; valid: DataLoader };

// #region linear
/** `nn.Linear(784, 1)`: a function, and the parameters that it owns. */
function linearByHand({ weight, bias }: LinearInit) {
  const w = parameter(tf.tensor2d(weight, [AREA, 1]));
  const b = parameter(tf.tensor1d(bias));
  const predict = (xb: tf.Tensor) => xb.matMul(w.value).add(b.value);
  return { predict, parameters: [w, b] };
}
// #endregion

// #region batches
/** `DataLoader(dset, batch_size=256)`, unshuffled: slices of the data. */
function* batches({ count, inputs, targets }: Dataset) {
  for (let first = 0; first < count; first += BATCH) {
    const rows = Math.min(BATCH, count - first);
    const xs = inputs.slice(first * AREA, (first + rows) * AREA);
    const ys = targets.slice(first, first + rows);
    const xb = tf.tensor2d(xs, [rows, AREA]);
    yield [xb, tf.tensor2d(ys, [rows, 1])] as const;
  }
}
// #endregion

// #region by-hand
/** Before: the loop itself changes the parameters. */
function epochByHand(batches: Batches, { predict, parameters }: LinearModel) {
  for (const [xb, yb] of batches) {
    tf.tidy(() => {
      backward(() => mnistLoss(predict(xb), yb), parameters);
      for (const { value, grad } of parameters) {
        value.assign(value.sub(grad.mul(LR)));
        grad.assign(tf.zerosLike(grad));
      }
    });
  }
}
// #endregion

/** `SGD(params, lr)`: it remembers two things, and can do two. */
// #region optimizer
function basicOptim(params: Parameters, lr: number) {
  return {
    step() {
      for (const { value, grad } of params) {
        value.assign(value.sub(grad.mul(lr)));
      }
    },
    zeroGrad() {
      for (const { grad } of params) grad.assign(tf.zerosLike(grad));
    },
  };
}
// #endregion

// #region train-epoch
/** After: the loop asks the optimizer. */
function epochWith(opt: Optimizer, batches: Batches, model: LinearModel) {
  for (const [xb, yb] of batches) {
    tf.tidy(() => {
      backward(() => mnistLoss(model.predict(xb), yb), model.parameters);
      opt.step();
      opt.zeroGrad();
    });
  }
}
// #endregion

// #region learner
/** `Learner(dls, model, …)`: all the parts in one hand, and a crank. */
function learner(dls: Loaders, model: LinearModel, opt: Optimizer) {
  const epoch = () => {
    epochWith(opt, dls.train, model);
    return validateEpoch(model.predict, dls.valid); // the metric
  };
  return { fit: (epochs: number) => Array.from({ length: epochs }, epoch) };
}
// #endregion

// #region data-block
/** `DataBlock`: no data yet, only the answers to four questions. */
const digitBlock = {
  getItems: pictures.files, // what is there? train/3/10.png, …
  splitter: pictures.randomSplitter, // what is kept back?
  getX: pictures.pixels, // what does the model see?
  getY: pictures.parentLabel, // what should it say? the folder
};
// #endregion

// #region data-loaders
/** `digits.dataloaders(path)`: the answers, applied. */
function dataLoaders(block: typeof digitBlock, source: pictures.Source) {
  const [train, valid] = block.splitter(block.getItems(source));
  const load = (items: readonly pictures.Item[]) =>
    new DataLoader(pictures.toDataset(items, block.getX, block.getY), {
      batchSize: 16,
      shuffle: source.random,
    });
  return { train: load(train), valid: load(valid) };
}
// #endregion

// #region cnn-learner
/** `cnn_learner`: a body that has seen the world, a head that has not. */
function cnnLearner(body: Model, train: DataLoader, random: Stream) {
  const head = linear(pictures.FEATURES, 1, random);
  const net = sequential(body, head); // [n, 784] → [n, 32] → [n, 1]
  const fit = (epochs: number, opt: Adam, look: Look) => {
    for (let epoch = 0; epoch < epochs; epoch++) {
      trainEpoch(net, train, binaryCrossEntropy, opt);
      look();
    }
  };
  return { head, net, fit };
}
// #endregion

// #region fine-tune
/** `fine_tune(epochs)`: the head alone for one epoch, then all. */
function fineTune(learn: CnnLearner, epochs: number, look: Look) {
  learn.fit(1, new Adam(learn.head.parameters, 0.01), look); // frozen
  learn.fit(epochs, new Adam(learn.net.parameters, 0.002), look);
}
// #endregion
type CnnLearner = ReturnType<typeof cnnLearner>;

export default function experiment(lab: Lab): void {
  const data = threesAndSevens(lab.digits.train); // inputs [12396, 784]
  const validSet = threesAndSevens(lab.digits.valid); // inputs [2038, 784]
  const valid = new DataLoader(validSet, { batchSize: BATCH });
  const dls = { train: [...batches(data)], valid };
  const epochs = lab.pick(EPOCHS);
  const train: runs.Train = (start, way) => {
    const model = linearByHand(start);
    const byHand = () => {
      epochByHand(dls.train, model);
      return validateEpoch(model.predict, valid);
    };
    const make = way === "sgd" ? runs.librarySgd : basicOptim;
    const learn = learner(dls, model, make(model.parameters, LR));
    const rows =
      way === "by-hand"
        ? Array.from({ length: epochs }, byHand)
        : learn.fit(epochs);
    return { parameters: model.parameters, rows };
  };
  const bench = { lab, train, valid };
  lab.number("learning-rate", LR);
  lab.claim("four-free-epochs", TUNING, "=", 4);
  lab.table("primitives", figures.primitives());
  lab.figure("sharing", figures.sharing());
  runs.meetChapter(bench, runs.exchangeParts(bench));
  drawMany(lab, LR, valid);
  forgetTheModel(lab, dls);
  pictures.tuneAFew({ lab, data, valid, draws: lab.pick(DRAWS) }, chapter2);
}

/** A new model, and the optimizers of the one before it. */
function forgetTheModel(lab: Lab, dls: Loaders): void {
  const start = chapterStream("basic-optim", lab.seed).linearInit(AREA, 1);
  const moved = [basicOptim, runs.librarySgd].map((make) => {
    const opt = make(linearByHand(start).parameters, LR);
    const model = linearByHand(start); // a new one, that opt knows nothing of
    const before = validateEpoch(model.predict, dls.valid);
    const after = nth(learner(dls, model, opt).fit(1), 0);
    return { before, by: Math.abs(after - before) };
  });
  lab.number("stale-before", nth(moved, 0).before);
  const most = Math.max(...moved.map(({ by }) => by));
  lab.claim("stale-learns-nothing", most, "=", 0);
}

/** Chapter 2's lines in their order, for the body and the pictures that it is given. */
const chapter2: pictures.Tune = ({ body, sets, random, watch }) => {
  const dls = dataLoaders(digitBlock, { sets, random: random.named("files") });
  const learn = cnnLearner(body, dls.train, random.named("head"));
  fineTune(learn, TUNING, watch(learn.net));
};
