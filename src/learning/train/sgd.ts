import type * as tf from "@tensorflow/tfjs";
import { momentumStep, sgdStep } from "../../engine/update.ts";
import { Descent, Memory } from "./descent.ts";

/**
 * Stochastic gradient descent. With momentum the steps before go on: v ← momentum·v + gradient,
 * and the parameter goes lr·v downhill. Source: torch.optim.SGD.
 */
export class SGD extends Descent {
  /** 0: none. */
  momentum: number;
  private readonly velocity = new Memory();

  constructor(parameters: readonly tf.Variable[], lr: number, momentum = 0) {
    super(parameters, lr);
    this.momentum = momentum;
  }

  override dispose(): void {
    this.velocity.dispose();
  }

  // #region sgd
  protected override move(parameter: tf.Variable, gradient: tf.Tensor) {
    const { lr, momentum } = this;
    if (momentum === 0) return sgdStep(parameter, gradient, lr);
    const velocity = this.velocity.of(parameter);
    momentumStep(parameter, gradient, velocity, { lr, momentum });
  }
  // #endregion
}
