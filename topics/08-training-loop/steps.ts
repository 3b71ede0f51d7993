// What a training is made of: parameters as PyTorch has them, and the steps as parts that can be
// taken out.

import * as tf from "@tensorflow/tfjs";
import type { Batch, Loss } from "lectern";

/** A value that learns, with the slope found for it: PyTorch's `p` and `p.grad`. */
export interface Parameter {
  readonly value: tf.Variable;
  readonly grad: tf.Variable;
}

/** Weights `[784, 1]` and a bias `[1]`. */
export type Parameters = readonly [weights: Parameter, bias: Parameter];

export type Batches = Iterable<Batch>;

/** A parameter with this value and a slope of 0. */
export function parameter(start: tf.Tensor): Parameter {
  return {
    value: tf.variable(start),
    grad: tf.variable(tf.zerosLike(start)),
  };
}

/** The steps that a loop is made of; in the place of each, another can be put. */
export interface Steps {
  initialize(seed: number): Parameters;
  /** `[n, 784]` → `[n, 1]`, above 0 for a 3. */
  predict(xb: tf.Tensor, params: Parameters): tf.Tensor;
  readonly loss: Loss;
  step(each: Parameter): void;
  forget(each: Parameter): void;
}
