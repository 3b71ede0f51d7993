// What topic 8's runs amount to: the numbers that the article quotes, and the comparisons that
// it leans on. Nothing is trained here.

import * as tf from "@tensorflow/tfjs";
import {
  accuracy,
  type DataLoader,
  type Dataset,
  item,
  type Lab,
  nth,
  validateEpoch,
} from "lectern";
import * as figures from "./figures.ts";
import { everLit, type Glance, pixelBaseline } from "./measure.ts";

/** One training: its weights at the end, accuracy before and after each epoch. */
export interface Run {
  readonly weights: tf.Tensor; // [784, 1]
  readonly rows: readonly number[];
}

/** The same training on the digits in the order of their files, and shuffled. */
export interface Pair {
  readonly files: Run;
  readonly shuffled: Run;
}

export type Runs = Readonly<
  Record<
    "all" | "zeros" | "no-bias" | "never-zeroed" | "no-step" | "patient",
    Pair
  >
>;

const last = (rows: readonly number[]): number => nth(rows, -1);

const length = (each: tf.Tensor): number => item(each.norm());

/** A model that calls everything a 3. */
const always3 = (xb: tf.Tensor) => tf.ones([xb.shape[0] ?? 0, 1]);

/** Its accuracy, by the chapter's average and by the Learner's. */
export function recordAverages(lab: Lab, valid: DataLoader): void {
  const { batchSize, dataset } = valid;
  lab.number("all-3-by-batch", validateEpoch(always3, valid));
  lab.number("all-3-by-digit", accuracy(always3, valid));
  lab.number("valid-count", dataset.count);
  lab.number("valid-batches", valid.length);
  lab.number("last-batch", dataset.count % batchSize || batchSize);
}

interface FirstEpoch {
  readonly inFiles: readonly Glance[];
  readonly mixed: readonly Glance[];
  /** In the order of the files, from weights of zero. */
  readonly zero: readonly Glance[];
  /** Batches up to the one that ends the 3s. */
  readonly turn: number;
}

export function recordFirstEpoch(lab: Lab, epoch: FirstEpoch): void {
  const { inFiles, mixed, zero, turn } = epoch;
  const [start, atTurn] = [nth(inFiles, 0), nth(inFiles, turn)];
  const end = nth(inFiles, -1);
  const [afterOne, zeroEnd] = [nth(zero, 1), nth(zero, -1)];
  const best = Math.max(...inFiles.map(({ right }) => right));
  lab.number("turn", turn);
  lab.number("batches-after-turn", inFiles.length - 1 - turn);
  lab.number("voice-at-start", start.voice);
  lab.number("voice-at-turn", atTurn.voice);
  lab.number("called-3-at-turn", atTurn.called3);
  lab.number("right-at-turn", atTurn.right);
  lab.number("best-in-epoch-1", best);
  lab.number("right-after-epoch-1", end.right);
  lab.number("voice-zeros-after-1", afterOne.voice);
  lab.claim("turn-is-a-coin", atTurn.right, "between", [0.45, 0.55]);
  lab.claim("sevens-speak-to-the-deaf", atTurn.voice, "<", 0.05);
  lab.claim("epoch-unlearns", best, ">", end.right + 0.02);
  lab.claim("one-batch-deafens", afterOne.voice, "<", 0.02);
  lab.claim("zeros-stay-deaf", zeroEnd.called3, ">", 0.99);
  lab.figure("first-epoch", figures.firstEpoch(inFiles, mixed, turn));
}

