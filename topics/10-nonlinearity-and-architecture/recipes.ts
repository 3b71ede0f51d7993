// The chapter's recipe and ours differ in three things. Here each is exchanged alone, and all
// ways of exchanging two and three: eight recipes, with the ReLU and without, draw by draw.

import { AREA, defined, exactly, type Lab, type Model, nth } from "lectern";
import { bends } from "./bends.ts";
import * as draws from "./draws.ts";
import * as figures from "./figures.ts";
import * as tables from "./tables.ts";

/** The chapter's, for its net; its linear model gets as many here, so that they compare. */
export const LONG = { full: 40, quick: 4 };
/** Of every recipe: under the best of them, little moves after these. */
export const EPOCHS = { full: 16, quick: 2 };
const RATES = { SGD: 0.1, Adam: 2e-3 };
/** A net with ten times the hidden units, and how many of it are drawn. */
const WIDE = {
  full: { hidden: 300, count: 5 },
  quick: { hidden: 60, count: 2 },
};

/** A recipe without its rate. */
export type Parts = Omit<draws.Recipe, "lr">;

export const CHAPTER: Parts = {
  loss: "chapter's",
  optimizer: "SGD",
  order: "files'",
};
export const BETTER: Parts = {
  loss: "cross-entropy",
  optimizer: "Adam",
  order: "shuffled",
};

const RECIPES = (["chapter's", "cross-entropy"] as const).flatMap((loss) =>
  (["SGD", "Adam"] as const).flatMap((optimizer) =>
    (["files'", "shuffled"] as const).map((order) => ({
      ...{ loss, optimizer, order },
    })),
  ),
);

/** `own-sgd-sorted` is the chapter's recipe, `bce-adam-mixed` all three exchanged. */
const nameOf = ({ loss, optimizer, order }: Parts) =>
  [
    loss === "chapter's" ? "own" : "bce",
    optimizer.toLowerCase(),
    order === "shuffled" ? "mixed" : "sorted",
  ].join("-");

/** Models of one recipe, and the errors that each draw leaves. */
export interface Trained extends Parts {
  readonly name: string;
  readonly without: readonly number[];
  readonly with: readonly number[];
  readonly two: Model;
  readonly net: Model;
  /** How each net bends, as a share of the climb. */
  readonly bent: readonly number[];
  /** Mean errors over the draws, at the epoch where these are fewest. */
  readonly best: { readonly without: number; readonly with: number };
}

/** The chapter's recipe over its many epochs: errors `[epoch][draw]` by model. */
export function followDraws(lab: Lab, course: draws.Course) {
  const epochs = lab.number("epochs", lab.pick(LONG));
  const seeds = draws.seedsOf(lab);
  lab.numbers({ "half-epochs": epochs / 2, draws: seeds.length });
  const train = (
    models: Model,
    lr: number,
    label: string,
    onEpoch = (_: number) => {},
  ) =>
    draws.train(lab, course, models, {
      ...{ ...CHAPTER, lr, epochs, label, onEpoch },
    });
  const rate = RATES[CHAPTER.optimizer];
  const two = draws.nets(seeds, { relu: false });
  const net = draws.nets(seeds, { relu: true });
  const bent: number[] = [];
  const left = {
    linear: train(draws.linears(seeds), 1, "one layer"),
    "two-linear": train(two, rate, "two layers"),
    net: train(net, rate, "the net", (epoch) => {
      if (epoch === lab.pick(EPOCHS)) bent.push(...bends(net, course.valid));
    }),
  };
  const last = Object.entries(left).map(([kind, errors]) => {
    lab.spread(`${kind}-halfway-draws`, nth(errors, epochs / 2 - 1));
    return lab.spread(`${kind}-draws`, nth(errors, -1));
  });
  const [linear, straight, gated] = exactly(3, last);
  const saved = draws.less(nth(left["two-linear"], -1), nth(left.net, -1));
  const relu = lab.spread("relu-saves", saved);
  const half = nth(left.linear, epochs / 2 - 1);
  const patience = lab.spread(
    "patience-saves",
    draws.less(half, nth(left.linear, -1)),
  );
  lab.claim("relu-adds-little", Math.abs(relu.mean), "<", 3);
  lab.claim("ranges-overlap", straight.least, "<=", gated.most);
  lab.claim("epochs-save-more", patience.mean, ">", linear.mean - gated.mean);
  lab.figure("curves-chapter", figures.curves(left));
  const early = leftOf(left, lab.pick(EPOCHS));
  return { left, early: { ...CHAPTER, ...early, two, net, bent } };
}

/** What two layers leave after so many epochs, with the ReLU and without. */
function leftOf(
  left: Record<"two-linear" | "net", number[][]>,
  epochs: number,
) {
  const [two, net] = [left["two-linear"], left.net].map((each) =>
    each.slice(0, epochs),
  ) as [number[][], number[][]];
  const fewest = (each: number[][]) => Math.min(...each.map(draws.mean));
  return {
    without: nth(two, -1),
    with: nth(net, -1),
    best: { without: fewest(two), with: fewest(net) },
  };
}

