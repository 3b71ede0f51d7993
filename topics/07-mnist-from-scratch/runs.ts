// The trainings of topic 7: other starts, other batches. Each sentence about trainings in general
// rests on twenty draws, and each cause on a run that changes that one thing.

import type * as tf from "@tensorflow/tfjs";
import { defined, exactly, type Lab, nth } from "lectern";
import * as draws from "./draws.ts";
import * as figures from "./figures.ts";
import { chapterNumbers, EDGE } from "./signals.ts";
import * as tables from "./tables.ts";

/** Passes over the data: the first ones, and as many as the article waits at first. */
const EPOCHS = { full: 3, quick: 2 };
export const LONG = { full: 12, quick: 3 };
/** Long enough that the chapter's draw comes round. */
const VERY_LONG = { full: 60, quick: 4 };
/** Below it, a model still calls nearly all digits the same. */
const GUESSING = 0.6;
/** Learning rates that the whole set at once is given. */
const RATES = [1, 4, 16, 64];

/** Shares 0…1 as percents, recorded with their spread. */
export function spread(lab: Lab, name: string, shares: readonly number[]) {
  return lab.spread(
    name,
    shares.map((share) => 100 * share),
  );
}

const countGuessing = (scores: readonly number[]) =>
  scores.filter((score) => score < GUESSING).length;

/** The chapter's own draw: as it is, made small, and moved; and other draws of its size. */
export function wake(
  course: draws.Course,
  x: tf.Tensor,
  batchSize: number,
): void {
  const { lab } = course;
  const own = chapterNumbers(lab);
  const [mean] = exactly(1, draws.meanPredictions([own], x));
  const tenth = own.weights.map((weight) => weight / 10);
  const starts = [
    own,
    { ...own, bias: own.bias - mean },
    { weights: tenth, bias: own.bias / 10 },
    ...draws.largeStarts(lab),
  ];
  const epochs = lab.number("very-long-epochs", lab.pick(VERY_LONG));
  lab.progress("starts", { done: 0, total: 2 });
  const { net, scores } = draws.trainAll(course, starts, {
    ...{ batchSize, epochs, shuffle: draws.shuffleOf(lab) },
  });
  const after = (passes: number) => nth(scores, passes - 1);
  const [short, long] = [lab.pick(EPOCHS), lab.pick(LONG)];
  const waking = scores.map((pass) => nth(pass, 0));
  const woke = waking.findIndex((score) => score >= 0.9);
  lab.numbers({
    "chapter-start-short": nth(after(short), 0),
    "chapter-start-long": nth(after(long), 0),
    "chapter-start-very-long": nth(waking, -1),
    "woke-after": woke < 0 ? epochs : woke + 1,
    "centred-short": nth(after(short), 1),
    "tenth-short": nth(after(short), 2),
    "large-guessing": countGuessing(after(long).slice(3)),
  });
  rarity(lab, x, mean);
  spread(lab, "large-short", after(short).slice(3));
  spread(lab, "large-long", after(long).slice(3));
  lab.claim("chapter-start-stuck", nth(after(long), 0), "<", GUESSING);
  lab.claim("chapter-start-wakes", nth(waking, -1), ">", 0.9);
  lab.claim("centring-wakes", nth(after(short), 1), ">", 0.9);
  lab.claim("shrinking-wakes", nth(after(short), 2), ">", 0.9);
  const most = lab.pick(draws.DRAWS) / 2;
  lab.claim("most-draws-learn", countGuessing(after(long).slice(3)), "<", most);
  unlitStay(lab, x, own.weights, nth(net.parameters, 0));
  lab.figure("wake", figures.wake(scores));
}

/** How far out random draws of size 1 begin: their mean predictions scatter by the length of the mean picture. */
function rarity(lab: Lab, x: tf.Tensor, mean: number): void {
  const ink = [...x.mean(0).dataSync()]; // [784]
  const squares = ink.reduce((sum, each) => sum + each * each, 1); // the bias
  const usual = lab.number("place-scatter", Math.sqrt(squares));
  lab.claim("rarely-so-far-out", mean, ">", 2.5 * usual);
}

/** Weights of pixels that hold no ink: does training ever change one? */
function unlitStay(
  lab: Lab,
  x: tf.Tensor,
  before: Float32Array,
  after: tf.Tensor,
): void {
  const ink = x.max(0).dataSync();
  const trained = after.slice([0, 0], [-1, 1]).dataSync();
  const changes = [...before].map((weight, at) =>
    nth(ink, at) > 0 ? 0 : Math.abs(weight - nth(trained, at)),
  );
  lab.claim("unlit-stay", Math.max(...changes), "=", 0);
}