export function recordRuns(lab: Lab, valid: DataLoader, runs: Runs): void {
  for (const [name, pair] of Object.entries(runs)) {
    lab.number(`${name}-files`, last(pair.files.rows));
    lab.number(`${name}-shuffled`, last(pair.shuffled.rows));
  }
  const { all, zeros, patient } = runs;
  const forgetful = runs["never-zeroed"];
  const [before, first] = [nth(all.files.rows, 0), nth(all.files.rows, 1)];
  const second = nth(all.files.rows, 2);
  const mixedFirst = nth(all.shuffled.rows, 1);
  const forgetfulFirst = nth(forgetful.shuffled.rows, 1);
  lab.number("epochs", all.files.rows.length - 1);
  lab.number("patience", patient.files.rows.length - 1);
  lab.number("before", before);
  lab.number("epoch-1", first);
  lab.number("epoch-2", second);
  lab.number("shuffled-epoch-1", mixedFirst);
  lab.number("never-zeroed-epoch-1", forgetfulFirst);
  const baseline = lab.number("pixel-baseline", pixelBaseline(lab.digits));
  const end = {
    files: last(all.files.rows),
    shuffled: last(all.shuffled.rows),
    zeros: last(zeros.shuffled.rows),
    noBias: last(runs["no-bias"].files.rows),
    lost: last(forgetful.files.rows),
    forgetful: last(forgetful.shuffled.rows),
    patient: last(patient.files.rows),
  };
  lab.claim("beats-pixels", end.files, ">", baseline);
  lab.claim("shuffling-starts-ahead", mixedFirst, ">", first + 0.05);
  lab.claim("orders-meet", Math.abs(end.shuffled - end.files), "<", 0.01);
  lab.claim("zeros-beat-random", end.zeros, ">", end.shuffled);
  lab.claim("bias-is-idle", Math.abs(end.noBias - end.files), "<", 0.003);
  lab.claim("forgetful-is-lost", end.lost, "<", 0.55);
  const off = Math.abs(end.lost - validateEpoch(always3, valid));
  lab.claim("forgetful-says-3", off, "<", 1e-4);
  lab.claim("forgetful-starts-ahead", forgetfulFirst, ">", mixedFirst);
  lab.claim("forgetful-falls-behind", end.forgetful, "<", end.shuffled);
  lab.claim("forgetful-looks-fine", end.forgetful, ">", 0.95);
  lab.claim("patience-pays", end.patient, ">", end.files);
  const pile = lab.number("pile-length", length(forgetful.shuffled.weights));
  const sound = lab.number("sound-length", length(all.shuffled.weights));
  lab.claim("pile-outweighs", pile, ">", 5 * sound);
  lab.output("epochs", figures.printedEpochs(all.files.rows.slice(1)));
  lab.table("taken-out", figures.takenOut(runs));
  lab.figure("epochs", figures.epochs(all, baseline));
  lab.figure("forgetful", figures.forgetful(all, forgetful));
}

/** Is a start from zeros better than this random one, or than any of a few? */
export function recordStarts(
  lab: Lab,
  others: readonly Run[],
  zeros: Run,
): void {
  const ends = others.map(({ rows }) => last(rows));
  lab.number("starts", ends.length);
  lab.number("starts-worst", Math.min(...ends));
  const best = lab.number("starts-best", Math.max(...ends));
  lab.claim("zeros-beat-all", last(zeros.rows), ">", best);
}

/** What the chapter's weights were, became, and what of that was learned. */
export function recordWeights(
  lab: Lab,
  trained: Dataset,
  start: tf.Tensor,
  { all, zeros }: Runs,
): void {
  const end = all.files.weights;
  const learned = end.sub(start); // [784, 1]
  const lit = everLit(trained);
  const moved = learned.abs().dataSync();
  const dark = moved.filter((_, at) => !lit[at]);
  lab.number("dark-pixels", dark.length);
  lab.number("weights-length", length(start));
  lab.number("learned-length", length(learned));
  lab.claim("dark-never-move", Math.max(0, ...dark), "<=", 0);
  lab.claim("learned-is-shorter", length(learned), "<", length(start));
  const fromZero = zeros.shuffled.weights;
  lab.figure("weights", figures.weights({ start, end, learned, fromZero }));
}
