// What topic 7 trains: the same model from other weights, other batches and other pictures.

import * as tf from "@tensorflow/tfjs";
import {
  AREA,
  accuracy,
  DataLoader,
  type Dataset,
  exactly,
  FastaiShuffle,
  type Lab,
  type Model,
  nth,
  PythonRandom,
  SIDE,
  threesAndSevens,
} from "lectern";
import * as figures from "./figures.ts";
import { chapterStart, smallStart } from "./signals.ts";

/** Passes over the data for each batch size: the first ones tell most. */
const EPOCHS = { full: 3, quick: 2 };
/** Passes with and without moved pictures: both have settled by then. */
const LONG = { full: 12, quick: 3 };
/** How far a digit is moved, at most: its box of 20 × 20 leaves 4 on each side. */
const REACH = 4;

/** Each experiment deals the cards anew, from the same seed. */
export function shuffleOf(lab: Lab): FastaiShuffle {
  return new FastaiShuffle(new PythonRandom(lab.seed));
}

/** What may be done to a batch [batch, 784] on its way to the model. */
export type Change = (xb: tf.Tensor) => tf.Tensor;

/** One pass over the data: every batch is changed, then learned from. */
type Pass = (net: Model, loader: DataLoader, change: Change) => void;

/** Accuracy on the validation set, as it is, after each of `epochs` passes. */
function learn(
  lab: Lab,
  net: Model,
  pass: Pass,
  plan: { batchSize: number; epochs: number; change?: Change },
): number[] {
  const { batchSize, epochs, change = (xb) => xb } = plan;
  const data = threesAndSevens(lab.digits.train);
  const valid = threesAndSevens(lab.digits.valid);
  const loader = new DataLoader(data, { batchSize, shuffle: shuffleOf(lab) });
  return Array.from({ length: epochs }, () => {
    pass(net, loader, change);
    return judge(net, valid);
  });
}

/** The share of the data that the model names rightly. */
function judge(net: Model, data: Dataset): number {
  const loader = new DataLoader(data, { batchSize: 1024 });
  const score = accuracy(net, loader);
  loader.dispose();
  return score;
}

/** From the chapter's random weights, and for longer: does the model ever wake up? */
export function trainFromChapterStart(
  lab: Lab,
  pass: Pass,
  batchSize: number,
): void {
  const epochs = lab.pick(LONG);
  const scores = learn(lab, chapterStart(lab), pass, { batchSize, epochs });
  lab.numbers({
    "accuracy-chapter-start": nth(scores, lab.pick(EPOCHS) - 1),
    "accuracy-chapter-start-long": nth(scores, -1),
  });
  lab.claim("chapter-start-stuck", Math.max(...scores), "<", 0.6);
}

/** The same passes, cut into batches of other sizes. */
export function compareTraining(lab: Lab, pass: Pass, batch: number): void {
  const { threes, sevens } = lab.digits.train;
  const all = threes.count + sevens.count;
  const sizes = lab.pick({
    full: [16, 64, batch, 1024, 4096, all],
    quick: [16, batch, all],
  });
  const epochs = lab.number("epochs", lab.pick(EPOCHS));
  const rows = sizes.map((size, done) => {
    lab.progress("batch sizes", { done, total: sizes.length });
    const plan = { batchSize: size, epochs };
    const scores = learn(lab, smallStart(lab), pass, plan);
    const name = size === all ? "full-batch" : `batch-${size}`;
    const final = lab.number(`accuracy-${name}`, nth(scores, -1));
    const steps = Math.ceil(all / size) * epochs;
    return { size, steps, first: nth(scores, 0), final };
  });
  const [small, full] = [nth(rows, 0), nth(rows, -1)];
  lab.claim("small-batches-win", small.final, ">", full.final);
  lab.number("most-steps", small.steps);
  const cells = rows.map((row) => [row.size, row.steps, row.first, row.final]);
  lab.table("sizes", figures.sizes(cells));
}

/** Trained on digits as they are, and on digits that move: who stands a push? */
export function augment(lab: Lab, pass: Pass, batchSize: number): void {
  const jittered = jitter(new PythonRandom(lab.seed));
  const move: Change = (xb) =>
    tf.tensor(jittered(xb.dataSync() as Float32Array), xb.shape);
  const epochs = lab.number("long-epochs", lab.pick(LONG));
  const trained = [{}, { change: move }].map((change, done) => {
    lab.progress("moving pictures", { done, total: 2 });
    const net = smallStart(lab);
    learn(lab, net, pass, { batchSize, epochs, ...change });
    return scoresMoved(lab, net);
  });
  const [clean, moved] = exactly(
    2,
    trained.map((steps) => steps.map(mean)),
  );
  const ways = exactly(
    2,
    trained.map((steps) => nth(steps, REACH)),
  );
  const pushed = nth(clean, REACH);
  const upright = mean(ways[0].slice(0, 2));
  const sideways = mean(ways[0].slice(2));
  lab.numbers({
    reach: REACH,
    "clean-straight": nth(clean, 0),
    "clean-pushed": pushed,
    "moved-straight": nth(moved, 0),
    "moved-pushed": nth(moved, REACH),
    "clean-vertical": upright,
    "clean-sideways": sideways,
  });
  lab.claim("moving-helps", nth(moved, REACH), ">", pushed);
  lab.claim("below-a-coin", pushed, "<", 0.5);
  lab.claim("vertical-is-worse", upright, "<", Math.min(0.4, sideways));
  lab.claim("moving-costs", nth(moved, 0), "<", nth(clean, 0));
  lab.table("ways", figures.ways(...ways));
  lab.figure("augmented", figures.augmented(clean, moved));
}

function mean(scores: readonly number[]): number {
  return scores.reduce((sum, score) => sum + score, 0) / scores.length;
}

/** Accuracies on validation digits that are moved by 0…REACH pixels: down, up, right, left. */
function scoresMoved(lab: Lab, net: Model): number[][] {
  const valid = threesAndSevens(lab.digits.valid);
  const pushed = (down: number, right: number) => {
    const inputs = shifted(valid.inputs, () => [down, right]);
    return judge(net, { ...valid, inputs });
  };
  return Array.from({ length: REACH + 1 }, (_, step) => [
    pushed(step, 0),
    pushed(-step, 0),
    pushed(0, step),
    pushed(0, -step),
  ]);
}

/** Moves pictures [count, 784], each by a random step of its own, of at most REACH pixels. */
export function jitter(random: PythonRandom) {
  const step = () => random.randint(-REACH, REACH);
  return (pictures: Float32Array) => shifted(pictures, () => [step(), step()]);
}

/** All pictures, each moved as `move` says, in pixels. What leaves the frame is lost. */
function shifted(
  pictures: Float32Array,
  move: () => readonly [down: number, right: number],
): Float32Array {
  const moved = new Float32Array(pictures.length);
  for (let first = 0; first < pictures.length; first += AREA) {
    const [down, right] = move();
    const from = Math.max(0, -right);
    const width = SIDE - Math.abs(right);
    for (let row = Math.max(0, -down); row < SIDE - Math.max(0, down); row++) {
      const start = first + row * SIDE + from;
      const target = first + (row + down) * SIDE + from + right;
      moved.set(pictures.subarray(start, start + width), target);
    }
  }
  return moved;
}
