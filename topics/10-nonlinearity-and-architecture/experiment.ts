// The chapter puts a ReLU between two linear layers, trains for 40 epochs, and the accuracy
// rises. Was it the ReLU? And what does a whole architecture, ResNet-18, buy on the same
// digits? The answer is counted in errors: validation digits that a model still gets wrong.

import * as tf from "@tensorflow/tfjs";
import { takeDigits } from "../../src/digits/take.ts";
import type { Lab } from "../../src/lab/lab.ts";
import { Adam } from "../../src/learning/adam.ts";
import { chapterStream } from "../../src/learning/chapter-stream.ts";
import { DataLoader } from "../../src/learning/data-loader.ts";
import { threesAndSevens } from "../../src/learning/dataset.ts";
import { item } from "../../src/learning/item.ts";
import * as layers from "../../src/learning/layers.ts";
import { Learner } from "../../src/learning/learner.ts";
import * as losses from "../../src/learning/loss.ts";
import { accuracy, correctClass } from "../../src/learning/metrics.ts";
import { onDigits } from "../../src/learning/models.ts";
import { resnet18 } from "../../src/learning/resnet.ts";
import { SGD } from "../../src/learning/sgd.ts";
import { Stream } from "../../src/learning/stream.ts";
import type { TorchRandom } from "../../src/learning/torch-random.ts";
import * as curves from "./curves.ts";
import * as figures from "./figures.ts";
import * as findings from "./findings.ts";
import * as probes from "./probes.ts";
import * as runs from "./runs.ts";

const { linear, relu, sequential } = layers;

/** The chapter's: large for one layer; two layers stumble over more. */
const LR = { linear: 1, "two-linear": 0.1, net: 0.1 };
/** The chapter's, for its net. Its linear model gets as many here, so that they compare. */
const EPOCHS = { full: 40, quick: 2 };
/** With Adam, little moves after these. */
const BETTER_EPOCHS = { full: 20, quick: 2 };
/** Of each small model: few, but the spread shows. ResNet gets one run, which takes minutes. */
const RUNS = { full: 5, quick: 2 };
/** A few more than the chapter's one; one-cycle needs two to rise and fall. */
const RESNET_EPOCHS = { full: 5, quick: 2 };
/** Of each digit, for ResNet: all there are, or four batches in all. */
const RESNET_DIGITS = { full: 7000, quick: 128 };
/** Pairs of a 7 and a 3 on whose straight way a net may bend. */
const PAIRS = 200;
/** Stops on the way: enough to see a kink. */
const STOPS = 20;

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

// #region path
/** Predictions on the straight way from 7s to 3s: [pairs, stops + 1]. */
function path(net: layers.Forward, sevens: tf.Tensor, threes: tf.Tensor) {
  const way = threes.sub(sevens); // [pairs, 784]
  const shares = Array.from({ length: STOPS + 1 }, (_, stop) => stop / STOPS);
  const stops = shares.map((share) => net(sevens.add(way.mul(share))));
  return tf.concat(stops, 1);
}
// #endregion

// #region bend
/** How far a path leaves its chord, as a share of the climb: 0 is straight. */
function bend(path: tf.Tensor): number {
  const start = path.slice([0, 0], [-1, 1]); // [pairs, 1]
  const climb = path.slice([0, STOPS], [-1, 1]).sub(start); // [pairs, 1]
  const chord = start.add(climb.mul(tf.linspace(0, 1, STOPS + 1)));
  const farthest = path.sub(chord).abs().max(1, true); // [pairs, 1]
  return item(farthest.sum().div(climb.abs().sum()));
}
// #endregion

export default function experiment(lab: Lab): void {
  const { train, valid } = lab.digits;
  const data = threesAndSevens(train);
  const course = {
    data,
    inOrder: new DataLoader(data, { batchSize: 256 }),
    valid: new DataLoader(threesAndSevens(valid), { batchSize: 256 }),
  };
  const pixel = probes.pixelSimilarity(train);
  const chapter = trainByChapter(lab, course);
  const improved = trainBetter(lab, course);
  foldLayers(lab, course, chapter);
  measureBends(lab, course, chapter, improved);
  findings.followChapter(lab, chapter, improved);
  const resnet = trainResNet(lab, course);
  const trained = { pixel, chapter, improved, resnet };
  findings.describeModels(lab, trained);
  findings.followResNet(lab, trained);
  findings.compareErrors(lab, course, trained);
  findings.moveDigits(lab, course, trained);
}

function trainByChapter(lab: Lab, course: runs.Course): runs.Runs {
  const epochs = lab.number("epochs", lab.pick(EPOCHS));
  lab.number("half-epochs", epochs / 2);
  const sizes = { runs: lab.number("runs", lab.pick(RUNS)), epochs };
  // Run 0 starts where the notebook's stream stands when it makes the model.
  const streamOf = (kind: runs.Kind, run: number) =>
    run === 0
      ? chapterStream(kind === "linear" ? "learner" : "small-net", lab.seed)
      : new Stream(lab.seed).named(`chapter ${run}`);
  const label = "small models, the chapter's recipe";
  return runs.trainAll(lab, label, sizes, (kind, run, onEpoch) => {
    const model = MODELS[kind](streamOf(kind, run));
    const lesson = { ...course, epochs, onEpoch };
    return { model, rows: asChapter(model, LR[kind], lesson) };
  });
}

