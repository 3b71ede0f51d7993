import { runStep } from "../../engine/step.ts";
import type { Batch, DataLoader } from "../data/data-loader.ts";
import type { Forward } from "../layers/layers.ts";
import type { Loss } from "./loss.ts";
import type { Optimizer } from "./optimizer.ts";

/**
 * Predict, loss, gradients, step. Returns the loss before the step; throws RangeError where it is
 * no finite number.
 */
// #region train-batch
export function trainBatch(
  forward: Forward,
  [xb, yb]: Batch,
  loss: Loss,
  optimizer: Optimizer,
): number {
  const lossBefore = runStep({
    owner: optimizer,
    inputs: [xb, yb],
    parameters: optimizer.parameters,
    loss: () => loss(forward(xb, "train"), yb),
    update: (gradients) => optimizer.step(gradients),
  });
  return finite(lossBefore);
}
// #endregion

/** One pass over the data, a step after each batch. */
// #region train-epoch
export function trainEpoch(
  forward: Forward,
  loader: DataLoader,
  loss: Loss,
  optimizer: Optimizer,
): void {
  for (const batch of loader) trainBatch(forward, batch, loss, optimizer);
}
// #endregion

function finite(loss: number): number {
  if (Number.isFinite(loss)) return loss;
  throw new RangeError(
    `the loss is ${loss}: the training diverged, and a lower learning rate may help`,
  );
}
