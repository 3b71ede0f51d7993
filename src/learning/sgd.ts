import * as tf from "@tensorflow/tfjs";
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

  // #region sgd
  protected override direction(parameter: tf.Variable, gradient: tf.Tensor) {
    if (this.momentum === 0) return gradient;
    const v = this.velocity.of(parameter);
    v.assign(tf.add(tf.mul(v, this.momentum), gradient));
    return v;
  }
  // #endregion

  override dispose(): void {
    this.velocity.dispose();
  }
}
