// How a model is trained on leaves, and how right it is.

import * as tf from "@tensorflow/tfjs";
import {
  Adam,
  item,
  type Lab,
  losses,
  type Model,
  nth,
  SIDE,
  Stream,
  trainBatch,
} from "lectern";

/** Leaves of either kind, each [count, 28, 28], 0…1, where 1 is white. */
export interface Leaves {
  readonly first: tf.Tensor;
  readonly second: tf.Tensor;
}

/** What a model is trained on and asked about. */
export interface Walks {
  /** Three quarters of the first walk, to learn from. */
  readonly school: Leaves;
  /** The last quarter of it: the same tables. */
  readonly held: Leaves;
  /** Half of the second walk, on which the tables lay the other way round. */
  readonly exchanged: Leaves;
  /** The other half, which no model ever sees. */
  readonly second: Leaves;
}

/** What a model sees of pictures: [count, 28, 28] → [count, 28, 28]. */
export type View = (pictures: tf.Tensor) => tf.Tensor;

/** How many pictures there are. */
export const sizeOf = (pictures: tf.Tensor) => pictures.shape[0] ?? 0;

/** Of both kinds. */
export const countOf = ({ first, second }: Leaves) =>
  sizeOf(first) + sizeOf(second);

/** Exchanged pictures of each kind that are learned from: none, some, all. */
export function counts({ exchanged }: Walks): number[] {
  const all = Math.min(sizeOf(exchanged.first), sizeOf(exchanged.second));
  return [0, 0.25, 0.5, 1].map((share) => Math.round(share * all));
}

/** How a model is made and what it sees. */
export interface Way {
  readonly make: (random: Stream) => Model;
  readonly view: View;
}

/** What the models of one way score: a list a seed each. */
export interface Scores {
  /** Trained without exchanged pictures, on the first walk's held-out ones. */
  readonly held: readonly number[];
  /** On the second walk: for each count of exchanged pictures, a score a seed. */
  readonly second: readonly (readonly number[])[];
  /** Trained with all exchanged pictures, on the first walk's held-out ones. */
  readonly heldWithAll: readonly number[];
  /** The same, on the exchanged pictures that they were taught with. */
  readonly taught: readonly number[];
  /** The model of the first seed that saw no exchanged picture. */
  readonly alone: Model;
}

/** Twice Adam's usual rate, at which the loss is nearly level by the last step. */
const LR = 0.002;

/** Trains a model for each count of exchanged pictures, from each of several starts. */
export function train(lab: Lab, walks: Walks, { make, view }: Way): Scores {
  const seeds = lab.pick({ full: [1, 2, 3], quick: [1] });
  const steps = lab.pick({ full: 400, quick: 100 });
  const stream = new Stream(lab.seed);
  const models = counts(walks).map((count) =>
    seeds.map((seed) => {
      const start = make(stream.named(`start-${seed}`));
      return descend(start, batchOf(walks, count, view), steps);
    }),
  );
  const scores = (models: readonly Model[], leaves: Leaves) =>
    models.map((model) => accuracy(model, leaves, view));
  return {
    held: scores(nth(models, 0), walks.held),
    second: models.map((each) => scores(each, walks.second)),
    heldWithAll: scores(nth(models, -1), walks.held),
    taught: scores(nth(models, -1), walks.exchanged),
    alone: nth(nth(models, 0), 0),
  };
}

/** The first walk, and so many pictures of each kind on the other table. */
function batchOf({ school, exchanged }: Walks, count: number, view: View) {
  const some = (pictures: tf.Tensor) => pictures.slice(0, count);
  const first = tf.concat([school.first, some(exchanged.first)]);
  const second = tf.concat([school.second, some(exchanged.second)]);
  const xb = rows(view(tf.concat([first, second])));
  const yb = tf.concat([
    tf.ones([sizeOf(first), 1]),
    tf.zeros([sizeOf(second), 1]),
  ]);
  return [xb, yb] as const;
}

const rows = (pictures: tf.Tensor) => pictures.reshape([-1, SIDE * SIDE]);

// #region descend
/** Goes downhill on all pictures at once, so many steps. */
function descend(
  model: Model,
  batch: readonly [tf.Tensor, tf.Tensor],
  steps: number,
) {
  const adam = new Adam(model.parameters, LR);
  for (let step = 0; step < steps; step++)
    trainBatch(model, batch, losses.binaryCrossEntropy, adam);
  return model;
}
// #endregion

/** The share that is right: above 0 is the first kind. */
function accuracy(model: Model, { first, second }: Leaves, view: View): number {
  return tf.tidy(() => {
    const above = (pictures: tf.Tensor) =>
      model(rows(view(pictures)))
        .greater(0)
        .cast("float32")
        .sum();
    const right = item(above(first)) + sizeOf(second) - item(above(second));
    return right / (sizeOf(first) + sizeOf(second));
  });
}
