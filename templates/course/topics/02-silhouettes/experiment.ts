// A mean picture of each kind, and a new garment gets the name of the nearer one. Which garments
// does that confuse, and is it for their outline or for their cloth?

import * as tf from "@tensorflow/tfjs";
import { item, type Lab, stack } from "lectern";
import * as figures from "./figures.ts";

/** Pictures of the two kinds, each [count, 28, 28]: 0 is background, 1 is white cloth. */
export interface Pair {
  readonly first: tf.Tensor;
  readonly second: tf.Tensor;
}

/** Where background ends and cloth begins, of 1: the darkest cloth is brighter than this. */
const CLOTH = 0.05;

/** What is looked at of a picture: [count, 28, 28] → [count, 28, 28]. */
type View = (pictures: tf.Tensor) => tf.Tensor;

const asItIs: View = (pictures) => pictures;

// #region silhouette
/** Cloth of any gray becomes white: only the outline is left. */
function silhouette(pictures: tf.Tensor, level = CLOTH): tf.Tensor {
  return pictures.greater(level).cast("float32");
}
// #endregion

// #region brightness
/** Mean gray of the cloth alone: [count, 28, 28] → [count]. */
function brightness(pictures: tf.Tensor): tf.Tensor {
  const cloth = silhouette(pictures);
  return pictures
    .mul(cloth)
    .sum([1, 2])
    .div(cloth.sum([1, 2]));
}
// #endregion

/** Every garment as bright as the next, with its pattern: half of white on average. */
const even: View = (pictures) =>
  pictures.div(brightness(pictures).reshape([-1, 1, 1])).mul(0.5);

// #region nearer
/** Which lie nearer to the other mean than to their own? 1 if so, else 0. */
function missed(pictures: tf.Tensor, own: tf.Tensor, other: tf.Tensor) {
  const to = (mean: tf.Tensor) => pictures.sub(mean).abs().mean([1, 2]);
  return to(own).greaterEqual(to(other)).cast("float32"); // [count]
}
// #endregion

/** Which are missed of either kind, where means and pictures are seen in the same view. */
function judge(train: Pair, valid: Pair, view: View): Pair {
  const mean = {
    first: view(train.first).mean(0),
    second: view(train.second).mean(0),
  };
  return {
    first: missed(view(valid.first), mean.first, mean.second),
    second: missed(view(valid.second), mean.second, mean.first),
  };
}

export default function experiment(lab: Lab): void {
  const { threes, sevens } = lab.digits.train;
  const train = { first: stack(threes), second: stack(sevens) };
  const valid = {
    first: stack(lab.digits.valid.threes),
    second: stack(lab.digits.valid.sevens),
  };
  const count = lab.digits.valid.threes.count + lab.digits.valid.sevens.count;
  const views = {
    gray: judge(train, valid, asItIs),
    even: judge(train, valid, even),
    silhouette: judge(train, valid, silhouette),
  };
  lab.number("valid-count", count);
  for (const [name, { first, second }] of Object.entries(views)) {
    lab.number(`${name}-missed-first`, item(first.sum()));
    lab.number(`${name}-missed-second`, item(second.sum()));
    lab.number(`${name}-right`, right({ first, second }, count));
  }
  const gray = right(views.gray, count);
  const plain = right(views.silhouette, count);
  const cloth = clothAlone(lab, train, valid, count);
  lab.claim("silhouettes-win", plain, ">", gray);
  lab.claim("even-helps", right(views.even, count), ">", gray);
  lab.claim("even-is-not-all", right(views.even, count), "<", plain);
  lab.claim(
    "gray-misses-first",
    item(views.gray.first.sum()),
    ">",
    3 * item(views.gray.second.sum()),
  );
  lab.table(
    "scores",
    figures.scores(lab.digits.classes, { ...views, cloth }, count),
  );
  lab.figure("wardrobe", figures.wardrobe(lab.digits.classes, train));
  askBlank(lab, train);
  askCloth(lab, valid.first, views);
  dye(lab, train, valid);
  cutElsewhere(lab, train, valid, gray);
  askTheRest(lab, valid.first, views.silhouette.first);
}

const right = ({ first, second }: Pair, count: number) =>
  1 - (item(first.sum()) + item(second.sum())) / count;

