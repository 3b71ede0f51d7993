// What causes what in the loop of topic 8: for each explanation a control that changes one thing
// only, over many random starts.

import * as tf from "@tensorflow/tfjs";
import { AREA, nth, TorchRandom, validateEpoch } from "lectern";
import { accuracies, countWhere, random, starts } from "./draws.ts";
import type { FirstEpochs } from "./glances.ts";
import { partMemoryFromLength } from "./memory.ts";
import * as outcomes from "./outcomes.ts";
import { watchFirstEpochs } from "./probes.ts";
import { changeRate } from "./rates.ts";
import { always3, type Bench, parameter } from "./runs.ts";
import { type Outcome, type Outcomes, recordAll } from "./told.ts";
import { type Sizes, trainAll } from "./trainings.ts";

/** Still about as good as a coin: these starts have not begun to learn. */
const isStuck = (accuracy: number) => accuracy < 0.6;

/** Trains, records, and says of each explanation whether its control bears it out. */
export function find(bench: Bench, sizes: Sizes): void {
  const { lab } = bench;
  const { trained, other, alone, rates } = trainAll(bench, sizes);
  const seen = recordAll(bench, trained, sizes.epochs);
  lab.numbers({ draws: sizes.draws, patience: sizes.patience });
  const epoch = watchFirstEpochs(bench, sizes.draws, other);
  judgeOrder(bench, seen, epoch);
  judgeStarts(bench, seen, sizes);
  judgeNoise(bench, seen);
  judgePile(bench, seen);
  partMemoryFromLength(bench, alone, seen);
  changeRate(bench, rates, seen);
  lab.table("taken-out", outcomes.takenOut(seen, sizes));
  lab.table("damage", outcomes.damage(seen));
  lab.table("controls", outcomes.controls(seen, epoch, isStuck));
  lab.figure("forgetful", outcomes.forgetful(seen, sizes.epochs));
}

/** An accuracy that moves by less is taken as unmoved: six digits of 2038. */
const IDLE = 0.003;

const largestGap = (left: readonly number[], right: readonly number[]) =>
  Math.max(...left.map((value, at) => Math.abs(value - nth(right, at))));

/** Is it the order of the digits, and does it last? */
function judgeOrder(
  { lab }: Bench,
  seen: Outcomes,
  { entropy }: FirstEpochs,
): void {
  const mixed = seen["all-shuffled"];
  const files = seen["all-files"];
  const ordered = Math.max(files.first.mean, seen["all-sevens"].first.mean);
  lab.claim("shuffling-starts-ahead", mixed.first.mean, ">", ordered + 0.05);
  const gap = largestGap(files.ends, mixed.ends);
  lab.number("orders-gap", gap);
  lab.claim("orders-meet", gap, "<", 0.01);
  const { files: bare, mixed: bareMixed } = {
    files: seen["no-bias-files"].ends,
    mixed: seen["no-bias-shuffled"].ends,
  };
  const idle = files.ends.filter((end, at) => {
    const off = Math.abs(end - nth(bare, at));
    const mixedOff = Math.abs(nth(mixed.ends, at) - nth(bareMixed, at));
    return Math.max(off, mixedOff) < IDLE;
  }).length;
  lab.numbers({ "bias-idle": idle, "bias-limit": 100 * IDLE });
  lab.claim("bias-is-idle", idle, ">=", files.ends.length - 1);
  // Whatever the loss: its best start in either order stays behind its worst when shuffled.
  const inOrder = [entropy.files, entropy.sevens].flatMap((glances) =>
    random(nth(glances, -1).right),
  );
  const { least } = seen["entropy-shuffled"].first;
  lab.claim("order-ruins-entropy", Math.max(...inOrder), "<", least);
}

/** What a random start costs, which one sleeps, and what wakes it. */
function judgeStarts(bench: Bench, seen: Outcomes, sizes: Sizes): void {
  const { lab } = bench;
  const { draws, patience } = sizes;
  const mixed = seen["all-shuffled"];
  const leads = mixed.ends.filter((end) => end < mixed.zeros).length;
  const filesLater = random(nth(seen["all-files"].draws.rows, patience));
  const later = random(nth(mixed.draws.rows, patience));
  const worst = mixed.ends.indexOf(mixed.last.least);
  const stuck = (ends: readonly number[]) => ends.filter(isStuck).length;
  const gained = countWhere(
    filesLater,
    seen["all-files"].ends,
    (a, b) => a > b,
  );
  const { stuck: sleeping, "stuck-entropy": deafOnly } = lab.numbers({
    "zeros-lead": leads,
    "patience-gains": gained,
    stuck: stuck(mixed.ends),
    "stuck-entropy": stuck(seen["entropy-shuffled"].ends),
    "stuck-tenfold": stuck(seen["tenfold-shuffled"].ends),
    "stuck-tenth": stuck(seen["tenth-shuffled"].ends),
    "worst-seed": lab.seed + worst,
    "worst-end": nth(mixed.ends, worst),
    "worst-later": nth(later, worst),
    "worst-woke": mixed.draws.rows.findIndex((row) => nth(row, worst) > 0.9),
    "worst-entropy": nth(seen["entropy-shuffled"].ends, worst),
  });
  lab.claim("zeros-beat-random", leads, "=", draws);
  const tenth = seen["tenth-shuffled"].last;
  lab.claim("smaller-start-is-better", tenth.least, ">", mixed.last.mean);
  const inPercent = seen["tenth-shuffled"].ends.map((end) => 100 * end);
  lab.spread("tenth-percent", inPercent);
  const off = Math.abs(tenth.mean - mixed.zeros);
  lab.claim("small-start-meets-zeros", off, "<", 0.003);
  lab.claim("one-is-stuck", sleeping, ">", 0);
  lab.claim("entropy-frees-all", deafOnly, "<", sleeping);
  lab.claim("worst-wakes", nth(later, worst), ">", 0.95);
  lab.claim("patience-pays", gained, "=", draws);
  const patient = lab.spread("patient-files-draws", filesLater);
  const mixedLater = lab.spread("patient-shuffled-draws", later);
  lab.numbers({
    "patient-files-mean": patient.mean,
    "patient-shuffled-mean": mixedLater.mean,
  });
  lab.figure("stuck", outcomes.stuck(seen, worst));
}

