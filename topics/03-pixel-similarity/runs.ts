// What topic 3 measures where the digits stay in their place: one picture, a picture of nothing,
// every validation digit by six distances, and the digits that L1 gets wrong.

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
export interface Answers {
  readonly threes: tf.Tensor; // [1010]
  readonly sevens: tf.Tensor; // [1028]
}

/** How far images [count, 28, 28], or one of them, are from an ideal: [count]. */
export type Distance = (images: tf.Tensor, ideal: tf.Tensor) => tf.Tensor;

/** The distances that every digit is judged by, in the tables' order. */
const LABELS = {
  l1: "L1",
  rmse: "RMSE",
  evened: "L1, head start of squares",
  burdened: "squares, head start of L1",
  angle: "angle",
  signed: "signed mean",
};

/** Judges all digits of the trial by the distance of this name. */
export type Judge = (name: keyof typeof LABELS, trial: Trial) => Answers;

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
  lab.figure("differences", figures.differences(to3, to7, found));
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
function scoreOf(label: string, right: Answers): Score {
  const threes = item(right.threes.mean());
  const sevens = item(right.sevens.mean());
  const { missed3, missed7 } = missedOf(right);
  return {
    label,
    threes,
    sevens,
    mean: (threes + sevens) / 2,
    missed3,
    missed7,
  };
}

/** How many digits are not recognized. */
export function missedOf({ threes, sevens }: Answers) {
  return {
    missed3: threes.size - item(threes.sum()),
    missed7: sevens.size - item(sevens.sum()),
  };
}

/** Records how every distance does, and how they compare. */
export function scoreDistances(lab: Lab, trial: Trial, judge: Judge): void {
  const score = (name: keyof typeof LABELS) => {
    const score = scoreOf(LABELS[name], judge(name, trial));
    lab.numbers({
      [`${name}-threes`]: score.threes,
      [`${name}-sevens`]: score.sevens,
      [`${name}-mean`]: score.mean,
      [`${name}-missed-threes`]: score.missed3,
      [`${name}-missed-sevens`]: score.missed7,
      [`${name}-missed`]: score.missed3 + score.missed7,
    });
    return score;
  };
  const [l1, rmse, signed] = [score("l1"), score("rmse"), score("signed")];
  const [evened, burdened] = [score("evened"), score("burdened")];
  const angle = score("angle");
  lab.claim("l1-is-good", l1.mean, ">", 0.9);
  lab.claim("rmse-beats-l1", rmse.mean, ">", l1.mean);
  lab.claim("rmse-saves-threes", rmse.missed3, "<", l1.missed3);
  lab.claim("rmse-costs-sevens", rmse.missed7, ">", l1.missed7);
  lab.claim("more-threes-missed", l1.missed3, ">", l1.missed7);
  lab.claim("evened-beats-l1", evened.mean, ">", l1.mean);
  lab.claim("burdened-loses-threes", burdened.missed3, ">=", l1.missed3);
  lab.claim("angle-beats-l1", angle.mean, ">", l1.mean);
  lab.claim("angle-beats-rmse", angle.mean, ">", rmse.mean);
  const lean = ({ missed3, missed7 }: Score) => Math.abs(missed3 - missed7);
  lab.claim("angle-leans-less", lean(angle), "<", lean(l1));
  const scores = [l1, rmse, evened, burdened, angle, signed];
  lab.table("scores", tabulateScores(scores));
  lab.table("misses", tabulateMisses([l1, rmse, evened, burdened]));
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
  { l1, evened }: Record<"l1" | "evened", Distance>,
  right: Answers,
): void {
  const images = tf.concat([threes, sevens]); // [2038, 28, 28]
  lab.number("valid-count", nth(images.shape, 0));
  const casesBy = (distance: Distance) => {
    const to3 = distance(images, mean3).dataSync(); // [2038]
    const to7 = distance(images, mean7).dataSync(); // [2038]
    return Array.from(to3, (three, index) => {
      const digit = index < nth(threes.shape, 0) ? 3 : 7;
      const seven = nth(to7, index);
      // Above 0: by how much the picture lies nearer to the wrong ideal.
      const wrongBy = digit === 3 ? three - seven : seven - three;
      return { index, digit, to3: three, to7: seven, wrongBy };
    });
  };
  const cases = casesBy(l1);
  const dots = cases.filter(({ index }) => index % EVERY === 0);
  lab.figure("two-distances", figures.twoDistances(dots));
  showWorst(lab, images, cases, casesBy(evened));
  lab.figure("confusion", figures.confusion(right.threes, right.sevens));
  weighMissed(lab, threes, right.threes);
}

/** The mistakes that L1 is surest of; and how many of L1's without its lean are 3s. */
function showWorst(
  lab: Lab,
  images: tf.Tensor,
  cases: readonly figures.Case[],
  evenedCases: readonly figures.Case[],
): void {
  const wrong = cases.filter(({ wrongBy }) => wrongBy > 0).length;
  const shown = lab.number("worst-shown", Math.max(1, Math.min(WORST, wrong)));
  const worstOf = (cases: readonly figures.Case[]) =>
    cases.toSorted((a, b) => b.wrongBy - a.wrongBy).slice(0, shown);
  const threesIn = (cases: readonly figures.Case[]) =>
    cases.filter(({ digit }) => digit === 3).length;
  const worst = worstOf(cases);
  const evened3 = lab.number(
    "evened-worst-threes",
    threesIn(worstOf(evenedCases)),
  );
  lab.claim("worst-are-threes", threesIn(worst), ">=", shown);
  lab.claim("lean-fills-the-worst", evened3, "<", threesIn(worst));
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
