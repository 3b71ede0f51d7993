// The chapter's recipe and ours differ in three things. Here each is exchanged alone, and all
// ways of exchanging two and three: eight recipes, with the ReLU and without, draw by draw.

import { AREA, defined, exactly, type Lab, nth } from "lectern";
import { less, mean, type Recipe, seedsOf } from "./draws.ts";
import * as figures from "./figures.ts";
import type { Lesson } from "./lesson.ts";
import * as tables from "./tables.ts";
import type { Results } from "./teach.ts";

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
export type Parts = Omit<Recipe, "lr">;

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

/** What each draw of one recipe left, without the ReLU and with it. */
export interface Trained extends Parts {
  readonly name: string;
  readonly without: readonly number[];
  readonly with: readonly number[];
  /** How each net bends, as a share of the climb. */
  readonly bent: readonly number[];
}

/** Both nets of one recipe, from the same starts. */
export function pairOf(
  lab: Lab,
  name: string,
  recipe: Recipe,
  options: Pick<Lesson, "curve"> = {},
): readonly Lesson[] {
  const epochs = lab.pick(EPOCHS);
  const common = { ...recipe, ...options, seeds: seedsOf(lab), epochs };
  return [
    { ...common, name: `${name}-without`, model: "two-linear" },
    { ...common, name: `${name}-with`, model: "net", bendAt: epochs },
  ];
}

/** The chapter's recipe over its many epochs, every other for a few, and other models. */
export function lessons(lab: Lab): readonly Lesson[] {
  const seeds = seedsOf(lab);
  const long = { seeds, epochs: lab.pick(LONG), curve: true };
  const lr = RATES[CHAPTER.optimizer];
  const others = RECIPES.filter((each) => nameOf(each) !== nameOf(CHAPTER));
  const better = { ...BETTER, lr: RATES[BETTER.optimizer], seeds };
  const { hidden, count } = lab.pick(WIDE);
  const epochs = lab.pick(EPOCHS);
  const wide = { name: "wide", hidden, seeds: seeds.slice(0, count), epochs };
  return [
    { ...CHAPTER, ...long, lr: 1, name: "linear", model: "linear" },
    { ...CHAPTER, ...long, lr, name: "two-linear", model: "two-linear" },
    { ...CHAPTER, ...long, lr, name: "net", model: "net", bendAt: epochs },
    ...others.flatMap((recipe) => {
      const name = nameOf(recipe);
      const curve = name === nameOf(BETTER); // whose best epoch is asked for
      const lr = RATES[recipe.optimizer];
      return pairOf(lab, name, { ...recipe, lr }, { curve });
    }),
    { ...better, epochs, name: "better-linear", model: "linear" },
    { ...better, ...wide, model: "net" },
  ];
}

/** The chapter's recipe over its many epochs: errors `[epoch][draw]` by model. */
export function followDraws(lab: Lab, results: Results) {
  const epochs = lab.number("epochs", lab.pick(LONG));
  const seeds = seedsOf(lab);
  lab.numbers({ "half-epochs": epochs / 2, draws: seeds.length });
  const left = {
    linear: results.left("linear"),
    "two-linear": results.left("two-linear"),
    net: results.left("net"),
  };
  const last = Object.entries(left).map(([kind, errors]) => {
    lab.spread(`${kind}-halfway-draws`, nth(errors, epochs / 2 - 1));
    return lab.spread(`${kind}-draws`, nth(errors, -1));
  });
  const [linear, straight, gated] = exactly(3, last);
  const saved = less(nth(left["two-linear"], -1), nth(left.net, -1));
  const relu = lab.spread("relu-saves", saved);
  const half = nth(left.linear, epochs / 2 - 1);
  const patience = lab.spread(
    "patience-saves",
    less(half, nth(left.linear, -1)),
  );
  lab.claim("relu-adds-little", Math.abs(relu.mean), "<", 3);
  lab.claim("ranges-overlap", straight.least, "<=", gated.most);
  lab.claim("epochs-save-more", patience.mean, ">", linear.mean - gated.mean);
  lab.figure("curves-chapter", figures.curves(left));
  return left;
}

/** Records what the ReLU saves under each recipe; `chapter`: what its recipe leaves, epoch by epoch. */
export function compareRecipes(
  lab: Lab,
  results: Results,
  chapter: Record<"two-linear" | "net", readonly (readonly number[])[]>,
): readonly Trained[] {
  const epochs = lab.number("recipe-epochs", lab.pick(EPOCHS));
  const trained = RECIPES.map((recipe): Trained => {
    const name = nameOf(recipe);
    const isChapter = name === nameOf(CHAPTER);
    const early = (model: "two-linear" | "net") =>
      nth(chapter[model], epochs - 1);
    return {
      ...{ ...recipe, name },
      without: isChapter ? early("two-linear") : results.end(`${name}-without`),
      with: isChapter ? early("net") : results.end(`${name}-with`),
      bent: results.bent(isChapter ? "net" : `${name}-with`),
    };
  });
  const rows = trained.map((each) => {
    lab.spread(`${each.name}-without`, each.without);
    lab.spread(`${each.name}-with`, each.with);
    const bend = lab.spread(
      `${each.name}-bend`,
      each.bent.map((share) => 100 * share),
    );
    const differences = less(each.without, each.with);
    const saved = lab.spread(`${each.name}-saved`, differences);
    return { ...each, saved, bend };
  });
  claimCauses(lab, rows, results);
  lab.table("recipes", tables.recipes(rows));
  return trained;
}

type Row = Trained & Record<"saved" | "bend", { mean: number; least: number }>;

/** Which of the three does it? Each alone, and each left out. */
function claimCauses(lab: Lab, rows: readonly Row[], results: Results): void {
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
  const best = bestOf(results, "bce-adam-mixed");
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

/** Mean errors over the draws, at the epoch where these are fewest. */
export function bestOf(results: Results, name: string) {
  const fewest = (model: string) =>
    Math.min(...results.left(`${name}-${model}`).map(mean));
  return { without: fewest("without"), with: fewest("with") };
}

/** What the recipe in which the ReLU counts makes of one layer, and of a net ten times as wide. */
export function compareOthers(lab: Lab, results: Results) {
  const { hidden } = lab.pick(WIDE);
  lab.numbers({
    "wide-hidden": hidden,
    "wide-parameters": (AREA + 2) * hidden + 1,
  });
  const found = (name: string, lesson: string) => {
    const left = results.end(lesson);
    lab.spread(`better-${name}-draws`, left);
    return { models: results.models(lesson), left };
  };
  return {
    linear: found("linear", "better-linear"),
    wide: found("wide", "wide"),
  };
}
