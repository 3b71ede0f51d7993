// Why topic 8's loop that never zeroes begins so fast: its steps go where all the slopes so far point, and
// they are long. Each of the two alone, for one epoch.

import * as tf from "@tensorflow/tfjs";
import { nth } from "lectern";
import { random, trainDraws } from "./draws.ts";
import type { Bench, Steps } from "./runs.ts";
import type { Outcomes, Sizes } from "./trainings.ts";

/** The direction of all slopes so far at the length of this one, or the other way round. */
function step(lr: number, direction: "all" | "this"): Steps["step"] {
  const piles = new Map<tf.Variable, tf.Variable>();
  return ({ value, grad }) => {
    const pile = piles.get(value) ?? tf.variable(tf.zerosLike(grad));
    piles.set(value, pile);
    pile.assign(pile.add(grad)); // the loop itself zeroes grad
    const [way, other] = direction === "all" ? [pile, grad] : [grad, pile];
    const factor = length(other).div(length(way).maximum(1e-12));
    value.assign(value.sub(way.mul(factor).mul(lr)));
  };
}

/** Of each start's own arrow: `[784, starts]` or `[starts]` → `[starts]`. */
const length = (each: tf.Tensor): tf.Tensor =>
  each.rank === 2 ? each.norm("euclidean", 0) : each.abs();

/** Is it the memory that hurries, or the length of the steps? */
export function partMemoryFromLength(
  bench: Bench,
  { draws }: Sizes,
  seen: Outcomes,
): void {
  const { lab, lr } = bench;
  const first = (name: string, direction: "all" | "this") => {
    const { rows } = trainDraws(bench, bench.shuffled(), {
      ...{ label: "memory or length", draws, epochs: 1 },
      steps: { step: step(lr, direction) },
    });
    const { mean } = lab.spread(`${name}-draws`, random(nth(rows, 1)));
    return lab.number(`${name}-mean`, mean);
  };
  const memory = first("memory-alone", "all");
  const long = first("length-alone", "this");
  const sound = seen["all-shuffled"].first.mean;
  lab.claim("memory-does-not-hurry", memory, "<", sound + 0.02);
  const never = seen["never-zeroed-shuffled"].first.mean;
  lab.claim("length-hurries", long, ">", never);
}
