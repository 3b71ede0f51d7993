// The same model trained from other batches, other weights and other pictures.

import type * as tf from "@tensorflow/tfjs";
import {
  type DataLoader,
  type Lab,
  type Model,
  nth,
  PythonRandom,
} from "lectern";
import * as figures from "./figures.ts";
import { type Change, jitter, scoresMoved, still } from "./jitter.ts";
import { learn } from "./learn.ts";
import { chapterStart, smallStart } from "./starts.ts";
import * as tables from "./tables.ts";

/** Passes over the data for each batch size: the first ones tell most. */
const EPOCHS = { full: 3, quick: 2 };
/** Passes with and without moved pictures: both have settled by then. */
const LONG = { full: 12, quick: 3 };
/** How far a digit is moved, at most: its box of 20 × 20 leaves 4 on each side. */
export const REACH = 4;

/** One pass over the data: every batch is changed, then learned from. */
type Pass = (net: Model, loader: DataLoader, change: Change) => void;

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
    const net = smallStart(lab);
    const scores = learn(lab, net, { batchSize: size, epochs }, (loader) =>
      pass(net, loader, still),
    );
    const name = size === all ? "full-batch" : `batch-${size}`;
    const final = lab.number(`accuracy-${name}`, nth(scores, -1));
    return { size, steps: Math.ceil(all / size) * epochs, scores, final };
  });
  const [small, full] = [nth(rows, 0), nth(rows, -1)];
  lab.claim("small-batches-win", small.final, ">", full.final);
  lab.number("most-steps", small.steps);
  lab.table("sizes", tables.sizes(rows));
}

/** From the chapter's random weights, and for longer: does the model ever wake up? */
export function trainFromChapterStart(
  lab: Lab,
  pass: Pass,
  batchSize: number,
): void {
  const net = chapterStart(lab);
  const epochs = lab.pick(LONG);
  const scores = learn(lab, net, { batchSize, epochs }, (loader) =>
    pass(net, loader, still),
  );
  lab.number("accuracy-chapter-start", nth(scores, lab.pick(EPOCHS) - 1));
  lab.number("accuracy-chapter-start-long", nth(scores, -1));
  lab.claim("chapter-start-stuck", Math.max(...scores), "<", 0.6);
}

/** Trained on digits as they are, and on digits that move: who stands a push? */
export function augment(lab: Lab, pass: Pass, batchSize: number): void {
  const random = new PythonRandom(lab.seed);
  const move = (xb: tf.Tensor) => jitter(xb, REACH, random);
  const epochs = lab.number("long-epochs", lab.pick(LONG));
  const trained = [still, move].map((change, done) => {
    lab.progress("moving pictures", { done, total: 2 });
    const net = smallStart(lab);
    learn(lab, net, { batchSize, epochs }, (loader) =>
      pass(net, loader, change),
    );
    return scoresMoved(lab, net, REACH);
  });
  const [clean = [], moved = []] = trained.map((steps) => steps.map(mean));
  const [cleanWays = [], movedWays = []] = trained.map((steps) => steps[REACH]);
  lab.number("reach", REACH);
  const straight = lab.number("clean-straight", nth(clean, 0));
  const pushed = lab.number("clean-pushed", nth(clean, REACH));
  lab.number("moved-straight", nth(moved, 0));
  lab.number("moved-pushed", nth(moved, REACH));
  const upright = lab.number("clean-vertical", mean(cleanWays.slice(0, 2)));
  const sideways = lab.number("clean-sideways", mean(cleanWays.slice(2)));
  lab.claim("moving-helps", nth(moved, REACH), ">", pushed);
  lab.claim("below-a-coin", pushed, "<", 0.5);
  lab.claim("vertical-is-worse", upright, "<", Math.min(0.4, sideways));
  lab.claim("moving-costs", nth(moved, 0), "<", straight);
  lab.table("ways", tables.ways(cleanWays, movedWays));
  lab.figure("augmented", figures.augmented(clean, moved));
}

function mean(scores: readonly number[]): number {
  return scores.reduce((sum, score) => sum + score, 0) / scores.length;
}
