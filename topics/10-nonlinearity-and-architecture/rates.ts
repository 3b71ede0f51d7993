// The learning rate beside the recipes of topic 10: what it alone does.

import { defined, type Lab, type Model, nth } from "lectern";
import * as draws from "./draws.ts";
import { BETTER, CHAPTER, EPOCHS, type Trained, trainPair } from "./recipes.ts";

/** The net at one layer's rate ends so far from its own that a few draws tell. */
const FEW = 5;
/** Five times the net's: larger ones throw the layers without a ReLU off. */
const FAST = 0.5;

/** One layer at the net's rate, and the net at one layer's, under the chapter's recipe. */
export function swapRates(
  lab: Lab,
  course: draws.Course,
  own: { readonly linear: number[][]; readonly net: number[][] },
): void {
  const seeds = draws.seedsOf(lab);
  const epochs = lab.pick(EPOCHS);
  const train = (models: Model, lr: number) => {
    const plan = { ...CHAPTER, lr, epochs, label: `rate ${lr}` };
    return nth(draws.train(lab, course, models, plan), -1);
  };
  const slow = lab.spread("slow-linear", train(draws.linears(seeds), 0.1));
  const fast = lab.spread(
    "fast-net",
    train(draws.nets(seeds.slice(0, FEW), { relu: true }), 1),
  );
  const linear = lab.spread("usual-linear", nth(own.linear, epochs - 1));
  const net = lab.spread("usual-net", nth(own.net, epochs - 1));
  lab.claim("slow-linear-is-behind", slow.least, ">", linear.most);
  lab.claim("fast-net-is-behind", fast.mean, ">", net.mean);
}

/** Plain SGD with cross-entropy, shuffled, at a larger rate: is Adam needed, or its pace? */
export function hastenSgd(
  lab: Lab,
  course: draws.Course,
  trained: readonly Trained[],
): void {
  const adam = defined(
    trained.find(({ name }) => name === "bce-adam-mixed"),
    "the recipe with all three exchanged",
  );
  const savedByAdam = draws.mean(draws.less(adam.without, adam.with));
  const found = trainPair(lab, course, { ...BETTER, optimizer: "SGD" }, FAST);
  lab.number("fast-sgd-rate", FAST);
  lab.spread("fast-sgd-without", found.without);
  lab.spread("fast-sgd-with", found.with);
  const saved = draws.less(found.without, found.with);
  const { mean, least } = lab.spread("fast-sgd-saved", saved);
  lab.numbers({
    "fast-sgd-best-without": found.best.without,
    "fast-sgd-best-with": found.best.with,
  });
  // Where Adam's recipe saves nothing, there is nothing to replace.
  const enough = Math.max(2, 0.75 * savedByAdam);
  lab.claim("rate-replaces-adam", mean, ">", enough);
  lab.claim("fast-sgd-saves-always", least, ">", 0);
}
