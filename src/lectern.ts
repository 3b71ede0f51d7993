/**
 * The front page: everything that an experiment imports from Lectern, as
 * `import { … } from "lectern"`, in this repository and in anybody's course. What each does,
 * with shapes and units, stands where it is written.
 */

// The 3s and 7s.
export type { Classes } from "./classes.ts";
export {
  AREA,
  type DigitSet,
  type Digits,
  folders,
  type Sets,
  SIDE,
} from "./digits/digits.ts";
export { takeDigits } from "./digits/take.ts";
// What is recorded.
export type {
  Bar,
  Diagram,
  Figure,
  Histogram,
  Images,
  Line,
  Numbers,
  Panel,
  Panels,
  Scatter,
  Surface,
} from "./figure/figure.ts";
export type { Experiment, Lab, Relation, Row } from "./lab/lab.ts";
// Data: pictures as tensors, datasets, batches, single values.
export {
  type Batch,
  DataLoader,
  type DataLoaderOptions,
  type Shuffle,
} from "./learning/data/data-loader.ts";
export { type Dataset, threesAndSevens } from "./learning/data/dataset.ts";
export { defined } from "./learning/data/defined.ts";
export { exactly } from "./learning/data/exactly.ts";
export { image, picture, stack } from "./learning/data/images.ts";
export { item } from "./learning/data/item.ts";
export { nth } from "./learning/data/nth.ts";
// Models.
export { convolution } from "./learning/layers/convolution.ts";
export * as layers from "./learning/layers/layers.ts";
export {
  type Forward,
  identity,
  linear,
  type Model,
  model,
  parameterCount,
  relu,
  sequential,
} from "./learning/layers/layers.ts";
export { linearModel, onDigits, simpleNet } from "./learning/layers/models.ts";
export { resnet18 } from "./learning/layers/resnet.ts";
// Seeded randomness, and the streams that meet PyTorch's, Python's and fastai's.
export { chapterStream } from "./learning/random/chapter-stream.ts";
export { FastaiShuffle } from "./learning/random/fastai-shuffle.ts";
export { PythonRandom } from "./learning/random/python-random.ts";
export { Stream } from "./learning/random/stream.ts";
export {
  type LinearInit,
  TorchRandom,
} from "./learning/random/torch-random.ts";
// Training: losses, optimizers, loops, and how right a model is.
export { Adam } from "./learning/train/adam.ts";
export {
  type EpochRow,
  type FitProgress,
  Learner,
} from "./learning/train/learner.ts";
export * as losses from "./learning/train/loss.ts";
export {
  binaryCrossEntropy,
  crossEntropy,
  type Loss,
  meanSquare,
  mnistLoss,
} from "./learning/train/loss.ts";
export {
  accuracy,
  correctBinary,
  correctClass,
  validateEpoch,
} from "./learning/train/metrics.ts";
export { BasicOptim, type Optimizer } from "./learning/train/optimizer.ts";
export { power } from "./learning/train/power.ts";
export { oneCycle } from "./learning/train/schedule.ts";
export { SGD } from "./learning/train/sgd.ts";
export { trainBatch, trainEpoch } from "./learning/train/training.ts";
// Many trainings, spread over the cores.
export {
  type Report,
  type Train,
  type Trial,
  type TrialProgress,
  trial,
} from "./learning/trials/trial.ts";
export { trials } from "./learning/trials/trials.ts";
export type { Claim, Profile, Spread, Table } from "./record/record.ts";
