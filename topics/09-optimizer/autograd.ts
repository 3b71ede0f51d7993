// What a PyTorch tensor with requires_grad brings along, for the listings to lean on.

import * as tf from "@tensorflow/tfjs";

/** A value that learns, with the slope found for it: PyTorch's `p` and `p.grad`. */
export interface Parameter {
  readonly value: tf.Variable;
  readonly grad: tf.Variable;
}

export type Parameters = readonly Parameter[];

/** A parameter with this value and a slope of 0. */
export function parameter(start: tf.Tensor): Parameter {
  return { value: tf.variable(start), grad: tf.variable(tf.zerosLike(start)) };
}

/** TensorFlow.js's own optimizer, behind the two calls that the chapter makes. */
export function librarySgd(parameters: Parameters, lr: number) {
  const sgd = tf.train.sgd(lr);
  return {
    step() {
      const slopes = parameters.map(({ value, grad }) => [value.name, grad]);
      sgd.applyGradients(Object.fromEntries(slopes));
    },
    zeroGrad() {
      for (const { grad } of parameters) grad.assign(tf.zerosLike(grad));
    },
  };
}

/** PyTorch's `loss.backward()`: adds each slope to what `grad` holds. */
export function backward(loss: () => tf.Scalar, parameters: Parameters): void {
  const values = parameters.map(({ value }) => value);
  const { grads } = tf.variableGrads(loss, values);
  for (const { value, grad } of parameters) {
    grad.assign(grad.add(grads[value.name] ?? 0));
  }
}
