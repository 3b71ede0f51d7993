import * as tf from "@tensorflow/tfjs";
import { Descent, Memory } from "./descent.ts";

export interface AdamOptions {
  /** Share of the mean gradient that stays from step to step. Default: 0.9. */
  readonly momentum?: number;
  /** The same for the mean squared gradient. Default: 0.999. */
  readonly squareMomentum?: number;
  /** Added to the root of the mean squared gradient. Default: 1e-8. */
  readonly epsilon?: number;
}

/**
 * Adam: the mean gradient, divided by the root of the mean squared gradient; both means freed of
 * their start at 0. Source: Kingma & Ba 2014, with epsilon where torch.optim.Adam has it.
 */
export class Adam extends Descent {
  momentum: number;
  private readonly squareMomentum: number;
  private readonly epsilon: number;
  private readonly means = new Memory();
  private readonly squares = new Memory();
  private steps = 0;

  constructor(
    parameters: readonly tf.Variable[],
    lr: number,
    options: AdamOptions = {},
  ) {
    super(parameters, lr);
    this.momentum = options.momentum ?? 0.9;
    this.squareMomentum = options.squareMomentum ?? 0.999;
    this.epsilon = options.epsilon ?? 1e-8;
  }

  protected override begin(): void {
    this.steps += 1;
  }

  protected override get rate(): number {
    return this.lr / (1 - this.momentum ** this.steps);
  }

  // #region adam
  protected override direction(parameter: tf.Variable, gradient: tf.Tensor) {
    const [b1, b2] = [this.momentum, this.squareMomentum];
    const mean = blend(this.means.of(parameter), gradient, b1);
    const square = blend(this.squares.of(parameter), tf.square(gradient), b2);
    const root = tf.div(tf.sqrt(square), Math.sqrt(1 - b2 ** this.steps));
    return tf.div(mean, tf.add(root, this.epsilon));
  }
  // #endregion

  override dispose(): void {
    this.means.dispose();
    this.squares.dispose();
  }
}

/** Moves the variable towards the value, keeping this share of what it was. */
function blend(variable: tf.Variable, value: tf.Tensor, share: number) {
  variable.assign(tf.add(tf.mul(variable, share), tf.mul(value, 1 - share)));
  return variable;
}
