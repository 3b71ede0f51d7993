// What does the 0 in `mean(0)` do, and what do 1 and 2 do? One of the three axes goes away.
// Broadcasting is the way back: an axis that is missing is lent. What does the loan cost,
// and what happens when it is given to someone who never asked for it?

import * as tf from "@tensorflow/tfjs";
import { item, type Lab, stack } from "lectern";
import * as figures from "./figures.ts";
import {
  addShapes,
  compareWays,
  lookAtIdeals,
  lookAtProfiles,
} from "./measure.ts";

/** The second 3 of the training set: the very picture that the chapter looks at. */
const SAMPLE = 1;
/** Points of the surface along each axis, as in the notebook. */
const POINTS = 50;
/** A line of the drawing for every twentieth picture: the table has millions of dots. */
const EVERY = 20;

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

/** Four stacks of pictures, each [count, 28, 28]. */
type Pictures = {
  [name in "threes" | "sevens" | "valid3" | "valid7"]: tf.Tensor;
};

// #region press
/** How many digits lie nearer to their own profile, of 28 numbers each? */
function judgeProfiles(axis: 1 | 2, pictures: Pictures): number {
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
  return (right3 + right7) / 2;
}
// #endregion

const shapeOf = (tensor: tf.Tensor) => `[${tensor.shape.join(", ")}]`;

export default async function experiment(lab: Lab): Promise<void> {
  const { train, valid } = lab.digits;
  const pictures = {
    threes: stack(train.threes), // [6131, 28, 28]
    sevens: stack(train.sevens), // [6265, 28, 28]
    valid3: stack(valid.threes), // [1010, 28, 28]
    valid7: stack(valid.sevens), // [1028, 28, 28]
  };
  const mean3 = pictures.threes.mean(0); // [28, 28]
  handle(lab, pictures.threes);
  average(lab, pictures.threes);
  lookAtIdeals(lab, { mean3, mean7: pictures.sevens.mean(0) });
  press(lab, pictures);
  addShapes(lab);
  repairShapes(lab);
  centre(lab, pictures.threes);
  drawSurface(lab);
  lendIdeal(lab, pictures.valid3, mean3);
  await compareWays(lab, {
    loop: () => byLoop(pictures.valid3, mean3),
    broadcast: () => byBroadcast(pictures.valid3, mean3),
  });
  lendUnasked(lab, pictures);
}

/** What one writes to handle pictures, and what it does to the shape. */
function handle(lab: Lab, threes: tf.Tensor): void {
  // #region handle
  const three = threes.gather(SAMPLE); // [6131, 28, 28] → [28, 28]
  const top = three.slice([0, 0], [14, 28]); // → [14, 28]
  const mirrored = three.reverse(1); // → [28, 28]
  const negative = tf.sub(1, three); // → [28, 28]
  const inked = three.greater(0.5); // → [28, 28], of type bool
  const small = three.reshape([14, 2, 14, 2]).mean([1, 3]); // → [14, 14]
  // #endregion
  lab.number("inked-pixels", item(inked.sum()));
  const results = { three, top, mirrored, negative, inked, small };
  lab.figure("handled", figures.handled(results));
}

function average(lab: Lab, threes: tf.Tensor): void {
  // #region means
  const means = [0, 1, 2].map((axis) => threes.mean(axis));
  const shapes = means.map((mean) => mean.shape);
  // #endregion
  lab.output("shapes", figures.printedShapes(shapes));
  lab.text("threes-shape", shapeOf(threes));
  lab.text("mean-shape", `[${shapes[0]?.join(", ")}]`);
  lab.number("threes-count", threes.shape[0] ?? 0);
  lab.figure("means", figures.means(means));
  // The same mean over everything, in one long sum and in two short ones.
  const atOnce = lab.number("threes-mean-at-once", item(threes.mean()));
  const inSteps = lab.number("threes-mean", item(threes.mean(0).mean()));
  lab.claim("steps-are-one-go", Math.abs(atOnce - inSteps), "<", 1e-5);
}

/** How well do 28 numbers a picture do, when an axis has been averaged away? */
function press(lab: Lab, pictures: Pictures): void {
  const byColumns = lab.number("by-columns", judgeProfiles(1, pictures));
  const byRows = lab.number("by-rows", judgeProfiles(2, pictures));
  lab.claim("rows-tell-much", byRows, ">", 0.9);
  lab.claim("columns-tell-less", byColumns, "<", byRows - 0.1);
  lookAtProfiles(lab, pictures.threes, pictures.sevens);
}

