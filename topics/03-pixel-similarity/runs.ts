// What topic 3 measures: one picture, a picture of nothing, every validation digit by five
// distances, the digits that L1 gets wrong, and what a push does to all of them.

import * as tf from "@tensorflow/tfjs";
import { item, type Lab, nth, type Table } from "lectern";
import * as figures from "./figures.ts";

/** Every fourth validation picture: enough to see the clouds, few enough to see dots. */
const EVERY = 4;
/** Mistakes shown: two rows of six. */
const WORST = 12;

/** The mean of all 3s and of all 7s of the training set. */
export interface Ideals {
  readonly mean3: tf.Tensor; // [28, 28]
  readonly mean7: tf.Tensor; // [28, 28]
}

/** The validation pictures and the two ideals: all that a distance is tried on. */
export interface Trial extends Ideals {
  readonly threes: tf.Tensor; // [1010, 28, 28]
  readonly sevens: tf.Tensor; // [1028, 28, 28]
}

/** 1 for each picture that is recognized, else 0. */
interface Answers {
  readonly threes: tf.Tensor; // [1010]
  readonly sevens: tf.Tensor; // [1028]
}

/** How far images [count, 28, 28], or one of them, are from an ideal: [count]. */
type Distance = (images: tf.Tensor, ideal: tf.Tensor) => tf.Tensor;

/** Which ideal one picture is nearer to, from its differences [28, 28] to both. */
export function compareOne(
  lab: Lab,
  to3: tf.Tensor,
  to7: tf.Tensor,
  found: figures.Distances,
): void {
  lab.numbers({
    "too-much-ink": item(to3.relu().sum()),
    "too-little-ink": item(to3.neg().relu().sum()),
    "square-to-3": item(to3.square().mean()),
  });
  const l1Lead = found["l1-to-3"] - found["l1-to-7"];
  const rmseLead = found["rmse-to-3"] - found["rmse-to-7"];
  lab.claim("l1-nearer-to-3", found["l1-to-3"], "<", found["l1-to-7"]);
  lab.claim("rmse-nearer-to-3", found["rmse-to-3"], "<", found["rmse-to-7"]);
  lab.claim("both-nearer-to-3", Math.max(l1Lead, rmseLead), "<", 0);
  const left = Math.abs(found["signed-to-3"]);
  lab.claim("signed-cancels", left, "<", 0.1 * found["l1-to-3"]);
  lab.output("distances", figures.printed(found));
  lab.figure("differences", figures.differences(to3, to7, found, "tall"));
  lab.figure("differences-wide", figures.differences(to3, to7, found, "wide"));
}

/** A picture without a stroke has to be called something, too. */
export function judgeNothing(
  lab: Lab,
  l1: Distance,
  { mean3, mean7 }: Ideals,
): void {
  const blank = tf.zeros([28, 28]);
  const to3 = item(l1(blank, mean3));
  const to7 = item(l1(blank, mean7));
  lab.claim("blank-is-a-7", to7, "<", to3);
  // The head start of the 7 before a stroke is drawn. A pixel of full ink then moves the
  // decision by 2 · (mean3 − mean7) under both measures, so the leads can be compared.
  const lead = lab.number("blank-lead-l1", to3 - to7);
  const squares = item(mean3.square().mean()) - item(mean7.square().mean());
  lab.number("blank-lead-square", squares);
  lab.claim("squares-lead-less", squares, "<", lead);
}

/** How one distance does on the validation digits; shares are 0…1. */
interface Score {
  readonly label: string;
  readonly threes: number;
  readonly sevens: number;
  readonly mean: number;
  readonly missed3: number;
  readonly missed7: number;
}

/** The score of one distance; `label` is its name in the tables. */
export function scoreOf(label: string, right: Answers): Score {
  const threes = item(right.threes.mean());
  const sevens = item(right.sevens.mean());
  return {
    label,
    threes,
    sevens,
    mean: (threes + sevens) / 2,
    missed3: right.threes.size - item(right.threes.sum()),
    missed7: right.sevens.size - item(right.sevens.sum()),
  };
}

/** Records every score, and how they compare. */
export function compareScores(
  lab: Lab,
  scores: Record<"l1" | "rmse" | "evened" | "angle" | "signed", Score>,
): void {
  for (const [name, score] of Object.entries(scores)) {
    lab.numbers({
      [`${name}-threes`]: score.threes,
      [`${name}-sevens`]: score.sevens,
      [`${name}-mean`]: score.mean,
      [`${name}-missed-threes`]: score.missed3,
      [`${name}-missed-sevens`]: score.missed7,
    });
  }
  const { l1, rmse, evened, angle, signed } = scores;
  lab.number("l1-missed", l1.missed3 + l1.missed7);
  lab.claim("l1-is-good", l1.mean, ">", 0.9);
  lab.claim("rmse-beats-l1", rmse.mean, ">", l1.mean);
  lab.claim("rmse-saves-threes", rmse.missed3, "<", l1.missed3);
  lab.claim("rmse-costs-sevens", rmse.missed7, ">", l1.missed7);
  lab.claim("more-threes-missed", l1.missed3, ">", l1.missed7);
  lab.claim("evened-beats-l1", evened.mean, ">", l1.mean);
  lab.claim("angle-beats-l1", angle.mean, ">", l1.mean);
  lab.claim("angle-beats-rmse", angle.mean, ">", rmse.mean);
  const lean = ({ missed3, missed7 }: Score) => Math.abs(missed3 - missed7);
  lab.claim("angle-leans-less", lean(angle), "<", lean(l1));
  lab.table("scores", tabulateScores(Object.values(scores)));
  lab.table("misses", tabulateMisses([signed, l1, rmse]));
}

