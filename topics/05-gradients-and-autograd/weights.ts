// The chapter's digit model: what all its slopes cost, how right they are, and what they are for.

import * as tf from "@tensorflow/tfjs";
import {
  item,
  type Lab,
  mnistLoss,
  nth,
  TorchRandom,
  takeDigits,
  threesAndSevens,
} from "lectern";
import { type Batch, distance, inDoubles, nudgedInDoubles } from "./doubles.ts";
import * as figures from "./figures.ts";

/** Digits of each kind in the batch: enough for a real loss, few enough to nudge 785 weights. */
const PER_DIGIT = 128;
/** A batch that is too large for the memory is sent through in so many pieces. */
const PIECES = 4;
/** Float32's sweet spot for a loss near one half; smaller drowns in rounding. */
const NUDGE = 0.01;
/** Models of fewer weights see the last pixels of each row of 785, the bias among them. */
const SIZES = [10, 50, 196, 785];
/** Length of a step in the space of 785 weights: short enough for a slope to keep its word. */
const SHORT = 0.1;
/** And one that is not. */
const LONG = 10;
/** Random directions at each start. */
const DIRECTIONS = 100;

/** Digits as rows with a 1 for the bias, and their targets, 1 for a 3. */
export function digitBatch(lab: Lab): Batch {
  const few = takeDigits(lab.digits, { train: PER_DIGIT, valid: PER_DIGIT });
  const data = threesAndSevens(few.train);
  const pixels = tf.tensor2d(data.inputs, [data.count, 784]); // [256, 784]
  const inputs = tf.concat([pixels, tf.ones([data.count, 1])], 1);
  const targets = tf.tensor2d(data.targets, [data.count, 1]);
  return { inputs, targets }; // [256, 785] and [256, 1]
}

/** The streams and weights [785, 1] of so many starts, at seeds that follow one another. */
export function startsOf(lab: Lab) {
  const count = lab.pick({ full: 20, quick: 3 });
  return Array.from({ length: count }, (_, at) => {
    const random = new TorchRandom(lab.seed + at);
    const { weight, bias } = random.linearInit(784, 1);
    return { random, weights: tf.tensor2d([...weight, ...bias], [785, 1]) };
  });
}

type Starts = ReturnType<typeof startsOf>;

/** One loss for each column of weights: [785, k] → [k]. */
function lossesOn({ inputs, targets }: Batch, weights: tf.Tensor) {
  const p = tf.matMul(inputs, weights).sigmoid(); // [256, k]
  const miss = tf.where(targets.equal(1), tf.sub(1, p), p);
  return miss.mean(0);
}

/** The price of all slopes, in losses, as the number of weights grows. */
export async function priceWeights(lab: Lab, batch: Batch, starts: Starts) {
  const { weights } = nth(starts, 0);
  const { inputs, targets } = batch;
  const rows: [number, number, number][] = [];
  for (const size of SIZES) {
    const xs = inputs.slice([0, 785 - size], [-1, size]); // [256, size]
    const few = weights.slice([785 - size, 0], [size, 1]);
    const loss = (w: tf.Tensor) => mnistLoss(tf.matMul(xs, w), targets);
    const once = await arithmetic(() => loss(few));
    const back = await arithmetic(() => tf.grad(loss)(few));
    rows.push([size, back / once, size + 1]); // a loss for each nudge, and one without
  }
  const prices = rows.map(([, autograd]) => autograd);
  lab.numbers({
    weights: weights.size,
    batch: 2 * PER_DIGIT,
    "digit-loss": item(lossesOn(batch, weights)),
    "price-of-walk": nth(prices, -1),
    "price-of-nudging": weights.size + 1,
  });
  lab.claim("walk-is-cheap", Math.max(...prices), "<", 4);
  lab.claim("price-stays", nth(prices, -1), "<=", nth(prices, 0));
  lab.table("costs", figures.costs(rows));
}

/** Multiplications of matrix products; of any other operation, the numbers it makes. */
async function arithmetic(work: () => tf.Tensor): Promise<number> {
  const { kernels } = await tf.profile(work);
  const sizeOf = (shape: readonly number[]) => shape.reduce((a, b) => a * b, 1);
  return kernels
    .filter(({ name }) => name !== "Identity" && name !== "Reshape")
    .map(({ name, inputShapes, outputShapes }) => {
      const made = sizeOf(nth(outputShapes, 0));
      if (!name.includes("MatMul")) return made;
      // (m·k)(k·n)(m·n) is the square of the m·k·n multiplications.
      const [a, b] = [nth(inputShapes, 0), nth(inputShapes, 1)];
      return Math.sqrt(sizeOf(a) * sizeOf(b) * made);
    })
    .reduce((sum, each) => sum + each);
}

