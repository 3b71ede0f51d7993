// The learning rate beside the recipes of topic 10: what it alone does.

import { defined, type Lab, nth } from "lectern";
import { less, mean, seedsOf } from "./draws.ts";
import type { Lesson } from "./lesson.ts";
import {
  BETTER,
  bestOf,
  CHAPTER,
  EPOCHS,
  pairOf,
  type Trained,
} from "./recipes.ts";
import type { Results } from "./teach.ts";

/** The net at one layer's rate ends so far from its own that a few draws tell. */
const FEW = 5;
/** Five times the net's: larger ones throw the layers without a ReLU off. */
const FAST = 0.5;

/** One layer at the net's rate, the net at one layer's, and plain SGD at a larger one. */
export function lessons(lab: Lab): readonly Lesson[] {
  const seeds = seedsOf(lab);
  const common = { ...CHAPTER, epochs: lab.pick(EPOCHS) };
  const few = seeds.slice(0, FEW);
  const fast = { ...BETTER, optimizer: "SGD", lr: FAST } as const;
  return [
    { ...common, lr: 0.1, seeds, name: "slow-linear", model: "linear" },
    { ...common, lr: 1, seeds: few, name: "fast-net", model: "net" },
    ...pairOf(lab, "fast-sgd", fast, { curve: true }),
  ];
}

/** One layer at the net's rate, and the net at one layer's, under the chapter's recipe. */
export function swapRates(
  lab: Lab,
  results: Results,
  own: Record<"linear" | "net", readonly (readonly number[])[]>,
): void {
  const epochs = lab.pick(EPOCHS);
  const slow = lab.spread("slow-linear", results.end("slow-linear"));
  const fast = lab.spread("fast-net", results.end("fast-net"));
  const linear = lab.spread("usual-linear", nth(own.linear, epochs - 1));
  const net = lab.spread("usual-net", nth(own.net, epochs - 1));
  lab.claim("slow-linear-is-behind", slow.least, ">", linear.most);
  lab.claim("fast-net-is-behind", fast.mean, ">", net.mean);
}

/** Plain SGD with cross-entropy, shuffled, at a larger rate: is Adam needed, or its pace? */
export function hastenSgd(
  lab: Lab,
  results: Results,
  trained: readonly Trained[],
): void {
  const adam = defined(
    trained.find(({ name }) => name === "bce-adam-mixed"),
    "the recipe with all three exchanged",
  );
  const savedByAdam = mean(less(adam.without, adam.with));
  const [without, gated] = ["without", "with"].map((model) =>
    results.end(`fast-sgd-${model}`),
  ) as [readonly number[], readonly number[]];
  lab.number("fast-sgd-rate", FAST);
  lab.spread("fast-sgd-without", without);
  lab.spread("fast-sgd-with", gated);
  const saved = lab.spread("fast-sgd-saved", less(without, gated));
  const best = bestOf(results, "fast-sgd");
  lab.numbers({
    "fast-sgd-best-without": best.without,
    "fast-sgd-best-with": best.with,
  });
  // Where Adam's recipe saves nothing, there is nothing to replace.
  const enough = Math.max(2, 0.75 * savedByAdam);
  lab.claim("rate-replaces-adam", saved.mean, ">", enough);
  lab.claim("fast-sgd-saves-always", saved.least, ">", 0);
}
