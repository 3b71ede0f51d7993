// Several trainings of topic 8 at once: what each changes of the chapter's loop, and the loop's steps for
// all of them together.

import * as tf from "@tensorflow/tfjs";
import { defined, exactly, type Loss, nth } from "lectern";
import { accuracies, type Draws, starts } from "./draws.ts";
import type { Batches, Bench, Parameter, Parameters, Steps } from "./runs.ts";

/** What to change of the chapter's loop, if anything. */
export interface Plan {
  readonly draws: number;
  readonly epochs: number;
  /** After which epoch the weights are kept. Default: the last. */
  readonly keepAt?: number;
  readonly steps?: Partial<Pick<Steps, "loss" | "step" | "forget">>;
  /** Leaves the bias out of the model. */
  readonly withoutBias?: boolean;
  /** Factor for the random starts. Default: 1. */
  readonly scale?: number;
}

/** A plan and its starts, while they train. */
export interface Run {
  readonly plan: Plan;
  readonly steps: Steps;
  readonly params: Parameters;
  /** As in `Draws`. */
  readonly rows: number[][];
  kept: readonly tf.Tensor[];
}

/** A plan before its first epoch. */
export function begin(bench: Bench, plan: Plan): Run {
  const params = starts(bench, plan.draws, plan.scale);
  const steps = { ...bench.chapter, ...plan.steps };
  return { plan, steps, params, rows: [], kept: copies(params) };
}

const copies = (params: Parameters) => params.map(({ value }) => value.clone());

/**
 * The steps of several plans at once: their starts lie side by side, so that one product does for all,
 * and each parameter goes by its own plan's. Plans of one loss are neighbours.
 */
export function together(runs: readonly Run[]): Steps {
  const plans = new Map(
    runs.flatMap(({ params, steps }) => params.map((each) => [each, steps])),
  );
  const stepsOf = (each: Parameter) => defined(plans.get(each), "its plan");
  return {
    ...nth(runs, 0).steps,
    predict(xb) {
      const weights = runs.map(({ params: [{ value }] }) => value);
      const biases = runs.map(({ plan, params: [, { value }] }) =>
        plan.withoutBias ? tf.zerosLike(value) : value,
      );
      return xb.matMul(tf.concat(weights, 1)).add(tf.concat(biases)); // [n, all starts]
    },
    loss: sumOfLosses(runs),
    step: (each) => stepsOf(each).step(each),
    forget: (each) => stepsOf(each).forget(each),
  };
}

/** Each start's own mean loss, added up: so no start's slope depends on another start. */
function sumOfLosses(runs: readonly Run[]): Loss {
  const losses: Loss[] = [];
  const widths: number[] = [];
  for (const { plan, steps } of runs) {
    if (losses.at(-1) !== steps.loss) {
      losses.push(steps.loss);
      widths.push(0);
    }
    widths.push((widths.pop() ?? 0) + plan.draws + 1);
  }
  return (predictions, targets) => {
    const parts =
      widths.length > 1 // TensorFlow.js cannot go back through a split into one part
        ? tf.split(predictions, widths, 1)
        : [predictions];
    const sums = parts.map((part, at) =>
      nth(losses, at)(part, targets).mul<tf.Scalar>(nth(widths, at)),
    );
    return sums.reduce((sum, each) => sum.add<tf.Scalar>(each));
  };
}

/** What each plan's starts became, by the plan's name. */
type Trained<Plans> = { readonly [name in keyof Plans]: Draws };

/** Trains the starts of all plans side by side; data: one order for all of them. */
export function trainDraws<Plans extends Readonly<Record<string, Plan>>>(
  bench: Bench,
  label: string,
  data: Batches,
  plans: Plans,
): Trained<Plans> {
  const named = Object.entries<Plan>(plans).map(
    ([name, plan]) => [name, begin(bench, plan)] as const,
  );
  const hasOther = ({ plan }: Run) => Number(plan.steps?.loss !== undefined);
  const runs = named
    .map(([, run]) => run)
    .sort((a, b) => hasOther(a) - hasOther(b));
  judge(bench, runs);
  const total = Math.max(...runs.map(({ plan }) => plan.epochs));
  for (let epoch = 1; epoch <= total; epoch++) {
    const active = runs.filter(({ plan }) => epoch <= plan.epochs);
    const [first, ...more] = active.map(({ params }) => params);
    const params = [...defined(first, "a plan"), ...more.flat()] as const;
    bench.trainEpoch(data, params as unknown as Parameters, together(active));
    judge(bench, active);
    for (const run of active) {
      const { epochs, keepAt = epochs } = run.plan;
      if (epoch === keepAt) run.kept = copies(run.params);
    }
    const detail = `epoch ${epoch} of ${total}, ${active.length} trainings`;
    bench.lab.progress(label, { done: epoch, total, detail });
  }
  const drawn = named.map(([name, { rows, kept }]) => {
    const [weights, bias] = exactly(2, kept);
    return [name, { rows, weights, bias }] as const;
  });
  return Object.fromEntries(drawn) as unknown as Trained<Plans>;
}

/** Gives each run another row. */
function judge({ valid }: Bench, runs: readonly Run[]): void {
  const all = accuracies(valid, together(runs), nth(runs, 0).params);
  let first = 0;
  for (const { plan, rows } of runs) {
    const last = first + plan.draws + 1;
    rows.push(all.slice(first, last));
    first = last;
  }
}
