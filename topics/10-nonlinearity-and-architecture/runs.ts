// Trains the three small models of topic 10 again and again, and says how far it is.

import type * as tf from "@tensorflow/tfjs";
import {
  type DataLoader,
  type Dataset,
  type EpochRow,
  type FitProgress,
  type Lab,
  type Model,
  nth,
} from "lectern";

/** What the small models are called in figures and tables. */
export const NAMES = {
  linear: "one linear layer",
  "two-linear": "two linear layers",
  net: "two layers with ReLU",
};

export type Kind = keyof typeof NAMES;

/** What every training gets. */
export interface Course {
  readonly data: Dataset;
  /** The training digits, all 3s first, in the chapter's batches. */
  readonly inOrder: DataLoader;
  readonly valid: DataLoader;
}

/** One training of a small model. */
export interface Lesson extends Course {
  readonly epochs: number;
  readonly onEpoch?: (row: EpochRow) => void;
}

/** A trained model, and how it went. */
export interface Run {
  readonly model: Model;
  readonly rows: readonly EpochRow[];
}

export type Runs = Readonly<Record<Kind, readonly Run[]>>;

/** So many runs of each kind of model, one after the other. */
export function trainAll(
  lab: Lab,
  label: string,
  sizes: { readonly runs: number; readonly epochs: number },
  train: (kind: Kind, run: number, onEpoch: (row: EpochRow) => void) => Run,
): Runs {
  const { runs, epochs } = sizes;
  const total = 3 * runs * epochs;
  let done = 0;
  const all = (kind: Kind) =>
    Array.from({ length: runs }, (_, run) =>
      train(kind, run, ({ epoch, trainLoss }) => {
        done += 1;
        const detail = `${kind}, run ${run + 1} of ${runs}: epoch ${epoch + 1} of ${epochs}, loss ${trainLoss.toFixed(4)}`;
        lab.progress(label, { done, total, detail });
      }),
    );
  const linear = all("linear");
  return { linear, "two-linear": all("two-linear"), net: all("net") };
}

/** Tells the terminal how far ResNet is. */
export function reporter(lab: Lab, epochs: number) {
  const label =
    epochs === 1 ? "ResNet-18, 1 epoch" : `ResNet-18, ${epochs} epochs`;
  return ({ done, total, epoch, loss }: FitProgress): void => {
    const detail = `epoch ${epoch + 1} of ${epochs}, loss ${loss.toFixed(4)}`;
    lab.progress(label, { done, total, detail });
  };
}

/** Copies of all that a model learns and remembers. */
export function keep({ state }: Model): readonly tf.Tensor[] {
  return [...state.values()].map((each) => each.clone());
}

/** Gives the model what was kept of it. */
export function restore({ state }: Model, kept: readonly tf.Tensor[]): void {
  for (const [at, variable] of [...state.values()].entries()) {
    variable.assign(nth(kept, at));
  }
}

/** Accuracy after an epoch (from 0; −1 is the last) in every run. */
export function accuracies(runs: readonly Run[], epoch: number): number[] {
  return runs.map(({ rows }) => nth(rows, epoch).accuracy);
}
