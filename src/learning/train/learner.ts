import * as tf from "@tensorflow/tfjs";
import type { DataLoader } from "../data/data-loader.ts";
import { item } from "../data/item.ts";
import type { Model } from "../layers/layers.ts";
import { DebiasedAverage } from "./average.ts";
import type { Loss } from "./loss.ts";
import { type CountCorrect, correctBinary } from "./metrics.ts";
import type { Optimizer } from "./optimizer.ts";
import { oneCycle } from "./schedule.ts";
import { trainBatch } from "./training.ts";

/** What a Learner brings together. */
export interface LearnerParts {
  readonly train: DataLoader;
  readonly valid: DataLoader;
  readonly model: Model;
  readonly loss: Loss;
  /** Over the model's parameters. `fit` sets its learning rate. */
  readonly optimizer: Optimizer;
  /** Default: `correctBinary`. */
  readonly correct?: CountCorrect;
  /** Called after each batch. */
  readonly onBatch?: (progress: FitProgress) => void;
  /** Called after each epoch. */
  readonly onEpoch?: (row: EpochRow) => void;
}

/** What the Learner prints after an epoch. */
export interface EpochRow {
  /** 0-based, as fastai counts. */
  readonly epoch: number;
  /** Debiased exponential average of the losses of the batches since `fit` began. */
  readonly trainLoss: number;
  /** Mean over the validation set. */
  readonly validLoss: number;
  /** Share of the validation set that is right, 0…1. */
  readonly accuracy: number;
}

/** How far a fit is. */
export interface FitProgress {
  /** Batches trained on, and how many it will be. */
  readonly done: number;
  readonly total: number;
  /** 0-based. */
  readonly epoch: number;
  /** As `trainLoss`. */
  readonly loss: number;
}

/** Called before each batch with the share of the batches that are behind, 0…1. */
type Schedule = (progress: number) => void;

/** How much of the average loss stays from batch to batch. Source: fastai's Recorder. */
const BETA = 0.98;

/** fastai's Learner: data, model, loss and optimizer in one hand, and the loop that trains. */
export class Learner {
  private readonly parts: LearnerParts;

  constructor(parts: LearnerParts) {
    this.parts = parts;
  }

  /** Trains for so many epochs at one learning rate. */
  fit(epochs: number, lr: number): EpochRow[] {
    this.parts.optimizer.lr = lr;
    return this.run(epochs, () => {});
  }

  /** Trains for so many epochs by the one-cycle policy; momentum follows it where there is any. */
  fitOneCycle(epochs: number, lrMax: number): EpochRow[] {
    const { optimizer } = this.parts;
    return this.run(epochs, (progress) => {
      const { lr, momentum } = oneCycle(progress, lrMax);
      optimizer.lr = lr;
      if (optimizer.momentum) optimizer.momentum = momentum;
    });
  }

  // #region validate
  /** Mean loss and share of right predictions over the validation set. */
  validate(): { validLoss: number; accuracy: number } {
    const { valid, model, loss, correct = correctBinary } = this.parts;
    const sum = { loss: 0, correct: 0, seen: 0 };
    for (const [xb, yb] of valid) {
      tf.tidy(() => {
        const predictions = model(xb, "eval");
        sum.loss += item(loss(predictions, yb)) * yb.size;
        sum.correct += correct(predictions, yb);
        sum.seen += yb.size;
      });
    }
    return { validLoss: sum.loss / sum.seen, accuracy: sum.correct / sum.seen };
  }
  // #endregion

  // #region fit
  private run(epochs: number, schedule: Schedule): EpochRow[] {
    const { train, model, loss, optimizer, onBatch, onEpoch } = this.parts;
    const average = new DebiasedAverage(BETA);
    const total = epochs * train.length;
    return Array.from({ length: epochs }, (_, epoch) => {
      for (const batch of train) {
        schedule(average.count / total);
        average.add(trainBatch(model, batch, loss, optimizer));
        onBatch?.({ done: average.count, total, epoch, loss: average.value });
      }
      const row = { epoch, trainLoss: average.value, ...this.validate() };
      onEpoch?.(row);
      return row;
    });
  }
  // #endregion
}
