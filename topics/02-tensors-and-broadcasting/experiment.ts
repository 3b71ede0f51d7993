// What does the 0 in `mean(0)` do, and what do 1 and 2 do? One of the three axes goes away.
// Broadcasting is the way back: an axis that is missing is lent. What does the loan cost,
// and what happens when it is given to someone who never asked for it?

import * as tf from "@tensorflow/tfjs";
import { item, type Lab, stack } from "lectern";
import * as answering from "./answers.ts";
import { press } from "./profiles.ts";
import type { Ideals, Pictures } from "./runs.ts";
import * as runs from "./runs.ts";

/** The second 3 of the training set: the very picture that the chapter looks at. */
const SAMPLE = 1;
/** Points of the surface along each axis, as in the notebook. */
const POINTS = 50;

// #region loop
/** The distance of each picture to the ideal, one picture at a time. */
function byLoop(images: tf.Tensor, ideal: tf.Tensor): tf.Tensor {
  const distances = tf
    .unstack(images)
    .map((image) => image.sub(ideal).abs().mean());
  return tf.stack(distances); // [1010]
}
// #endregion

// #region broadcast
/** All at once: [1010, 28, 28] − [28, 28] → [1010]. */
function byBroadcast(images: tf.Tensor, ideal: tf.Tensor): tf.Tensor {
  return images.sub(ideal).abs().mean([1, 2]);
}
// #endregion

// #region view
/** Numbers in a row, and how many to step over for the next on each axis. */
interface View {
  numbers: Float32Array;
  shape: number[];
  strides: number[];
}

/** The number at an index: the steps of all axes, added up. */
function at({ numbers, strides }: View, index: number[]): number {
  const steps = index.map((each, axis) => each * (strides[axis] ?? 0));
  return numbers[steps.reduce((sum, step) => sum + step)] ?? 0;
}

/** A new axis in front, at stride 0: as long as you like, and no copy. */
function lend({ numbers, shape, strides }: View, count: number): View {
  return { numbers, shape: [count, ...shape], strides: [0, ...strides] };
}
// #endregion

// #region press
/** How many 3s and 7s lie nearer to their own profile, of 28 numbers? */
function judgeProfiles(axis: 1 | 2, pictures: Pictures) {
  const ideal3 = pictures.threes.mean([0, axis]); // [6131, 28, 28] → [28]
  const ideal7 = pictures.sevens.mean([0, axis]); // [6265, 28, 28] → [28]
  const lead = (images: tf.Tensor) => {
    const profiles = images.mean(axis); // [1010, 28, 28] → [1010, 28]
    const to3 = profiles.sub(ideal3).abs().mean(1); // → [1010]
    const to7 = profiles.sub(ideal7).abs().mean(1);
    return to7.sub(to3); // above 0: nearer to the 3
  };
  const right3 = item(lead(pictures.valid3).greater(0).mean());
  const right7 = item(lead(pictures.valid7).less(0).mean());
  return [right3, right7] as const;
}
// #endregion

export default async function experiment(lab: Lab): Promise<void> {
  const threes = stack(lab.digits.train.threes); // [6131, 28, 28]
  const sevens = stack(lab.digits.train.sevens); // [6265, 28, 28]
  const valid3 = stack(lab.digits.valid.threes); // [1010, 28, 28]
  const valid7 = stack(lab.digits.valid.sevens); // [1028, 28, 28]
  const pictures = { threes, sevens, valid3, valid7 };
  const ideals = { mean3: threes.mean(0), mean7: sevens.mean(0) }; // [28, 28]
  takeAway(lab, threes);
  runs.lookAtIdeals(lab, ideals);
  press(lab, judgeProfiles, pictures);
  runs.addShapes(lab);
  giveBack(lab, threes);
  const lent = lend(runs.held(ideals.mean3), valid3.shape[0]); // [1010, 28, 28]
  runs.weighLoan(lab, ideals.mean3, lent, at);
  await runs.compareWays(lab, { byLoop, byBroadcast }, valid3, ideals.mean3);
  lendUnasked(lab, pictures, ideals);
  answering.fallIntoSquare(lab, threes);
}

/** What one writes to handle pictures, and what becomes of the axes. */
function takeAway(lab: Lab, threes: tf.Tensor3D): void {
  // #region handle
  const three = threes.gather(SAMPLE); // [6131, 28, 28] → [28, 28]
  const top = three.slice([0, 0], [14, 28]); // → [14, 28]
  const mirrored = three.reverse(1); // → [28, 28]
  const negative = tf.sub(1, three); // → [28, 28]
  const inked = three.greater(0.5); // → [28, 28], of type bool
  const small = three.reshape([14, 2, 14, 2]).mean([1, 3]); // → [14, 14]
  // #endregion
  runs.handle(lab, { three, top, mirrored, negative, inked, small });
  // #region means
  const means = [0, 1, 2].map((axis) => threes.mean(axis));
  const shapes = means.map((mean) => mean.shape);
  // #endregion
  runs.average(lab, threes, means, shapes);
}

/** A missing axis is lent: to a column, to a mean, to a function on a grid. */
function giveBack(lab: Lab, threes: tf.Tensor3D): void {
  // #region repair
  const list = tf.range(0, 3); // [0, 1, 2], of shape [3]
  const column = list.expandDims(1); // → [3, 1]
  const sum = tf.ones([3, 2]).add(column); // → [3, 2]
  const outer = column.add(list); // [3, 1] + [3] → [3, 3]
  // #endregion
  runs.repair(lab, sum, outer);
  // #region centre
  const perPixel = threes.sub(threes.mean(0)); // − [28, 28]
  const perPicture = threes.sub(threes.mean([1, 2], true)); // − [6131, 1, 1]
  // #endregion
  runs.centre(lab, threes, perPixel, perPicture);
  // #region surface
  const x = tf.linspace(0, 5, POINTS); // [50]
  const y = x.expandDims(1); // → [50, 1]
  const wave = x.mul(y).add(10).cos().mul(x.cos()); // → [50, 50]
  const z = x.sin().pow(10).add(wave); // [50] + [50, 50] → [50, 50]
  // #endregion
  runs.drawSurface(lab, x, z);
}

/** A column of labels beside a list of answers: nobody asked for a table, and here it is. */
function lendUnasked(lab: Lab, pictures: Pictures, { mean3, mean7 }: Ideals) {
  const { images, labels } = answering.questions(pictures);
  // #region silent
  const to3 = byBroadcast(images, mean3); // [2038]
  const to7 = byBroadcast(images, mean7); // [2038]
  const answers = to3.less(to7).cast("float32"); // 1 says 3, 0 says 7
  const list = labels.squeeze(); // [2038, 1] → [2038]
  const meant = answers.equal(list); // = [2038] → [2038]
  const got = answers.equal(labels); // = [2038, 1] → [2038, 2038]
  // #endregion
  answering.mark(lab, { labels, answers, meant, got });
}