function repairShapes(lab: Lab): void {
  // #region repair
  const list = tf.range(0, 3); // [0, 1, 2], of shape [3]
  const column = list.expandDims(1); // → [3, 1]
  const sum = tf.ones([3, 2]).add(column); // → [3, 2]
  const outer = column.add(list); // [3, 1] + [3] → [3, 3]
  // #endregion
  lab.output("repaired", figures.printed(sum, outer));
  lab.figure("broadcasting", figures.broadcasting());
}

/** Takes the mean away: from each pixel over all pictures, or from each picture. */
function centre(lab: Lab, threes: tf.Tensor): void {
  // #region centre
  const perPixel = threes.sub(threes.mean(0)); // − [28, 28]
  const perPicture = threes.sub(threes.mean([1, 2], true)); // − [6131, 1, 1]
  // #endregion
  const means = tf.concat([
    perPixel.mean(0).flatten(),
    perPicture.mean([1, 2]),
  ]);
  lab.claim("centred", item(means.abs().max()), "<", 1e-4); // rounding remains
  lab.text("kept-shape", shapeOf(threes.mean([1, 2], true)));
  lab.text("dropped-shape", shapeOf(threes.mean([1, 2])));
}

function drawSurface(lab: Lab): void {
  // #region surface
  const x = tf.linspace(0, 5, POINTS); // [50]
  const y = x.expandDims(1); // → [50, 1]
  const wave = x.mul(y).add(10).cos().mul(x.cos()); // → [50, 50]
  const z = x.sin().pow(10).add(wave); // [50] + [50, 50] → [50, 50]
  // #endregion
  lab.number("surface-points", POINTS);
  lab.number("surface-highest", item(z.max()));
  lab.figure("surface", figures.surface(x, z));
}

/** One ideal, seen a thousand times: by strides, and as TensorFlow.js holds it. */
function lendIdeal(lab: Lab, valid3: tf.Tensor, mean3: tf.Tensor): void {
  const count = lab.number("valid-3-count", valid3.shape[0] ?? 0);
  const numbers = mean3.dataSync() as Float32Array;
  const lent = lend({ numbers, shape: [28, 28], strides: [28, 1] }, count);
  lab.text("lent-shape", `[${lent.shape.join(", ")}]`);
  lab.text("lent-strides", `[${lent.strides.join(", ")}]`);
  const size = lent.shape.reduce((product, length) => product * length);
  lab.number("bytes-held", numbers.byteLength);
  lab.number("bytes-seen", size * numbers.BYTES_PER_ELEMENT);
  const [first, last] = [at(lent, [0, 14, 14]), at(lent, [count - 1, 14, 14])];
  lab.claim("last-is-first", last, "=", first);
  const copied = mean3.broadcastTo([count, 28, 28]).dataSync();
  lab.number("bytes-copied", copied.byteLength);
}

/** A column of labels beside a list of answers: nobody asked for a table, and here it is. */
function lendUnasked(lab: Lab, { valid3, valid7, ...train }: Pictures): void {
  const mean3 = train.threes.mean(0); // [28, 28]
  const mean7 = train.sevens.mean(0); // [28, 28]
  const images = tf.concat([valid3, valid7]); // [2038, 28, 28]
  const label = (set: tf.Tensor, is3: number) =>
    tf.fill([set.shape[0] ?? 0, 1], is3);
  const labels = tf.concat([label(valid3, 1), label(valid7, 0)]); // [2038, 1]
  // #region silent
  const to3 = byBroadcast(images, mean3); // [2038]
  const to7 = byBroadcast(images, mean7); // [2038]
  const answers = to3.less(to7).cast("float32"); // 1 says 3, 0 says 7
  const list = labels.squeeze(); // [2038, 1] → [2038]
  const meant = answers.equal(list); // = [2038] → [2038]
  const got = answers.equal(labels); // = [2038, 1] → [2038, 2038]
  // #endregion
  const right = lab.number("accuracy-meant", item(meant.mean()));
  const wrong = lab.number("accuracy-got", item(got.mean()));
  lab.text("answers-shape", shapeOf(answers));
  lab.number("valid-count", answers.size);
  lab.number("comparisons", got.size);
  lab.text("labels-shape", shapeOf(labels));
  lab.claim("loan-costs-accuracy", wrong, "<", right - 0.2);
  lab.claim("like-a-coin", wrong, "between", [0.45, 0.55]);
  lab.claim("every-twentieth", EVERY, "=", 20);
  lab.figure("silent", figures.silent(got, EVERY));
}
