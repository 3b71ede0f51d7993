// The chapter puts a ReLU between two linear layers, trains for 40 epochs, and the accuracy
// rises. Was it the ReLU? If not, what keeps it from counting: loss, optimizer, or order? And what
// does a whole architecture, ResNet-18, buy? Counted in validation digits still named wrongly.

import * as tf from "@tensorflow/tfjs";
import {
  Adam,
  chapterStream,
  DataLoader,
  type Dataset,
  type Lab,
  Learner,
  layers,
  losses,
  nth,
  onDigits,
  resnet18,
  SGD,
  Stream,
  type TorchRandom,
  takeDigits,
  threesAndSevens,
  trials,
} from "lectern";
import { countWork } from "./cost.ts";
import { seedsOf } from "./draws.ts";
import type { Kind, Ones } from "./figures.ts";
import * as moved from "./moved.ts";
import * as probes from "./probes.ts";
import * as rates from "./rates.ts";
import * as recipes from "./recipes.ts";
import resnetDraw from "./resnet.ts";
import * as runs from "./runs.ts";
import { teach } from "./teach.ts";

const { linear, relu, sequential } = layers;

/** The chapter's. What the net makes of 1, and one layer of 0.1: `recipes.swapRates`. */
const LR = { linear: 1, "two-linear": 0.1, net: 0.1 };
/** ResNet's one epoch, as often as the minutes allow. */
const RESNET_DRAWS = { full: 5, quick: 1 };
/** One draw goes on, each epoch a cycle of its own. */
const RESNET_EPOCHS = { full: 2, quick: 2 };
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

export default async function experiment(lab: Lab): Promise<void> {
  const data = threesAndSevens(lab.digits.train); // inputs [12396, 784]
  const inOrder = new DataLoader(data, { batchSize: 256 });
  const validSet = threesAndSevens(lab.digits.valid); // inputs [2038, 784]
  const valid = new DataLoader(validSet, { batchSize: 256 });
  const course = { data, valid: validSet };
  const pushes = moved.pushes(lab, validSet);
  const chapter = trainByChapter(lab, { data, inOrder, valid });
  const improved = trainBetter(lab, { data, inOrder, valid });
  const lessons = [...recipes.lessons(lab), ...rates.lessons(lab)];
  const results = await teach(lab, course, lessons);
  const own = recipes.followDraws(lab, results);
  const trained = recipes.compareRecipes(lab, results, own);
  rates.swapRates(lab, results, own);
  rates.hastenSgd(lab, results, trained);
  const others = recipes.compareOthers(lab, results);
  const resnet = await trainResNet(lab, validSet, pushes);
  const pixel = runs.pixelSimilarity(lab.digits.train);
  const all = { lab, valid, chapter, improved, resnet, pixel };
  probes.foldLayers(all, collapse);
  probes.lookInside(all);
  probes.lookAtRims(lab, course, results);
  runs.followChapter(all);
  runs.describeModels(all);
  runs.followResNet(all);
  countWork(all);
  runs.compareErrors(all, own, trained, others);
  moved.compare(lab, pushes, {
    pixel: moved.askOne(pushes, pixel).map((share) => [share]),
    linear: moved.askDraws(pushes, others.linear.models),
    "two-linear": moved.askDraws(
      pushes,
      results.models("bce-adam-mixed-without"),
    ),
    net: moved.askDraws(pushes, results.models("bce-adam-mixed-with")),
    wide: moved.askDraws(pushes, others.wide.models),
    resnet: resnet.pushed,
  });
}

function trainByChapter(lab: Lab, course: runs.Course): Ones {
  // These start where the notebook's stream stands when it makes the model.
  const section = (kind: Kind) => (kind === "linear" ? "learner" : "small-net");
  return runs.trainEach(lab, course, {
    label: "small models, the chapter's recipe",
    epochs: lab.pick(recipes.LONG),
    start: (kind) => MODELS[kind](chapterStream(section(kind), lab.seed)),
    fit: (model, lesson, kind) => asChapter(model, LR[kind], lesson),
  });
}

function trainBetter(lab: Lab, course: runs.Course): Ones {
  const epochs = lab.number("better-epochs", lab.pick(recipes.EPOCHS));
  const random = (name: string) => new Stream(lab.seed).named(name);
  return runs.trainEach(lab, course, {
    label: "small models, the better recipe",
    epochs,
    start: (kind) => MODELS[kind](random("better")),
    fit: (model, lesson) => better(model, random("order"), lesson),
  });
}

/** ResNet-18 from random weights: the chapter's one epoch, draw by draw, and one that goes on. */
async function trainResNet(
  lab: Lab,
  valid: Dataset,
  pushes: readonly moved.Push[],
): Promise<runs.Trained["resnet"] & { pushed: moved.Scores }> {
  const count = lab.pick(RESNET_DIGITS);
  const counts = { train: count, valid: count };
  const data = threesAndSevens(takeDigits(lab.digits, counts).train);
  const seeds = seedsOf(lab, lab.pick(RESNET_DRAWS));
  const patient = { seed: nth(seeds, 0), epochs: lab.pick(RESNET_EPOCHS) };
  const course = { data, valid, pushes, patient };
  const draws = await trials(seeds, resnetDraw, course, (progress) =>
    lab.progress("ResNet-18", progress),
  );
  const { rows: more, kernels } = nth(draws, 0);
  return {
    ones: draws.map(({ rows }) => nth(rows, 0)),
    more,
    model: onDigits(resnet18(new Stream(nth(seeds, 0)).named("resnet"))),
    kernels: tf.tensor4d(kernels, [7, 7, 3, 64]),
    pushed: pushes.map((_, at) => draws.map(({ pushed }) => nth(pushed, at))),
  };
}
