import * as tf from "@tensorflow/tfjs";

/**
 * Steps of an optimizer: in one pass and in place where the open engine has a kernel for them,
 * else composed of TensorFlow.js' own operations. Both round alike.
 */

/**
 * Names under which an engine registers its kernels. Inputs `{parameter, gradient}` and what the
 * optimizer remembers (`velocity`; `mean` and `square`), all changed in place but the gradient;
 * attributes: the numbers that the functions below take. No output.
 * A kernel may only be called where nobody shares these tensors' memory: `update` sees to it.
 */
export const SGD_STEP = "LecternSgdStep";
export const MOMENTUM_STEP = "LecternMomentumStep";
export const ADAM_STEP = "LecternAdamStep";

/** parameter ← parameter − lr · gradient */
export function sgdStep(
  parameter: tf.Variable,
  gradient: tf.Tensor,
  lr: number,
): void {
  if (runs(SGD_STEP, { parameter, gradient }, { lr })) return;
  tf.tidy(() => parameter.assign(tf.sub(parameter, tf.mul(gradient, lr))));
}

/** velocity ← momentum · velocity + gradient; parameter ← parameter − lr · velocity */
export function momentumStep(
  parameter: tf.Variable,
  gradient: tf.Tensor,
  velocity: tf.Variable,
  { lr, momentum }: { readonly lr: number; readonly momentum: number },
): void {
  const inputs = { parameter, gradient, velocity };
  if (runs(MOMENTUM_STEP, inputs, { lr, momentum })) return;
  tf.tidy(() => {
    velocity.assign(tf.add(tf.mul(velocity, momentum), gradient));
    parameter.assign(tf.sub(parameter, tf.mul(velocity, lr)));
  });
}

interface AdamStep {
  /** lr / (1 − beta1^t) at step t. */
  readonly rate: number;
  readonly beta1: number;
  readonly beta2: number;
  /** √(1 − beta2^t) at step t. */
  readonly correction: number;
  readonly epsilon: number;
}

/**
 * mean ← beta1 · mean + (1 − beta1) · gradient, square likewise of gradient²;
 * parameter ← parameter − rate · mean / (√square / correction + epsilon).
 * Source: torch.optim.Adam.
 */
export function adamStep(
  parameter: tf.Variable,
  gradient: tf.Tensor,
  mean: tf.Variable,
  square: tf.Variable,
  step: AdamStep,
): void {
  const { rate, beta1, beta2, correction, epsilon } = step;
  const inputs = { parameter, gradient, mean, square };
  if (runs(ADAM_STEP, inputs, { ...step })) return;
  tf.tidy(() => {
    blend(mean, gradient, beta1);
    blend(square, tf.square(gradient), beta2);
    const size = tf.add(tf.div(tf.sqrt(square), correction), epsilon);
    parameter.assign(tf.sub(parameter, tf.mul(tf.div(mean, size), rate)));
  });
}

function blend(variable: tf.Variable, value: tf.Tensor, share: number): void {
  variable.assign(tf.add(tf.mul(variable, share), tf.mul(value, 1 - share)));
}

/** Whether a kernel did it. */
function runs(
  name: string,
  inputs: tf.NamedTensorMap,
  attributes: tf.NamedAttrMap,
): boolean {
  if (!tf.getKernel(name, tf.getBackend())) return false;
  // What is changed in place must be nobody else's: a clone shares its memory.
  const { gradient, ...changed } = inputs;
  const backend = tf.backend();
  const shared = Object.values(changed).some(
    (each) => backend.refCount(each.dataId) > 1,
  );
  if (shared || !gradient) return false;
  tf.engine().runKernel(name, inputs, attributes);
  return true;
}