/** The control: one number a garment, how bright its cloth is, and nothing of its outline. */
function clothAlone(lab: Lab, train: Pair, valid: Pair, count: number): Pair {
  const middle = (kind: tf.Tensor) => brightness(kind).mean();
  const [first, second] = [middle(train.first), middle(train.second)];
  const wrong = (kind: tf.Tensor, own: tf.Tensor, other: tf.Tensor) => {
    const cloth = brightness(kind);
    const to = (mean: tf.Tensor) => cloth.sub(mean).abs();
    return to(own).greaterEqual(to(other)).cast("float32");
  };
  const alone = {
    first: wrong(valid.first, first, second),
    second: wrong(valid.second, second, first),
  };
  const share = lab.number("cloth-alone", right(alone, count));
  lab.claim("cloth-says-nothing", share, "between", [0.4, 0.6]);
  return alone;
}

/** What an empty picture is called: its distance to a mean is all that the mean has. */
function askBlank(lab: Lab, train: Pair): void {
  const first = lab.number("ink-of-first", item(train.first.mean()));
  const second = lab.number("ink-of-second", item(train.second.mean()));
  lab.claim("blank-is-second", second, "<", first);
}

/** Garments of the first kind in three parts by their cloth: how many of each are missed. */
function askCloth(lab: Lab, first: tf.Tensor, views: figures.Views): void {
  const cloth = Array.from(brightness(first).dataSync());
  const order = cloth
    .map((_, at) => at)
    .sort((a, b) => (cloth[a] ?? 0) - (cloth[b] ?? 0));
  const third = Math.ceil(order.length / 3);
  const parts = [0, 1, 2].map((at) =>
    order.slice(at * third, (at + 1) * third),
  );
  const shares = (kind: tf.Tensor) =>
    parts.map((part) => item(kind.gather(part).mean()));
  const [dark = 0, , bright = 0] = shares(views.gray.first);
  lab.number("dark-missed", dark);
  lab.number("bright-missed", bright);
  lab.claim("dark-is-missed", dark, ">", 2 * bright);
  lab.figure(
    "by-cloth",
    figures.byCloth(shares(views.gray.first), shares(views.silhouette.first)),
  );
  lab.figure("confused", figures.confused(first, views.gray.first, silhouette));
}

/** The same garments, all of one plain gray: nothing differs but the dye. */
function dye(lab: Lab, train: Pair, valid: Pair): void {
  const grays = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1];
  const lost = grays.map((gray) => {
    const dyed = (pictures: tf.Tensor) => silhouette(pictures).mul(gray);
    const mean = { first: train.first.mean(0), second: train.second.mean(0) };
    return {
      first: item(missed(dyed(valid.first), mean.first, mean.second).mean()),
      second: item(missed(dyed(valid.second), mean.second, mean.first).mean()),
    };
  });
  const [darkest, brightest] = [lost.at(0), lost.at(-1)];
  lab.number("dyed-dark-missed", darkest?.first ?? Number.NaN);
  lab.number("dyed-bright-missed", brightest?.first ?? Number.NaN);
  lab.claim(
    "dye-decides",
    darkest?.first ?? 0,
    ">",
    (brightest?.first ?? 0) + 0.3,
  );
  lab.figure("dyed", figures.dyed(lab.digits.classes, grays, lost));
}

/** Silhouettes cut at other levels: how much hangs on where cloth begins. */
function cutElsewhere(lab: Lab, train: Pair, valid: Pair, gray: number): void {
  const levels = [0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.6];
  const count = (valid.first.shape[0] ?? 0) + (valid.second.shape[0] ?? 0);
  const scores = levels.map((level) =>
    right(
      judge(train, valid, (each) => silhouette(each, level)),
      count,
    ),
  );
  const worst = Math.min(...scores);
  lab.number("worst-level-right", worst);
  lab.number("worst-level", levels[scores.indexOf(worst)] ?? Number.NaN);
  lab.claim("level-matters", worst, "<", gray);
  lab.figure("levels", figures.levels(levels, scores, gray));
}

/** What is left to confuse once the cloth is gone: small ones, or not? */
function askTheRest(lab: Lab, first: tf.Tensor, missed: tf.Tensor): void {
  const area = silhouette(first).mean([1, 2]);
  const left = item(missed.sum());
  const of = (kind: tf.Tensor, size: number) =>
    size > 0 ? item(area.mul(kind).sum()) / size : 0;
  const small = lab.number("area-missed", of(missed, left));
  const large = lab.number(
    "area-recognized",
    of(tf.sub(1, missed), (first.shape[0] ?? 0) - left),
  );
  lab.claim("rest-is-small", small, "<", large);
}
