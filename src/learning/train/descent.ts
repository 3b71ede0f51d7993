import * as tf from "@tensorflow/tfjs";
import type { Gradients, Optimizer } from "./optimizer.ts";

/** One variable a parameter, of its shape, starting at 0. */
export class Memory {
  private readonly variables = new Map<tf.Variable, tf.Variable>();

  /** What is remembered for the parameter. */
  of(parameter: tf.Variable): tf.Variable {
    const known = this.variables.get(parameter);
    if (known) return known;
    const fresh = tf.tidy(() => tf.variable(tf.zerosLike(parameter), false));
    this.variables.set(parameter, fresh);
    return fresh;
  }

  dispose(): void {
    tf.dispose([...this.variables.values()]);
    this.variables.clear();
  }
}

/** The loop over the parameters that SGD and Adam share. */
export abstract class Descent implements Optimizer {
  readonly parameters: readonly tf.Variable[];
  lr: number;

  constructor(parameters: readonly tf.Variable[], lr: number) {
    this.parameters = parameters;
    this.lr = lr;
  }

  step(gradients: Gradients): void {
    for (const parameter of this.parameters) {
      const gradient = gradients[parameter.name];
      if (gradient) this.move(parameter, gradient);
    }
  }

  abstract dispose(): void;

  /** Takes the parameter one step against its gradient. */
  protected abstract move(parameter: tf.Variable, gradient: tf.Tensor): void;
}
