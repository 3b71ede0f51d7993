// Every training of topic 8 from many starts: what was changed, in which order, and what it gave.

import type * as tf from "@tensorflow/tfjs";
import { type Loss, nth, type Spread } from "lectern";
import {
  type Draws,
  fromZeros,
  type Plan,
  random,
  trainDraws,
} from "./draws.ts";
import { type Batches, type Bench, type Steps, stepAt } from "./runs.ts";

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

const withoutBias: Steps["predict"] = (xb, [weights]) =>
  xb.matMul(weights.value);

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
  const run = (label: string, data: Batches, change: Partial<Plan> = {}) =>
    trainDraws(bench, data, { label, draws, epochs, ...change });
  const long = { epochs: patience, keepAt: epochs };
  const never = { steps: { forget: nothing } };
  // From zeros p is ½, and p − y twice p(1 − p): at half the rate the first step is the same.
  const other = { loss: crossEntropy, step: stepAt(lr / 2) };
  const unheard = { steps: { ...other, forget: nothing } };
  const tenfold = { steps: { step: stepAt(10 * lr) } };
  const once = { steps: { forget: forgetOnce(turn) } };
  const idle = { steps: { predict: withoutBias } };
  const mixed = bench.shuffled;
  return {
    plans: { other },
    "all-files": run("3s first", files, long),
    "all-sevens": run("7s first", sevens),
    "all-shuffled": run("shuffled", mixed(), long),
    "no-bias-files": run("no bias, 3s first", files, idle),
    "no-bias-shuffled": run("no bias", mixed(), idle),
    "never-zeroed-files": run("never zeroed, 3s first", files, never),
    "never-zeroed-sevens": run("never zeroed, 7s first", sevens, never),
    "never-zeroed-shuffled": run("never zeroed", mixed(), never),
    "zeroed-once-files": run("zeroed once, 3s first", files, once),
    "tenfold-shuffled": run("ten times the rate", mixed(), tenfold),
    "entropy-shuffled": run("cross-entropy", mixed(), { steps: other }),
    "entropy-pile-files": run("cross-entropy, never zeroed", files, unheard),
    "tenth-shuffled": run("a tenth of the start", mixed(), { scale: 0.1 }),
  };
}

type Trained = Omit<ReturnType<typeof trainAll>, "plans">;

/** What each training gave, by its name: at the usual end, and after the first epoch. */
export type Outcomes = {
  readonly [name in keyof Trained]: Outcome;
};

export interface Outcome {
  readonly draws: Draws;
  readonly last: Spread;
  readonly first: Spread;
  /** Of the random starts, at the usual end. */
  readonly ends: readonly number[];
  readonly firsts: readonly number[];
  readonly zeros: number;
}

/** Records each training's accuracies. */
export function recordAll({ lab }: Bench, trained: Trained, epochs: number) {
  const told = Object.entries(trained).map(([name, draws]) => {
    const end = nth(draws.rows, epochs);
    const [ends, firsts] = [random(end), random(nth(draws.rows, 1))];
    const last = lab.spread(`${name}-draws`, ends);
    const first = lab.spread(`${name}-first-draws`, firsts);
    const zeros = fromZeros(end);
    lab.numbers({
      [`${name}-mean`]: last.mean,
      [`${name}-first-mean`]: first.mean,
      [`${name}-zeros`]: zeros,
    });
    return [name, { draws, last, first, ends, firsts, zeros }];
  });
  return Object.fromEntries(told) as Outcomes;
}
