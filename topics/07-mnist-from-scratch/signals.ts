// What topic 7 asks: who feels it when a weight moves? The accuracy, the loss, a sigmoid that may
// be asleep, and the gradients of mini-batches, large and small.

import * as tf from "@tensorflow/tfjs";
import {
  type Batch,
  chapterStream,
  DataLoader,
  type Dataset,
  defined,
  FastaiShuffle,
  item,
  type Lab,
  type Loss,
  linearModel,
  type Model,
  model,
  nth,
  PythonRandom,
  type Shuffle,
  SIDE,
  TorchRandom,
  threesAndSevens,
} from "lectern";
import * as figures from "./figures.ts";

/** Some ten times the notebook's, which grows a weight by a ten-thousandth: float32 can see it. */
const NUDGE = 0.001;
/** Wide enough that the accuracy takes several steps, fine enough to see its treads. */
const SWEEP = Array.from({ length: 161 }, (_, at) => (at - 80) / 160);
/** Beyond it the sigmoid's slope is below a hundredth: a twenty-fifth of its steepest. */
const AWAKE = 4.6;
/** Batches of each size that are asked: enough for a mean, few enough for seconds. */
const DRAWS = 40;

/** As the chapter draws them here: normal numbers, of size 1. */
export function chapterStart(lab: Lab): Model {
  const random = chapterStream("mnist-loss", lab.seed);
  const weight = tf.variable(tf.tensor2d(random.randn(784), [784, 1]));
  const bias = tf.variable(tf.tensor1d(random.randn(1)));
  return model((x) => tf.matMul(x, weight).add(bias), { weight, bias });
}

/** The same 785 parameters as nn.Linear draws them: uniform on ±1/28. */
export function smallStart(lab: Lab): Model {
  return linearModel(new TorchRandom(lab.seed));
}

/** The loss of the chapter's three pictures, and the sigmoid that makes predictions shares. */
export function showLoss(lab: Lab): void {
  // The chapter's predictions are shares already, so no sigmoid.
  const targets = tf.tensor1d([1, 0, 1]);
  const distance = (p: tf.Tensor) =>
    item(tf.where(targets.equal(1), tf.sub(1, p), p).mean());
  lab.numbers({
    "toy-loss": distance(tf.tensor1d([0.9, 0.4, 0.2])),
    "toy-loss-better": distance(tf.tensor1d([0.9, 0.4, 0.8])),
  });
  const at = [-4, -1, 0, 1, 4];
  const squashed = [...tf.sigmoid(at).dataSync()];
  lab.output("sigmoid", figures.printedSigmoid(at, squashed));
  lab.figure("branches", figures.branches());
}

/** The place 0…783 of the pixel that is lit most in the pictures [count, 784]. */
function mostLit(lab: Lab, x: tf.Tensor): number {
  const ink = x.mean(0); // [784]
  const pixel = item(ink.argMax());
  lab.numbers({
    "nudged-row": Math.floor(pixel / SIDE),
    "nudged-column": pixel % SIDE,
    "never-lit": item(ink.equal(0).sum()),
  });
  lab.figure("lit", figures.lit(ink.dataSync()));
  lab.claim("first-never-lit", item(ink.slice(0, 1)), "=", 0);
  return pixel;
}

interface Setting {
  /** The digits [count, 784] and their answers [count, 1]. */
  readonly x: tf.Tensor;
  readonly y: tf.Tensor;
  /** What the model says of them before the nudge, [count, 1]. */
  readonly predictions: tf.Tensor;
  readonly loss: Loss;
}

/** One weight is nudged: what happens to the accuracy, and what to the loss? */
export function nudgeOneWeight(lab: Lab, setting: Setting): void {
  const { x, y, predictions: start } = setting;
  const pixel = mostLit(lab, x); // not the first, which is never lit
  const lit = x.slice([0, pixel], [-1, 1]); // [12396, 1]
  /** Accuracy and loss when one weight is nudged, the rest held. */
  const after = (nudge: number, from = start) =>
    tf.tidy(() => {
      const predictions = from.add(lit.mul(nudge)); // [12396, 1]
      const right = predictions.greater(0).equal(y.equal(1)).sum();
      const loss = item(setting.loss(predictions, y));
      return { nudge, accuracy: item(right) / y.size, loss };
    });
  const lossMoved = (from: tf.Tensor) =>
    Math.abs(after(NUDGE, from).loss - after(0, from).loss);
  const moved = lossMoved(start);
  const small = lossMoved(smallStart(lab)(x));
  const changed = Math.abs(after(NUDGE).accuracy - after(0).accuracy);
  const sweep = SWEEP.map((nudge) => after(nudge));
  const levels = new Set(sweep.map(({ accuracy }) => accuracy)).size;
  lab.numbers({
    nudge: NUDGE,
    "loss-moved": moved,
    "loss-moved-small": small,
    louder: small / moved,
    "sweep-points": sweep.length,
    "accuracy-levels": levels,
    "loss-levels": new Set(sweep.map(({ loss }) => loss)).size,
  });
  lab.claim("accuracy-stays", changed, "=", 0);
  lab.claim("loss-moves", moved, ">", 0);
  lab.claim("whispers", moved, "<", small / 10);
  lab.claim("is-staircase", levels, ">", 1);
  lab.figure("nudge", figures.nudge(sweep));
}

