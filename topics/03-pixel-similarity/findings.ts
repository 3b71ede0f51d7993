// What topic 3 makes of its measurements: the numbers, claims and tables that the texts quote.

import * as tf from "@tensorflow/tfjs";
import { item, type Lab, nth } from "lectern";
import * as figures from "./figures.ts";
import * as tables from "./tables.ts";

/** Every fourth validation picture: enough to see the clouds, few enough to see dots. */
const EVERY = 4;
/** Mistakes shown: two rows of six. */
const WORST = 12;

/** Two differences [28, 28] of one picture, and what the distances make of them. */
export function recordSample(
  lab: Lab,
  to3: tf.Tensor,
  to7: tf.Tensor,
  found: tables.Distances,
): void {
  lab.number("signed-to-3", found.signedTo3);
  lab.number("signed-to-7", found.signedTo7);
  lab.number("l1-to-3", found.l1To3);
  lab.number("l1-to-7", found.l1To7);
  lab.number("rmse-to-3", found.rmseTo3);
  lab.number("rmse-to-7", found.rmseTo7);
  lab.number("too-much-ink", item(to3.relu().sum()));
  lab.number("too-little-ink", item(to3.neg().relu().sum()));
  lab.number("square-to-3", item(to3.square().mean()));
  lab.claim("l1-nearer-to-3", found.l1To3, "<", found.l1To7);
  lab.claim("rmse-nearer-to-3", found.rmseTo3, "<", found.rmseTo7);
  const lead = Math.max(
    found.l1To3 - found.l1To7,
    found.rmseTo3 - found.rmseTo7,
  );
  lab.claim("both-nearer-to-3", lead, "<", 0);
  const left = Math.abs(found.signedTo3);
  lab.claim("signed-cancels", left, "<", 0.1 * found.l1To3);
  lab.output("distances", tables.printed(found));
  lab.figure("differences", figures.differences(to3, to7, found, "tall"));
  lab.figure("differences-wide", figures.differences(to3, to7, found, "wide"));
}

/** The score of one distance, from answers that are 1 where right and 0 where not. */
export function scoreOf(
  name: string,
  right: { threes: tf.Tensor; sevens: tf.Tensor },
): tables.Score {
  const threes = item(right.threes.mean());
  const sevens = item(right.sevens.mean());
  return {
    name,
    threes,
    sevens,
    mean: (threes + sevens) / 2,
    missed3: right.threes.size - item(right.threes.sum()),
    missed7: right.sevens.size - item(right.sevens.sum()),
  };
}

/** Records every score, and how they compare. */
export function recordScores(
  lab: Lab,
  scores: {
    [name in "l1" | "rmse" | "evened" | "angle" | "signed"]: tables.Score;
  },
): void {
  const { l1, rmse, evened, angle, signed } = scores;
  const all = [l1, rmse, evened, angle, signed];
  for (const { name, threes, sevens, mean, missed3, missed7 } of all) {
    lab.number(`${name}-threes`, threes);
    lab.number(`${name}-sevens`, sevens);
    lab.number(`${name}-mean`, mean);
    lab.number(`${name}-missed-threes`, missed3);
    lab.number(`${name}-missed-sevens`, missed7);
  }
  lab.number("l1-missed", l1.missed3 + l1.missed7);
  lab.claim("l1-is-good", l1.mean, ">", 0.9);
  lab.claim("rmse-beats-l1", rmse.mean, ">", l1.mean);
  lab.claim("rmse-saves-threes", rmse.missed3, "<", l1.missed3);
  lab.claim("rmse-costs-sevens", rmse.missed7, ">", l1.missed7);
  lab.claim("more-threes-missed", l1.missed3, ">", l1.missed7);
  lab.claim("evened-beats-l1", evened.mean, ">", l1.mean);
  lab.claim("angle-beats-l1", angle.mean, ">", l1.mean);
  lab.claim("angle-beats-rmse", angle.mean, ">", rmse.mean);
  const lean = ({ missed3, missed7 }: tables.Score) =>
    Math.abs(missed3 - missed7);
  lab.claim("angle-leans-less", lean(angle), "<", lean(l1));
  lab.table("scores", tables.scores(all));
  lab.table("misses", tables.misses([signed, l1, rmse]));
}

/** Distances [count] of the images to both ideals; the first `threes` of them are 3s. */
export function showMistakes(
  lab: Lab,
  images: tf.Tensor,
  threes: number,
  distances: { to3: tf.Tensor; to7: tf.Tensor },
): void {
  const to3 = distances.to3.dataSync();
  const to7 = distances.to7.dataSync();
  const cases = Array.from(to3, (three, index) => {
    const digit = index < threes ? 3 : 7;
    const seven = nth(to7, index);
    // Above 0: by how much the picture lies nearer to the wrong ideal.
    const wrongBy = digit === 3 ? three - seven : seven - three;
    return { index, digit, to3: three, to7: seven, wrongBy };
  });
  const dots = cases.filter(({ index }) => index % EVERY === 0);
  lab.figure("two-distances", figures.twoDistances(dots));
  cases.sort((a, b) => b.wrongBy - a.wrongBy);
  const wrong = cases.filter(({ wrongBy }) => wrongBy > 0).length;
  const shown = lab.number("worst-shown", Math.max(1, Math.min(WORST, wrong)));
  const worst = cases.slice(0, shown);
  const worst3 = worst.filter(({ digit }) => digit === 3);
  lab.claim("worst-are-threes", worst3.length, ">=", shown);
  lab.figure("worst-mistakes", figures.mistakes(images, worst));
}

/** Do the 3s that are missed have less ink? `right` is 1 for a 3 that is recognized. */
export function weighMissed(
  lab: Lab,
  threes: tf.Tensor,
  right: tf.Tensor,
): void {
  const ink = threes.mean([1, 2]); // [1010]
  const missed = tf.sub(1, right);
  const met = item(ink.mul(right).sum().div(right.sum()));
  const lost = item(ink.mul(missed).sum().div(missed.sum().maximum(1)));
  lab.number("ink-of-recognized-threes", met);
  lab.number("ink-of-missed-threes", lost);
  lab.claim("missed-threes-are-thin", lost, "<", met);
}