/** Every distance, by the share of digits that it recognizes. */
function tabulateScores(scores: readonly Score[]): Table {
  return {
    columns: [
      { label: "distance" },
      { label: "3s recognized", percent: true, digits: 2 },
      { label: "7s recognized", percent: true, digits: 2 },
      { label: "mean of both", percent: true, digits: 2 },
      { label: "mistakes", digits: 0 },
    ],
    rows: scores.map(({ label, threes, sevens, mean, missed3, missed7 }) => {
      return [label, threes, sevens, mean, missed3 + missed7];
    }),
  };
}

/** The same scores as a talk tells them, by the digits that are missed. */
function tabulateMisses(scores: readonly Score[]): Table {
  return {
    columns: [
      { label: "distance" },
      { label: "3s missed", digits: 0 },
      { label: "7s missed", digits: 0 },
      { label: "right", percent: true, digits: 1 },
    ],
    rows: scores.map(({ label, missed3, missed7, mean }) => {
      return [label, missed3, missed7, mean];
    }),
  };
}

/** Which digits are missed, how clearly, and how much ink they have; `right` are L1's answers. */
export function lookAtMistakes(
  lab: Lab,
  { threes, sevens, mean3, mean7 }: Trial,
  l1: Distance,
  right: Answers,
): void {
  const images = tf.concat([threes, sevens]); // [2038, 28, 28]
  lab.number("valid-count", nth(images.shape, 0));
  const to3 = l1(images, mean3).dataSync(); // [2038]
  const to7 = l1(images, mean7).dataSync(); // [2038]
  const cases = Array.from(to3, (three, index) => {
    const digit = index < nth(threes.shape, 0) ? 3 : 7;
    const seven = nth(to7, index);
    // Above 0: by how much the picture lies nearer to the wrong ideal.
    const wrongBy = digit === 3 ? three - seven : seven - three;
    return { index, digit, to3: three, to7: seven, wrongBy };
  });
  const dots = cases.filter(({ index }) => index % EVERY === 0);
  lab.figure("two-distances", figures.twoDistances(dots));
  showWorst(lab, images, cases);
  lab.figure("confusion", figures.confusion(right.threes, right.sevens));
  weighMissed(lab, threes, right.threes);
}

/** The mistakes that L1 is surest of. */
function showWorst(
  lab: Lab,
  images: tf.Tensor,
  cases: readonly figures.Case[],
): void {
  const wrong = cases.filter(({ wrongBy }) => wrongBy > 0).length;
  const shown = lab.number("worst-shown", Math.max(1, Math.min(WORST, wrong)));
  const sorted = cases.toSorted((a, b) => b.wrongBy - a.wrongBy);
  const worst = sorted.slice(0, shown);
  const worst3 = worst.filter(({ digit }) => digit === 3);
  lab.claim("worst-are-threes", worst3.length, ">=", shown);
  lab.figure("worst-mistakes", figures.mistakes(images, worst));
}

/** Do the 3s that are missed have less ink? `right` is 1 for a 3 that is recognized. */
function weighMissed(lab: Lab, threes: tf.Tensor, right: tf.Tensor): void {
  const ink = threes.mean([1, 2]); // [1010]
  const missed = tf.sub(1, right);
  const met = item(ink.mul(right).sum().div(right.sum()));
  const lost = item(ink.mul(missed).sum().div(missed.sum().maximum(1)));
  lab.numbers({
    "ink-of-recognized-threes": met,
    "ink-of-missed-threes": lost,
  });
  lab.claim("missed-threes-are-thin", lost, "<", met);
}

/** Shares recognized after a push of up to `largest` pixels, down or to the right. */
export function moveDigits(
  lab: Lab,
  largest: number,
  judgeMoved: (down: number, right: number) => Answers,
): void {
  const move = (down: number, right: number) =>
    tf.tidy(() => {
      const { threes, sevens } = judgeMoved(down, right);
      return { threes: item(threes.mean()), sevens: item(sevens.mean()) };
    });
  const steps = Array.from({ length: largest + 1 }, (_, step) => step);
  const down = steps.map((step) => move(step, 0));
  const right = steps.map((step) => move(0, step));
  const [down2, right2] = [nth(down, 2), nth(right, 2)];
  lab.numbers({
    "down-2-threes": down2.threes,
    "down-2-sevens": down2.sevens,
    "right-2-threes": right2.threes,
  });
  lab.claim("two-rows-ruin-threes", down2.threes, "<", 0.5);
  lab.claim("down-hurts-more", down2.threes, "<", right2.threes);
  lab.claim("sevens-gain", down2.sevens, ">", nth(down, 0).sevens);
  lab.figure("shifted", figures.shifted(down, right));
}