/** Where both starts put their first predictions, and how many of them the sigmoid can feel. */
export function compareStarts(lab: Lab, x: tf.Tensor, y: tf.Tensor): void {
  const loud = chapterStart(lab)(x); // [12396, 1]
  const share = (of: tf.Tensor) => item(of.cast("float32").mean());
  const awake = share(loud.abs().less(AWAKE));
  lab.numbers({
    awake,
    "awake-small": share(smallStart(lab)(x).abs().less(AWAKE)),
    "awake-edge": AWAKE,
    "called-3": share(loud.greater(0)),
    "mean-prediction": item(loud.mean()),
  });
  lab.claim("mostly-asleep", awake, "<", 0.5);
  lab.figure("starts", figures.starts(loud, y, AWAKE));
}

/** Batches of every size, and of one kind of digit, against all the data. */
export function compareGradients(lab: Lab, loss: Loss, batch: number): void {
  const net = smallStart(lab);
  const data = threesAndSevens(lab.digits.train);
  const gradients = (size: number, count: number, shuffle?: Shuffle) =>
    batchGradients(data, { size, count, shuffle }, (each) =>
      gradientOf(net, loss, each),
    );
  const whole = nth(gradients(data.count, 1), 0);
  const sizes = lab.pick({
    full: [1, 4, 16, 64, batch, 1024, 4096],
    quick: [1, 16, batch, 1024],
  });
  lab.number("draws", DRAWS);
  const found = sizes.map((size, done) => {
    lab.progress("comparing gradients", { done, total: sizes.length });
    const shuffle = new FastaiShuffle(new PythonRandom(lab.seed));
    const drawn = gradients(size, DRAWS, shuffle);
    const cosines = drawn.map((each) => cosine(each, whole));
    const agreement = { size, ...summarize(cosines) };
    lab.number(`cosine-batch-${size}`, agreement.mean);
    return agreement;
  });
  // In the files' order the first batch holds only 3s, and the last only 7s.
  const ordered = gradients(batch, Math.floor(data.count / batch));
  const [threes, sevens] = [nth(ordered, 0), nth(ordered, -1)];
  const misled = lab.numbers({
    "cosine-only-threes": cosine(threes, whole),
    "cosine-only-sevens": cosine(sevens, whole),
  });
  const cosineOf = (wanted: number) => {
    const agreement = found.find(({ size }) => size === wanted);
    return defined(agreement, `batch of ${wanted} pictures`).mean;
  };
  const best = Math.max(...Object.values(misled));
  lab.claim("batch-agrees", cosineOf(batch), ">", 0.9);
  lab.claim("one-picture-agrees-less", cosineOf(1), "<", 0.5);
  lab.claim("one-kind-misleads", best, "<", cosineOf(16));
  lab.figure("agreement", figures.agreement(found, DRAWS));
}

/** Of the weights alone, [784]. The parameters stay as they are. */
function gradientOf(net: Model, loss: Loss, [xb, yb]: Batch): Float32Array {
  const weight = nth(net.parameters, 0);
  return tf.tidy(() => {
    const { grads } = tf.variableGrads(() => loss(net(xb), yb), [weight]);
    const gradient = defined(grads[weight.name], "gradient of the weights");
    return Float32Array.from(gradient.dataSync());
  });
}

/** Gradients of batches of this size, until there are `count`; a last small one is left out. */
function batchGradients(
  data: Dataset,
  draw: { size: number; count: number; shuffle: Shuffle | undefined },
  gradientOf: (batch: Batch) => Float32Array,
): Float32Array[] {
  const { size, count, shuffle } = draw;
  const options = { batchSize: size, dropLast: true };
  const loader = new DataLoader(data, {
    ...options,
    ...(shuffle && { shuffle }),
  });
  const gradients: Float32Array[] = [];
  while (gradients.length < count) {
    for (const batch of loader) {
      gradients.push(gradientOf(batch));
      if (gradients.length === count) break;
    }
  }
  loader.dispose();
  return gradients;
}

/** The mean, and what a tenth of them lie below or above. */
function summarize(cosines: readonly number[]) {
  const sorted = cosines.toSorted((a, b) => a - b);
  const at = (share: number) => nth(sorted, Math.floor(share * sorted.length));
  const mean = sorted.reduce((sum, each) => sum + each, 0) / sorted.length;
  return { mean, low: at(0.1), high: at(0.9) };
}

/** 1: the same direction; 0: none in common; −1: the opposite. A gradient of 0 has none. */
function cosine(a: Float32Array, b: Float32Array): number {
  const dot = (u: Float32Array, v: Float32Array) =>
    u.reduce((sum, each, at) => sum + each * nth(v, at), 0);
  const lengths = Math.sqrt(dot(a, a) * dot(b, b));
  return lengths > 0 ? dot(a, b) / lengths : 0;
}