function trainBetter(lab: Lab, course: runs.Course): runs.Runs {
  const epochs = lab.number("better-epochs", lab.pick(BETTER_EPOCHS));
  const sizes = { runs: lab.pick(RUNS), epochs };
  const label = "small models, a better recipe";
  return runs.trainAll(lab, label, sizes, (kind, run, onEpoch) => {
    const stream = new Stream(lab.seed).named(`better ${run}`);
    const model = MODELS[kind](stream.named("weights"));
    const lesson = { ...course, epochs, onEpoch };
    return { model, rows: better(model, stream.named("order"), lesson) };
  });
}

/** ResNet-18 from random weights: the chapter's one epoch, then several from the same start. */
function trainResNet(lab: Lab, { valid }: runs.Course) {
  const count = lab.pick(RESNET_DIGITS);
  const counts = { train: count, valid: count };
  const data = threesAndSevens(takeDigits(lab.digits, counts).train);
  const stream = new Stream(lab.seed);
  const model = onDigits(resnet18(stream.named("resnet")));
  const start = [...model.state.values()].map((each) => each.clone());
  const learn = (epochs: number) => {
    const onBatch = runs.reporter(lab, `ResNet-18 for ${epochs}`, epochs);
    for (const [at, each] of [...model.state.values()].entries()) {
      each.assign(start[at] ?? each);
    }
    // #region resnet
    const shuffle = stream.named("order");
    const train = new DataLoader(data, { batchSize: 64, shuffle });
    const optimizer = new SGD(model.parameters, 0.1, 0.9);
    const loss = losses.crossEntropy; // of two logits: for 7, for 3
    const parts = { train, valid, model, loss, optimizer, onBatch };
    const learner = new Learner({ ...parts, correct: correctClass });
    return learner.fitOneCycle(epochs, 0.1);
    // #endregion
  };
  return { one: learn(1), more: learn(lab.pick(RESNET_EPOCHS)), model };
}

/** Folds two layers into one, where that may be done and where it may not. */
function foldLayers(lab: Lab, course: runs.Course, chapter: runs.Runs): void {
  const [two] = chapter["two-linear"];
  const [net] = chapter.net;
  if (!two || !net) return;
  const x = probes.rowsOf(course.valid.dataset, 0);
  const foldedTwo = collapse(two.model);
  const foldedNet = collapse(net.model);
  const gap = probes.largestGap(two.model, foldedTwo, x);
  const torn = probes.largestGap(net.model, foldedNet, x);
  lab.number("largest-prediction", item(two.model(x).abs().max()));
  lab.number("folded-gap", gap);
  lab.number("folded-net-gap", torn);
  lab.number("folded-net-accuracy", accuracy(foldedNet, course.valid));
  lab.number("folded-parameters", layers.parameterCount(foldedTwo));
  lab.claim("two-linear-are-one", gap, "<", 1e-4);
  lab.claim("relu-cannot-be-folded", torn, ">", 0.1);
  lab.output("folded", [
    `two linear layers, folded into one: predictions move by at most ${gap.toExponential(1)}`,
    `with a ReLU between them:           predictions move by at most ${torn.toFixed(2)}`,
  ]);
}

/** How nonlinear did the nets become? */
function measureBends(
  lab: Lab,
  course: runs.Course,
  chapter: runs.Runs,
  improved: runs.Runs,
): void {
  const data = course.valid.dataset;
  const pairs = Math.min(PAIRS, lab.digits.valid.threes.count);
  const threes = probes.rowsOf(data, 0, pairs);
  const sevens = probes.rowsOf(data, lab.digits.valid.threes.count, pairs);
  const measure = (name: string, run: runs.Run | undefined) => {
    const way = path(run?.model ?? layers.identity, sevens, threes);
    return {
      way: [...way.slice(0, 1).dataSync()],
      bend: lab.number(`bend-${name}`, bend(way)),
    };
  };
  const two = measure("two-linear", chapter["two-linear"][0]);
  const net = measure("net", chapter.net[0]);
  const best = measure("better-net", improved.net[0]);
  lab.claim("two-linear-go-straight", two.bend, "<", 1e-3);
  lab.claim("better-net-bends-more", best.bend, ">", net.bend);
  lab.figure("paths", curves.paths(two.way, net.way, best.way));
  const [before] = chapter.net;
  const [after] = improved.net;
  if (!before || !after) return;
  const x = probes.rowsOf(data, 0);
  lab.number("gates-open", item(probes.gates(before.model, x).mean()));
  lab.number("patterns", probes.patterns(probes.gates(before.model, x)));
  lab.number("better-patterns", probes.patterns(probes.gates(after.model, x)));
  lab.figure("features", figures.features(before.model, after.model));
}
