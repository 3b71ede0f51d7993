import * as tf from "@tensorflow/tfjs";

/** One training step, as a topic's code describes it. */
export interface TrainingStep {
  /** Whose step it is, such as the optimizer: steps of one owner are alike. */
  readonly owner: object;
  /** Tensors that are others in every step, such as the batch. */
  readonly inputs: readonly tf.Tensor[];
  /** What the gradient is asked for. */
  readonly parameters: readonly tf.Variable[];
  /** Forward pass and loss. */
  loss(): tf.Scalar;
  /** Changes the parameters by their gradients, which come by the variable's name. */
  update(gradients: tf.NamedTensorMap): void;
}

/** Runs a step; returns the loss before it. */
export type StepRunner = (step: TrainingStep) => number;

let runner: StepRunner | undefined;

/** The open engine's own way to run steps, or undefined for TensorFlow.js' own. */
export function useStepRunner(next: StepRunner | undefined): void {
  runner = next;
}

/**
 * Runs the step: as a plan where the open engine can make one of it, else eagerly, to the same
 * bits. Whatever the step's functions throw goes through.
 */
export function runStep(step: TrainingStep): number {
  return (runner ?? eagerStep)(step);
}

/** The step as TensorFlow.js runs it, operation by operation. */
export function eagerStep(step: TrainingStep): number {
  return tf.tidy(() => {
    const { value, grads } = tf.variableGrads(
      () => step.loss(),
      [...step.parameters],
    );
    step.update(grads);
    return numberIn(value);
  });
}

/** The one number in a tensor. */
export function numberIn(scalar: tf.Tensor): number {
  return scalar.dataSync()[0] ?? Number.NaN;
}
