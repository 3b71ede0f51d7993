/** How far one training is. */
export interface TrialProgress {
  /** Work done so far, and what there is in all, in the same unit. */
  readonly done: number;
  readonly total: number;
}

/** Says how far the training is, as often as wanted: a Learner's `onBatch` may be this. */
export type Report = (progress: TrialProgress) => void;

/** One training: from a seed and plain data to plain data, by these alone. */
export type Train<Input, Output> = (
  seed: number,
  input: Input,
  report: Report,
) => Output;

/** A training that `trials` can run on another core: it knows where it is written. */
export interface Trial<Input, Output> extends Train<Input, Output> {
  /** URL of the module whose default export it is. */
  readonly module: string;
}

/**
 * Makes a training for `trials`: the default export of a file of its own beside `experiment.ts`,
 * `export default trial(import.meta.url, (seed, input, report) => …)`. Each core imports that file
 * anew, so what it gives must follow from `seed` and `input` alone, which are plain data, as what
 * it returns: numbers, texts, typed arrays, and lists and objects of these. Its tensors are freed
 * when it returns; it is no async function.
 */
export function trial<Input, Output>(
  module: string,
  train: Train<Input, Output>,
): Trial<Input, Output> {
  return Object.assign(train, { module });
}