/** Trains every recipe but the chapter's, which is there, and records what the ReLU saves. */
export function compareRecipes(
  lab: Lab,
  course: draws.Course,
  chapter: Omit<Trained, "name">,
): readonly Trained[] {
  lab.number("recipe-epochs", lab.pick(EPOCHS));
  const trained = RECIPES.map((recipe) => {
    const name = nameOf(recipe);
    if (name === nameOf(CHAPTER)) return { ...chapter, name };
    return { name, ...trainPair(lab, course, recipe, RATES[recipe.optimizer]) };
  });
  const rows = trained.map((each) => {
    lab.spread(`${each.name}-without`, each.without);
    lab.spread(`${each.name}-with`, each.with);
    const bend = lab.spread(
      `${each.name}-bend`,
      each.bent.map((share) => 100 * share),
    );
    const differences = draws.less(each.without, each.with);
    const saved = lab.spread(`${each.name}-saved`, differences);
    return { ...each, saved, bend };
  });
  claimCauses(lab, rows);
  lab.table("recipes", tables.recipes(rows));
  return trained;
}

/** Both nets of one recipe, from the same starts. */
export function trainPair(
  lab: Lab,
  course: draws.Course,
  recipe: Parts,
  lr: number,
): Omit<Trained, "name"> {
  const epochs = lab.pick(EPOCHS);
  const train = (relu: boolean) => {
    const models = draws.nets(draws.seedsOf(lab), { relu });
    const plan = { ...recipe, lr, epochs, label: nameOf(recipe) };
    return { models, left: draws.train(lab, course, models, plan) };
  };
  const [two, net] = [train(false), train(true)];
  return {
    ...{ ...recipe, two: two.models, net: net.models },
    ...leftOf({ "two-linear": two.left, net: net.left }, epochs),
    bent: bends(net.models, course.valid),
  };
}

type Row = Trained & Record<"saved" | "bend", { mean: number; least: number }>;

/** Which of the three does it? Each alone, and each left out. */
function claimCauses(lab: Lab, rows: readonly Row[]): void {
  const row = (name: string) =>
    defined(
      rows.find((each) => each.name === name),
      name,
    );
  const saved = (name: string) => row(name).saved.mean;
  const all = row("bce-adam-mixed").saved;
  const found = lab.numbers({
    "saved-chapter": saved("own-sgd-sorted"),
    "saved-all": all.mean,
    "loss-alone": saved("bce-sgd-sorted"),
    "adam-alone": saved("own-adam-sorted"),
    "order-alone": saved("own-sgd-mixed"),
    "without-loss": saved("own-adam-mixed"),
    "without-adam": saved("bce-sgd-mixed"),
    "without-order": saved("bce-adam-sorted"),
  });
  lab.claim("all-three-save", all.least, ">", 0);
  // Does the net without a ReLU only train too long?
  const { best } = row("bce-adam-mixed");
  lab.numbers({ "best-without": best.without, "best-with": best.with });
  lab.claim("saves-at-best", best.without, ">", best.with + 1);
  const half = all.mean / 2;
  const alone = [
    found["loss-alone"],
    found["adam-alone"],
    found["order-alone"],
  ];
  lab.claim("none-alone", Math.max(...alone), "<", half);
  const leftOut = [
    found["without-loss"],
    found["without-adam"],
    found["without-order"],
  ];
  lab.claim("each-is-needed", Math.max(...leftOut), "<", half);
  // How far the net bends under all three, and under the recipe that bends it most.
  const bent = row("bce-adam-mixed").bend.mean;
  const most = Math.max(...rows.map(({ bend }) => bend.mean));
  lab.claim("bend-is-no-measure", most, ">", 1.5 * bent);
}

/** Models under the recipe in which the ReLU counts: one layer, and a net ten times as wide. */
export function trainOthers(lab: Lab, course: draws.Course) {
  const lr = RATES[BETTER.optimizer];
  const train = (name: string, models: Model) => {
    const plan = { ...BETTER, lr, epochs: lab.pick(EPOCHS), label: name };
    const left = nth(draws.train(lab, course, models, plan), -1);
    lab.spread(`better-${name}-draws`, left);
    return { models, left };
  };
  const { hidden, count } = lab.pick(WIDE);
  lab.numbers({
    "wide-hidden": hidden,
    "wide-parameters": (AREA + 2) * hidden + 1,
  });
  const seeds = draws.seedsOf(lab);
  return {
    linear: train("linear", draws.linears(seeds)),
    wide: train(
      "wide",
      draws.nets(draws.seedsOf(lab, count), { relu: true, hidden }),
    ),
  };
}
