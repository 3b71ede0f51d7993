// Shapes that fit by accident: a column of labels beside a list of answers, and 28 pictures of 28 rows.

import * as tf from "@tensorflow/tfjs";
import { item, type Lab } from "lectern";
import * as figures from "./figures.ts";
import type { Pictures } from "./runs.ts";

/** A line of the drawing for every fortieth picture: the table has millions of dots. */
const EVERY = 40;
/** Sevens in a made-up set of labels that has nine 3s for each of them. */
const FEW = 100;

/** All validation pictures [2038, 28, 28], and their labels, 1 for a 3, as a column [2038, 1]. */
export function questions({ valid3, valid7 }: Pictures) {
  const labels = [
    tf.ones([valid3.shape[0], 1]),
    tf.zeros([valid7.shape[0], 1]),
  ];
  return { images: tf.concat([valid3, valid7]), labels: tf.concat(labels) };
}

/** How many answers agree: each with its own label, as meant, and each with every label. */
export function mark(
  lab: Lab,
  marks: Record<"labels" | "answers" | "meant" | "got", tf.Tensor>,
): void {
  const { labels, answers, meant, got } = marks;
  const right = lab.number("accuracy-meant", item(meant.mean()));
  const wrong = lab.number("accuracy-got", item(got.mean()));
  lab.text("answers-shape", figures.bracketed(answers.shape));
  lab.text("labels-shape", figures.bracketed(labels.shape));
  lab.text("table-shape", figures.bracketed(got.shape));
  lab.numbers({ "valid-count": answers.size, comparisons: got.size });
  lab.claim("loan-costs-accuracy", wrong, "<", right - 0.2);
  lab.claim("every-fortieth", EVERY, "=", 40);
  lab.figure("silent", figures.silent(got, EVERY));
  markAnything(lab, labels);
}

/** The controls: other answers, from all right to all wrong, against a column of labels. */
function markAnything(lab: Lab, labels: tf.Tensor): void {
  const truth = labels.squeeze();
  const score = (answers: tf.Tensor) => item(answers.equal(labels).mean());
  const scores = lab.numbers({
    "got-all-right": score(truth),
    "got-all-wrong": score(tf.sub(1, truth)),
    "got-all-threes": score(tf.onesLike(truth)),
    "got-all-sevens": score(tf.zerosLike(truth)),
  });
  const all = Object.values(scores);
  // The other control: the same mistake where the classes are not equally many.
  const uneven = tf.concat([tf.ones([9 * FEW]), tf.zeros([FEW])]);
  const column = uneven.expandDims(1);
  const against = (answers: tf.Tensor) => item(answers.equal(column).mean());
  const [right, wrong] = [against(uneven), against(tf.sub(1, uneven))];
  lab.numbers({ "got-uneven-right": right, "got-uneven-wrong": wrong });
  lab.claim("balance-makes-the-coin", right - wrong, ">", 0.5);
  lab.claim("like-a-coin", Math.min(...all), ">", 0.45);
  lab.claim("coin-at-most", Math.max(...all), "<", 0.55);
}

/** As many pictures as rows: the mean of each, without keepdim, meets the columns instead. */
export function fallIntoSquare(lab: Lab, threes: tf.Tensor3D): void {
  const few = threes.slice([0, 0, 0], [28, 28, 28]);
  const leftOver = (mean: tf.Tensor) =>
    item(few.sub(mean).mean([1, 2]).abs().max());
  const kept = leftOver(few.mean([1, 2], true));
  const lost = lab.number("square-left-over", leftOver(few.mean([1, 2])));
  lab.number("square-mean", item(few.mean()));
  lab.claim("keepdim-centres", kept, "<", 1e-5);
  lab.claim("square-deceives", lost, ">", 0.01);
}