/** The random start taken away again: is what was learned better alone? */
function judgeNoise(bench: Bench, seen: Outcomes): void {
  const { lab, valid, chapter } = bench;
  const { draws, ends, last } = seen["all-shuffled"];
  const [weights, bias] = starts(bench, ends.length);
  const learned = draws.weights.sub(weights.value); // [784, starts]
  const shift = parameter(draws.bias.sub(bias.value));
  const alone = accuracies(valid, chapter, [parameter(learned), shift]);
  const { mean } = lab.spread("alone-draws", random(alone));
  const worse = countWhere(random(alone), ends, (a, b) => a < b);
  // With the noise of the next start in place of its own: [784, starts], zeros stay last.
  const next = tf.tensor1d(
    [...ends.keys()].map((at) => (at + 1) % ends.length),
  );
  const others = tf.concat([next, [ends.length]]).cast("int32");
  const swapped = accuracies(valid, chapter, [
    parameter(learned.add(weights.value.gather(others, 1))),
    parameter(shift.value.add(bias.value.gather(others))),
  ]);
  const foreign = lab.spread("swapped-draws", random(swapped)).mean;
  lab.numbers({
    "swapped-mean": foreign,
    "swapped-worse": countWhere(random(swapped), ends, (a, b) => a < b),
  });
  lab.claim("learned-fits-its-noise", foreign, "<", mean);
  const { count, inputs } = valid.dataset;
  const pictures = tf.tensor2d(inputs, [count, AREA]);
  const each = (of: tf.Tensor) => random(Array.from(of.dataSync()));
  const measure = (name: string, of: tf.Tensor) => ({
    length: lab.spread(`${name}-lengths`, each(of.norm("euclidean", 0))),
    // How far a digit's score is, for these weights alone, from that of the average digit.
    swing: lab.spread(
      `${name}-swings`,
      each(tf.moments(pictures.matMul(of), 0).variance.sqrt()),
    ),
  });
  const noise = measure("start", weights.value);
  const found = measure("learned", learned);
  // As large in every place, and only their signs are others.
  const coins = new TorchRandom(lab.seed).randn(learned.size);
  const sides = tf.tensor(coins, learned.shape).sign();
  const tossed = measure("tossed", learned.abs().mul(sides));
  lab.numbers({
    "start-swing": noise.swing.mean,
    "learned-swing": found.swing.mean,
    "tossed-swing": tossed.swing.mean,
  });
  const halved = found.swing.mean / 2;
  lab.claim("signs-make-the-swing", tossed.swing.mean, "<", halved);
  lab.claim("learned-is-shorter", found.length.most, "<", noise.length.least);
  lab.claim("learned-swings-more", found.swing.mean, ">", noise.swing.mean);
  lab.numbers({ "alone-mean": mean, "alone-worse": worse });
  lab.claim("learned-alone-is-worse", mean, "<", last.mean);
}

/** Why the loop that never forgets is lost in one order and only behind in the other. */
function judgePile({ lab, valid }: Bench, seen: Outcomes): void {
  const never = seen["never-zeroed-shuffled"];
  const mixed = seen["all-shuffled"];
  const tenfold = seen["tenfold-shuffled"];
  const draws = mixed.ends.length;
  const three = validateEpoch(always3, valid);
  const off = Math.max(
    ...seen["never-zeroed-files"].ends.map((end) => Math.abs(end - three)),
    ...seen["never-zeroed-sevens"].ends.map((end) => Math.abs(end + three - 1)),
  );
  lab.claim("forgetful-says-one-name", off, "<", 2e-4);
  const above = (a: number, b: number) => a > b;
  const { "forgetful-ahead": ahead, "forgetful-behind": behind } = lab.numbers({
    "forgetful-ahead": countWhere(never.firsts, mixed.firsts, above),
    "forgetful-behind": countWhere(mixed.ends, never.ends, above),
  });
  lab.claim("forgetful-starts-ahead", ahead, "=", draws);
  lab.claim("forgetful-falls-behind", behind, "=", draws);
  lab.claim("forgetful-looks-fine", never.last.mean, ">", 0.9);
  lab.claim("tenfold-hurries-more", tenfold.first.mean, ">", never.first.mean);
  lab.claim("tenfold-stays-ahead", tenfold.last.least, ">", never.last.most);
  const heard = seen["entropy-pile-files"].last.least;
  lab.claim("listening-saves-the-pile", heard, ">", 0.95);
  const late = seen["zeroed-once-files"].last.mean;
  lab.claim("zeroing-is-too-late", late, "<", 0.6);
  const lengths = (of: Outcome) =>
    random(Array.from(of.draws.weights.norm("euclidean", 0).dataSync()));
  const pile = lab.spread("pile-lengths", lengths(never));
  const sound = lab.spread("sound-lengths", lengths(mixed));
  lab.numbers({ "pile-length": pile.mean, "sound-length": sound.mean });
  lab.claim("pile-outweighs", pile.least, ">", 5 * sound.most);
}
