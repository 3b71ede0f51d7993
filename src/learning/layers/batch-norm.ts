import * as tf from "@tensorflow/tfjs";
import { batchNorm } from "../../engine/fused.ts";
import { type Mode, type Model, model } from "./layers.ts";

/** What may follow a batch norm at once. */
interface Tail {
  /** Added to it, of the shape of x. */
  readonly residual?: tf.Tensor | undefined;
  /** Cut off below 0 at the end. Default: false. */
  readonly relu?: boolean;
}

export interface BatchNorm extends Model {
  (x: tf.Tensor, mode?: Mode, tail?: Tail): tf.Tensor;
}

/** `nn.BatchNorm2d`: each channel gets a mean (bias) and a deviation (weight) that are learned. */
// #region batch-norm
export function batchNorm2d(channels: number): BatchNorm {
  const weight = vector(channels, 1, true);
  const bias = vector(channels, 0, true);
  const running_mean = vector(channels, 0, false);
  const running_var = vector(channels, 1, false);
  const running = { mean: running_mean, variance: running_var };
  return model(
    (x: tf.Tensor, mode?: Mode, { residual, relu = false }: Tail = {}) =>
      batchNorm(x as tf.Tensor4D, weight, bias, running, {
        training: mode === "train",
        relu,
        ...(residual && { residual: residual as tf.Tensor4D }),
      }),
    { weight, bias, running_mean, running_var },
  );
}
// #endregion

function vector(
  size: number,
  value: number,
  trainable: boolean,
): tf.Variable<tf.Rank.R1> {
  return tf.tidy(() =>
    tf.variable<tf.Rank.R1>(tf.fill([size], value), trainable),
  );
}
