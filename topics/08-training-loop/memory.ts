// Why topic 8's loop that never zeroes begins so fast: its steps go where all the slopes so far point, and
// they are long. Each of the two alone, for one epoch.

import * as tf from "@tensorflow/tfjs";
import { nth } from "lectern";
import { type Draws, random } from "./draws.ts";
import type { Plan } from "./plans.ts";
import type { Bench, Steps } from "./runs.ts";
import type { Outcomes } from "./told.ts";

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

/** Each of the two alone, for an epoch of shuffled digits. */
export function memoryOrLength({ draws, lr }: { draws: number; lr: number }) {
  const alone = (direction: "all" | "this"): Plan => ({
    ...{ draws, epochs: 1, steps: { step: step(lr, direction) } },
  });
  return { "memory-alone": alone("all"), "length-alone": alone("this") };
}

/** Is it the memory that hurries, or the length of the steps? */
export function partMemoryFromLength(
  { lab }: Bench,
  alone: Readonly<Record<keyof ReturnType<typeof memoryOrLength>, Draws>>,
  seen: Outcomes,
): void {
  const first = (name: keyof typeof alone) => {
    const { rows } = alone[name];
    const { mean } = lab.spread(`${name}-draws`, random(nth(rows, 1)));
    return lab.number(`${name}-mean`, mean);
  };
  const memory = first("memory-alone");
  const long = first("length-alone");
  const sound = seen["all-shuffled"].first.mean;
  lab.claim("memory-does-not-hurry", memory, "<", sound + 0.02);
  const never = seen["never-zeroed-shuffled"].first.mean;
  lab.claim("length-hurries", long, ">", never);
}
