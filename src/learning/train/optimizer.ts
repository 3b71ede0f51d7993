import * as tf from "@tensorflow/tfjs";

/** Gradients by the name of their variable, as `tf.variableGrads` returns them. */
export type Gradients = tf.NamedTensorMap;

/** Changes parameters so that the loss falls. */
export interface Optimizer {
  readonly parameters: readonly tf.Variable[];
  /** Learning rate. */
  lr: number;
  /** Share of the step before that goes on, 0…1; undefined where there is no such thing. */
  momentum?: number;
  /** One step downhill. A parameter without a gradient stays. */
  step(gradients: Gradients): void;
  /** Frees what it remembers of the steps before. The parameters stay. */
  dispose?(): void;
}

/** The chapter's optimizer: each parameter goes lr times its gradient downhill. */
// #region basic-optim
export class BasicOptim implements Optimizer {
  readonly parameters: readonly tf.Variable[];
  lr: number;

  constructor(parameters: readonly tf.Variable[], lr: number) {
    this.parameters = parameters;
    this.lr = lr;
  }

  step(gradients: Gradients): void {
    for (const p of this.parameters) {
      const gradient = gradients[p.name];
      if (gradient) tf.tidy(() => p.assign(p.sub(gradient.mul(this.lr))));
    }
  }
}
// #endregion