/** From every start, the tape's slopes and the nudged ones against slopes computed in doubles. */
export function judgeBoth(lab: Lab, batch: Batch, starts: Starts): void {
  const nudges = tf.eye(785).mul(NUDGE); // [785, 785], one nudge a column
  const found = starts.map(({ weights }) => {
    const walked = slopesOf(batch, weights);
    const rise = lossesOn(batch, weights.add(nudges)); // [785]
    const nudged = rise.sub(lossesOn(batch, weights)).div(NUDGE).dataSync();
    return { walked, nudged, exact: inDoubles(batch, weights) };
  });
  const tape = found.map(({ walked, exact }) => distance(walked, exact));
  const nudging = found.map(({ nudged, exact }) => distance(nudged, exact));
  lab.spread("tape-misses", tape);
  lab.spread("nudging-misses", nudging);
  lab.numbers({
    "nudging-misses-first": nth(nudging, 0),
    "nudging-worst": Math.max(...nudging),
    "tape-worst": Math.max(...tape),
  });
  // The control: the same nudge in doubles. What it misses, float32 is not to blame for.
  const first = nth(found, 0);
  const inDouble = distance(
    nudgedInDoubles(batch, nth(starts, 0).weights, NUDGE),
    first.exact,
  );
  const blame = inDouble / distance(first.nudged, first.exact);
  lab.claim("miss-is-geometry", Math.abs(blame - 1), "<", 0.1);
  lab.claim("tape-is-nearer", Math.max(...tape), "<", Math.min(...nudging));
  lab.claim("nudging-agrees", Math.max(...nudging), "<", 0.01);
  const { walked, nudged } = nth(found, 0);
  lab.figure("agreement", figures.agreement(walked, nudged));
  sendInPieces(lab, batch, nth(starts, 0).weights, walked);
}

function slopesOf(batch: Batch, weights: tf.Tensor) {
  return tf
    .grad((w) => lossesOn(batch, w))(weights)
    .dataSync();
}

/** The batch again, piece by piece: are the gradients that add up those of the whole? */
function sendInPieces(
  lab: Lab,
  { inputs, targets }: Batch,
  weights: tf.Tensor,
  whole: ArrayLike<number>,
): void {
  const size = (2 * PER_DIGIT) / PIECES;
  let kept = tf.zerosLike(weights); // [785, 1]
  for (let first = 0; first < 2 * PER_DIGIT; first += size) {
    const xb = inputs.slice([first, 0], [size, -1]); // [64, 785]
    const yb = targets.slice([first, 0], [size, -1]); // [64, 1]
    const piece = { inputs: xb, targets: yb };
    const share = (w: tf.Tensor) => lossesOn(piece, w).div(PIECES);
    kept = kept.add(tf.grad(share)(weights));
  }
  const gaps = [...kept.dataSync()].map((g, at) => g - nth(whole, at));
  const gap = Math.max(...gaps.map(Math.abs));
  lab.numbers({ pieces: PIECES, "piece-size": size, "pieces-gap": gap });
  lab.claim("pieces-agree", gap, "<", 1e-6);
}

/** Is there a better way down than against the gradient? Random ones of the same length. */
export function tryDirections(lab: Lab, batch: Batch, starts: Starts): void {
  const tries = starts.map(({ random, weights }) => {
    const slopes = tf.tensor(slopesOf(batch, weights), [785, 1]);
    const down = slopes.div(slopes.norm()).neg();
    const values = random.randn(785 * DIRECTIONS);
    const some = tf.tensor2d(values, [785, DIRECTIONS]);
    const around = some.div(some.norm(2, 0)); // [785, 100], each of length 1
    const before = lossesOn(batch, weights);
    const change = (way: tf.Tensor, length: number) => [
      ...lossesOn(batch, weights.add(way.mul(length)))
        .sub(before)
        .dataSync(),
    ];
    return {
      random: change(around, SHORT),
      short: nth(change(down, SHORT), 0),
      long: nth(change(down, LONG), 0),
      size: item(slopes.norm()),
    };
  });
  const all = tries.flatMap(({ random }) => random);
  const short = lab.spread(
    "change-down",
    tries.map((each) => each.short),
  );
  const best = lab.spread(
    "change-random",
    tries.map(({ random }) => Math.min(...random)),
  );
  const promises = tries.map((each) => each.short / (-SHORT * each.size));
  lab.spread("promise-short", promises);
  const far = tries.map((each) => each.long / (-LONG * each.size));
  lab.number("promise-long-mean", lab.spread("promise-long", far).mean);
  lab.numbers({
    starts: starts.length,
    directions: all.length,
    "random-tries": DIRECTIONS,
    "best-random": best.least,
    "times-steeper": short.mean / best.mean,
    "short-step": SHORT,
    "long-step": LONG,
    "first-change-down": nth(tries, 0).short,
  });
  const falls = all.filter((change) => change < 0).length / all.length;
  lab.number("share-that-falls", falls);
  lab.claim("half-fall", falls, "between", [0.4, 0.6]);
  lab.claim("steepest", short.most, "<", best.least);
  lab.claim(
    "short-keeps-word",
    Math.max(...promises.map((p) => Math.abs(p - 1))),
    "<",
    0.05,
  );
  lab.claim("long-breaks-word", Math.max(...far), "<", 0.2);
  lab.figure("directions", figures.directions(all, short.mean));
}
