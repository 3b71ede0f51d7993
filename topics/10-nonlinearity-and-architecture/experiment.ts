// The chapter puts a ReLU between two linear layers, trains for 40 epochs, and the accuracy
// rises. Was it the ReLU? And what does a whole architecture, ResNet-18, buy on the same
// digits? The answer is counted in errors: validation digits that a model still gets wrong.

import * as tf from "@tensorflow/tfjs";
import {
  Adam,
  chapterStream,
  correctClass,
  DataLoader,
  type Lab,
  Learner,
  layers,
  losses,
  onDigits,
  resnet18,
  SGD,
  Stream,
  type TorchRandom,
  takeDigits,
  threesAndSevens,
} from "lectern";
import type { Kind, Runs } from "./figures.ts";
import * as probes from "./probes.ts";
import * as runs from "./runs.ts";

const { linear, relu, sequential } = layers;

/** The chapter's: large for one layer; with as much, two layers end lower. */
const LR = { linear: 1, "two-linear": 0.1, net: 0.1 };
/** The chapter's, for its net. Its linear model gets as many here, so that they compare. */
const EPOCHS = { full: 40, quick: 4 };
/** With Adam, little moves after these. */
const BETTER_EPOCHS = { full: 20, quick: 2 };
/** Of each small model: few, but the spread shows. ResNet gets one run, which takes minutes. */
const RUNS = { full: 5, quick: 2 };
/** A few more than the chapter's one; one-cycle needs two to rise and fall. */
const RESNET_EPOCHS = { full: 5, quick: 2 };
/** Of each digit, for ResNet: all there are, or four batches in all. */
const RESNET_DIGITS = { full: 7000, quick: 128 };

// #region models
const MODELS = {
  linear: (random: TorchRandom) => linear(784, 1, random),
  "two-linear": (random: TorchRandom) =>
    sequential(linear(784, 30, random), linear(30, 1, random)),
  net: (random: TorchRandom) =>
    sequential(linear(784, 30, random), relu, linear(30, 1, random)),
};
// #endregion

// #region chapter-recipe
/** The chapter's loss, plain SGD, all 3s first. */
function asChapter(model: layers.Model, lr: number, lesson: runs.Lesson) {
  const optimizer = new SGD(model.parameters, lr);
  const loss = losses.mnistLoss;
  const train = lesson.inOrder;
  const learner = new Learner({ ...lesson, train, model, loss, optimizer });
  return learner.fit(lesson.epochs, lr);
}
// #endregion

/** The chapter's net as the chapter trains it. */
export function chapterNet(lesson: runs.Lesson) {
  return asChapter(MODELS.net(chapterStream("small-net")), LR.net, lesson);
}

// #region better-recipe
/** Cross-entropy, Adam, and another order in every epoch. */
function better(model: layers.Model, shuffle: Stream, lesson: runs.Lesson) {
  const optimizer = new Adam(model.parameters, 2e-3);
  const loss = losses.binaryCrossEntropy;
  const train = new DataLoader(lesson.data, { batchSize: 256, shuffle });
  const learner = new Learner({ ...lesson, train, model, loss, optimizer });
  return learner.fit(lesson.epochs, 2e-3);
}
// #endregion

// #region collapse
/** (x·W1 + b1)·W2 + b2 = x·(W1·W2) + (b1·W2 + b2): one layer. */
function collapse(net: layers.Model): layers.Model {
  const { w1, b1, w2, b2 } = probes.twoLayers(net);
  const weight = tf.variable(w1.matMul(w2)); // → [784, 1]
  const bias = tf.variable(b1.reshape([1, 30]).matMul(w2).add(b2));
  const forward = (x: tf.Tensor) => x.matMul(weight).add(bias);
  return layers.model(forward, { weight, bias });
}
// #endregion

export default function experiment(lab: Lab): void {
  const data = threesAndSevens(lab.digits.train); // inputs [12396, 784]
  const inOrder = new DataLoader(data, { batchSize: 256 });
  const validSet = threesAndSevens(lab.digits.valid); // inputs [2038, 784]
  const valid = new DataLoader(validSet, { batchSize: 256 });
  const trained = {
    lab,
    valid,
    chapter: trainByChapter(lab, { data, inOrder, valid }),
    improved: trainBetter(lab, { data, inOrder, valid }),
    resnet: trainResNet(lab, valid),
    pixel: runs.pixelSimilarity(lab.digits.train),
  };
  probes.foldLayers(trained, collapse);
  probes.lookInside(trained);
  runs.followChapter(trained);
  runs.describeModels(trained);
  runs.followResNet(trained);
  probes.countWork(trained);
  runs.compareErrors(trained);
  probes.moveDigits(trained);
}

function trainByChapter(lab: Lab, course: runs.Course): Runs {
  const epochs = lab.number("epochs", lab.pick(EPOCHS));
  lab.numbers({ "half-epochs": epochs / 2, runs: lab.pick(RUNS) });
  // Run 0 starts where the notebook's stream stands when it makes the model.
  const random = (kind: Kind, run: number) =>
    run === 0
      ? chapterStream(kind === "linear" ? "learner" : "small-net", lab.seed)
      : new Stream(lab.seed).named(`chapter ${run}`);
  return runs.trainAll(lab, course, {
    label: "small models, the chapter's recipe",
    sizes: { runs: lab.pick(RUNS), epochs },
    start: (kind, run) => MODELS[kind](random(kind, run)),
    fit: (model, lesson, kind) => asChapter(model, LR[kind], lesson),
  });
}

function trainBetter(lab: Lab, course: runs.Course): Runs {
  const epochs = lab.number("better-epochs", lab.pick(BETTER_EPOCHS));
  const random = (name: string) => new Stream(lab.seed).named(name);
  return runs.trainAll(lab, course, {
    label: "small models, the better recipe",
    sizes: { runs: lab.pick(RUNS), epochs },
    start: (kind, run) => MODELS[kind](random(`better ${run}`)),
    fit: (model, lesson, _, run) =>
      better(model, random(`order ${run}`), lesson),
  });
}

/** ResNet-18 from random weights: the chapter's one epoch, then several from the same start. */
function trainResNet(lab: Lab, valid: DataLoader) {
  const count = lab.pick(RESNET_DIGITS);
  const counts = { train: count, valid: count };
  const data = threesAndSevens(takeDigits(lab.digits, counts).train);
  const stream = new Stream(lab.seed);
  // #region resnet
  const model = onDigits(resnet18(stream.named("resnet")));
  const start = runs.keep(model);
  const learn = (epochs: number) => {
    runs.restore(model, start);
    const shuffle = stream.named("order");
    const train = new DataLoader(data, { batchSize: 64, shuffle });
    const optimizer = new SGD(model.parameters, 0.1, 0.9);
    const loss = losses.crossEntropy; // of two logits: for 7, for 3
    const onBatch = runs.reporter(lab, epochs);
    const parts = { train, valid, model, loss, optimizer, onBatch };
    const learner = new Learner({ ...parts, correct: correctClass });
    return learner.fitOneCycle(epochs, 0.1);
  };
  // #endregion
  return { one: learn(1), more: learn(lab.pick(RESNET_EPOCHS)), model };
}
