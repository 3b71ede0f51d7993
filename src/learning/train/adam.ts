import type * as tf from "@tensorflow/tfjs";
import { adamStep } from "../../engine/update.ts";
import { Descent, Memory } from "./descent.ts";
import type { Gradients } from "./optimizer.ts";
import { power } from "./power.ts";

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

  override step(gradients: Gradients): void {
    this.steps += 1;
    super.step(gradients);
  }

  override dispose(): void {
    this.means.dispose();
    this.squares.dispose();
  }

  // #region adam
  protected override move(parameter: tf.Variable, gradient: tf.Tensor) {
    const [mean, square] = [this.means, this.squares];
    const [beta1, beta2] = [this.momentum, this.squareMomentum];
    adamStep(parameter, gradient, mean.of(parameter), square.of(parameter), {
      ...{ beta1, beta2, epsilon: this.epsilon },
      rate: this.lr / (1 - power(beta1, this.steps)),
      correction: Math.sqrt(1 - power(beta2, this.steps)),
    });
  }
  // #endregion
}
