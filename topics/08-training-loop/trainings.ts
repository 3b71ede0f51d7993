// Every training of topic 8 from many starts: what was changed, and in which order.

import type * as tf from "@tensorflow/tfjs";
import type { Loss } from "lectern";
import { memoryOrLength } from "./memory.ts";
import { type Plan, trainDraws } from "./plans.ts";
import { fastly, slowly } from "./rates.ts";
import { type Bench, type Steps, stepAt } from "./runs.ts";

/** How much is trained. */
export interface Sizes {
  readonly epochs: number;
  readonly patience: number;
  readonly draws: number;
}

/** The other loss: its slope is p − y, with no p(1 − p), so a sure mistake pulls hardest. */
const crossEntropy: Loss = (predictions, targets) =>
  predictions.softplus().sub(predictions.mul(targets)).mean<tf.Scalar>();

const nothing = () => {};

/** Never forgets but once: after this many batches. */
function forgetOnce(after: number): Steps["forget"] {
  const seen = new Map<object, number>();
  return ({ grad }) => {
    const batches = (seen.get(grad) ?? 0) + 1;
    seen.set(grad, batches);
    if (batches === after) grad.assign(grad.mul(0));
  };
}

/** Every training, by what was changed and by the order of the digits. */
export function trainAll(bench: Bench, { draws, epochs, patience }: Sizes) {
  const { files, sevens, lr } = bench;
  const turn = Math.ceil(bench.lab.digits.train.threes.count / files.batchSize);
  const chapter: Plan = { draws, epochs };
  const long: Plan = { draws, epochs: patience, keepAt: epochs };
  // From zeros p is ½, and p − y twice p(1 − p): at half the rate the first step is the same.
  const other = { loss: crossEntropy, step: stepAt(lr / 2) };
  const never: Plan = { ...chapter, steps: { forget: nothing } };
  const unheard: Plan = { ...chapter, steps: { ...other, forget: nothing } };
  const tenfold: Plan = { ...chapter, steps: { step: stepAt(10 * lr) } };
  const once: Plan = { ...chapter, steps: { forget: forgetOnce(turn) } };
  const idle: Plan = { ...chapter, withoutBias: true };
  const slow = slowly({ draws, lr }, crossEntropy);
  const inFiles = trainDraws(bench, "3s first", files, {
    "all-files": long,
    "no-bias-files": idle,
    "never-zeroed-files": never,
    "zeroed-once-files": once,
    "entropy-pile-files": unheard,
    ...slow,
    fast: fastly({ draws, lr }, epochs),
  });
  const inSevens = trainDraws(bench, "7s first", sevens, {
    "all-sevens": chapter,
    "never-zeroed-sevens": never,
    ...slow,
  });
  const mixed = trainDraws(bench, "shuffled", bench.shuffled(), {
    "all-shuffled": long,
    "no-bias-shuffled": idle,
    "never-zeroed-shuffled": never,
    "tenfold-shuffled": tenfold,
    "entropy-shuffled": { ...chapter, steps: other },
    "tenth-shuffled": { ...chapter, scale: 0.1 },
    ...memoryOrLength({ draws, lr }),
  });
  return {
    other,
    rates: { files: inFiles, sevens: inSevens },
    alone: mixed,
    trained: { ...inFiles, ...inSevens, ...mixed },
  };
}
