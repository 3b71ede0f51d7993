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

type Parts = Omit<draws.Recipe, "lr">;

const CHAPTER: Parts = {
  loss: "chapter's",
  optimizer: "SGD",
  order: "files'",
};
const BETTER: Parts = {
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
  /** Mean errors over the draws, at the epoch where these are fewest. */
  readonly best: { readonly without: number; readonly with: number };
}

/** The chapter's recipe over its many epochs: errors `[epoch][draw]` by model. */
export function followDraws(lab: Lab, course: draws.Course) {
  const epochs = lab.number("epochs", lab.pick(LONG));
  const seeds = draws.seedsOf(lab);
  lab.numbers({ "half-epochs": epochs / 2, draws: seeds.length });
  const train = (models: Model, lr: number, label: string) =>
    draws.train(lab, course, models, { ...CHAPTER, lr, epochs, label });
  const left = {
    linear: train(draws.linears(seeds), 1, "one layer"),
    "two-linear": train(draws.nets(seeds, { relu: false }), 0.1, "two layers"),
    net: train(draws.nets(seeds, { relu: true }), 0.1, "the net"),
  };
  const last = Object.entries(left).map(([kind, errors]) => {
    lab.spread(`${kind}-halfway-draws`, nth(errors, epochs / 2 - 1));
    return lab.spread(`${kind}-draws`, nth(errors, -1));
  });
  const [linear, two, net] = exactly(3, last);
  const saved = draws.less(nth(left["two-linear"], -1), nth(left.net, -1));
  const relu = lab.spread("relu-saves", saved);
  const half = nth(left.linear, epochs / 2 - 1);
  const patience = lab.spread(
    "patience-saves",
    draws.less(half, nth(left.linear, -1)),
  );
  lab.claim("relu-adds-little", Math.abs(relu.mean), "<", 3);
  lab.claim("ranges-overlap", two.least, "<=", net.most);
  lab.claim("epochs-save-more", patience.mean, ">", linear.mean - net.mean);
  lab.figure("curves-chapter", figures.curves(left));
  return left;
}

/** Trains every recipe, and records what the ReLU saves under each. */
export function compareRecipes(
  lab: Lab,
  course: draws.Course,
): readonly Trained[] {
  const epochs = lab.number("recipe-epochs", lab.pick(EPOCHS));
  const trained = RECIPES.map((recipe) => {
    const name = nameOf(recipe);
    const lr = RATES[recipe.optimizer];
    const train = (relu: boolean) => {
      const models = draws.nets(draws.seedsOf(lab), { relu });
      const plan = { ...recipe, lr, epochs, label: name };
      const left = draws.train(lab, course, models, plan);
      const best = Math.min(...left.map(draws.mean));
      return { models, left: nth(left, -1), best };
    };
    const [two, net] = [train(false), train(true)];
    const found = {
      without: two.left,
      with: net.left,
      two: two.models,
      net: net.models,
      best: { without: two.best, with: net.best },
    };
    return { ...recipe, name, ...found };
  });
  const rows = trained.map((each) => {
    const bent = bends(each.net, course.valid);
    lab.spread(`${each.name}-without`, each.without);
    lab.spread(`${each.name}-with`, each.with);
    const bend = lab.spread(
      `${each.name}-bend`,
      bent.map((share) => 100 * share),
    );
    const differences = draws.less(each.without, each.with);
    const saved = lab.spread(`${each.name}-saved`, differences);
    return { ...each, saved, bend };
  });
  claimCauses(lab, rows);
  lab.table("recipes", tables.recipes(rows));
  return trained;
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
    train(draws.nets(seeds, { relu: true }), 1),
  );
  const linear = lab.spread("usual-linear", nth(own.linear, epochs - 1));
  const net = lab.spread("usual-net", nth(own.net, epochs - 1));
  lab.claim("slow-linear-is-behind", slow.least, ">", linear.most);
  lab.claim("fast-net-is-behind", fast.mean, ">", net.mean);
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