/** Two sizes of weights, and four places where the first predictions lie: which of both stalls? */
export function moveStarts(
  course: draws.Course,
  x: tf.Tensor,
  batchSize: number,
): void {
  const { lab } = course;
  const own = [chapterNumbers(lab)];
  const [far] = exactly(1, draws.meanPredictions(own, x));
  const [large, small] = [draws.largeStarts(lab), draws.smallStarts(lab)];
  const at = (starts: readonly draws.Start[], place: number) => {
    const means = draws.meanPredictions(starts, x);
    return starts.map(({ weights, bias }, index) => ({
      weights,
      bias: bias - nth(means, index) + place,
    }));
  };
  const rows = ["0", "far", "minus-far", "twice"].flatMap((name, index) => {
    const place = nth([0, far, -far, 2 * far], index);
    return [
      { name: `large-at-${name}`, size: "1", place, starts: at(large, place) },
      {
        ...{ name: `small-at-${name}`, size: "nn.Linear's", place },
        starts: at(small, place),
      },
    ];
  });
  lab.progress("starts", { done: 1, total: 2 });
  const { scores } = draws.trainAll(
    course,
    rows.flatMap(({ starts }) => starts),
    { batchSize, epochs: lab.pick(LONG), shuffle: draws.shuffleOf(lab) },
  );
  const count = lab.number("starts-drawn", large.length);
  const steep = (starts: readonly draws.Start[]) =>
    draws.onSlope(at(starts, far), x, EDGE);
  const [scattered, bunched] = [steep(large), steep(small)];
  spread(lab, "large-far-on-slope", scattered);
  const { most } = spread(lab, "small-far-on-slope", bunched);
  lab.claim("small-miss-the-slope", most, "<", 0.1);
  const found = rows.map(({ name, size, place }, index) => {
    const at = (pass: number) =>
      nth(scores, pass).slice(index * count, (index + 1) * count);
    const { mean: reached } = spread(lab, name, at(-1));
    const guessing = lab.number(`${name}-guessing`, countGuessing(at(-1)));
    if (name === "large-at-far") compareStalled(lab, at(-1), scattered);
    return { size, place, reached, guessing, name };
  });
  const guessing = (name: string) =>
    defined(
      found.find((each) => each.name === name),
      name,
    ).guessing;
  lab.claim("large-learns-at-0", guessing("large-at-0"), "=", 0);
  lab.claim("small-learns-at-0", guessing("small-at-0"), "=", 0);
  const both = ["large-at-far", "large-at-minus-far"].map(guessing);
  lab.claim("large-stalls-far", Math.min(...both), ">", 0);
  lab.claim("large-stalls-twice", guessing("large-at-twice"), "=", count);
  const smallBoth = ["small-at-far", "small-at-minus-far"].map(guessing);
  lab.claim("small-stalls-far", Math.min(...smallBoth), "=", count);
  lab.table("places", tables.places(found));
}

/** Does the share of pictures on the slope tell which of the large draws stall? In percent. */
function compareStalled(
  lab: Lab,
  scores: readonly number[],
  shares: readonly number[],
): void {
  const of = (stalled: boolean) =>
    shares.filter((_, at) => nth(scores, at) < GUESSING === stalled);
  const [stalled, learned] = [of(true), of(false)];
  const mean = (of: readonly number[]) => (of.length ? draws.mean(of) : 0);
  lab.numbers({
    "slope-of-stalled": mean(stalled),
    "slope-of-learned": mean(learned),
  });
  const nearer = mean(stalled) / (mean(learned) || 1);
  lab.claim("slope-does-not-tell", nearer, ">", 0.9);
}

/** The same passes, or the same steps, cut into batches of other sizes. */
export function compareSizes(course: draws.Course, batch: number): void {
  const { lab } = course;
  const all = course.data.count;
  const sizes = lab.pick({
    full: [16, 64, batch, 1024, 4096, all],
    quick: [16, batch, all],
  });
  const epochs = lab.number("epochs", lab.pick(EPOCHS));
  lab.number("long-epochs", lab.pick(LONG));
  const starts = draws.smallStarts(lab);
  const steps = lab.number("same-steps", Math.ceil(all / batch));
  const train = (batchSize: number, plan: Partial<draws.Plan> = {}) =>
    draws.trainAll(course, starts, {
      ...{ batchSize, epochs, shuffle: draws.shuffleOf(lab), ...plan },
    });
  const rows = sizes.map((size, done) => {
    lab.progress("batch sizes", { done, total: sizes.length });
    const name = size === all ? "full-batch" : `batch-${size}`;
    const { final, same } = train(size, { steps });
    spread(lab, name, final);
    spread(lab, `${name}-same-steps`, same);
    const taken = Math.ceil(all / size) * epochs;
    return { name, size, taken, final, same };
  });
  const [small, full] = [nth(rows, 0), nth(rows, -1)];
  const best = lab.number("most-steps", small.taken);
  lab.claim(
    "small-batches-win",
    draws.mean(small.final),
    ">",
    draws.mean(full.final),
  );
  lab.claim("steps-decide", draws.mean(full.same), ">", draws.mean(small.same));
  const rated = RATES.map((lr) => ({
    lr,
    shares: lr === 1 ? full.final : train(all, { lr }).final,
  }));
  const top = rated.reduce((a, b) =>
    draws.mean(a.shares) >= draws.mean(b.shares) ? a : b,
  );
  lab.numbers({ "best-full-rate": top.lr, "rates-tried": RATES.length });
  spread(lab, "full-batch-best-rate", top.shares);
  lab.claim(
    "still-ahead",
    draws.mean(small.final),
    ">",
    draws.mean(top.shares),
  );
  lab.claim("many-steps", best, ">", steps);
  const long = lab.pick(LONG);
  const ordered = draws.trainAll(course, starts, {
    batchSize: batch,
    epochs: long,
  });
  const first = nth(ordered.scores, 0);
  const [early, late] = [nth(ordered.scores, epochs - 1), ordered.final];
  spread(lab, "in-order-first", first);
  spread(lab, "in-order-short", early);
  spread(lab, "in-order-long", late);
  const shuffled = defined(
    rows.find(({ size }) => size === batch),
    "shuffled batches",
  ).final;
  lab.claim("order-costs", Math.max(...early), "<", Math.min(...shuffled));
  lab.table("sizes", tables.sizes(rows));
}
