// The trainings of topic 10, and what they amount to: errors left, epoch by epoch and at the end.

import type * as tf from "@tensorflow/tfjs";
import {
  AREA,
  accuracy,
  type DataLoader,
  type Dataset,
  defined,
  type EpochRow,
  type Forward,
  type Lab,
  type Model,
  nth,
  parameterCount,
  type Sets,
  stack,
} from "lectern";
import { signTest, wrongOf } from "./draws.ts";
import type { Kind, Left, Ones, Run } from "./figures.ts";
import * as figures from "./figures.ts";
import type * as recipe from "./recipes.ts";
import * as tables from "./tables.ts";

/** What every training gets. */
export interface Course {
  readonly data: Dataset;
  /** The training digits, all 3s first, in the chapter's batches. */
  readonly inOrder: DataLoader;
  readonly valid: DataLoader;
}

/** One training of a small model. */
export interface Lesson extends Course {
  readonly epochs: number;
  readonly onEpoch?: (row: EpochRow) => void;
}

/** All that was trained, side by side. */
export interface Trained {
  readonly lab: Lab;
  readonly valid: DataLoader;
  readonly pixel: Forward;
  readonly chapter: Ones;
  readonly improved: Ones;
  /** The first epoch of each draw; all epochs of the one that goes on, and what they leave. */
  readonly resnet: {
    readonly ones: readonly EpochRow[];
    readonly more: readonly EpochRow[];
    /** As it begins. */
    readonly model: Model;
    /** `[7, 7, 3, 64]`, as they end. */
    readonly kernels: tf.Tensor;
  };
}

/** A recipe for small models: how each starts, and how it is trained. */
interface Recipe {
  readonly label: string;
  readonly epochs: number;
  start(kind: Kind): Model;
  fit(model: Model, lesson: Lesson, kind: Kind): readonly EpochRow[];
}

/** One run of each kind of model. */
export function trainEach(lab: Lab, course: Course, recipe: Recipe): Ones {
  const { epochs } = recipe;
  let done = 0;
  const train = (kind: Kind): Run => {
    const onEpoch = () => {
      done += 1;
      lab.progress(recipe.label, { done, total: 3 * epochs, detail: kind });
    };
    const model = recipe.start(kind);
    const start = keep(model);
    const lesson = { ...course, epochs, onEpoch };
    return { start, model, rows: recipe.fit(model, lesson, kind) };
  };
  const linear = train("linear");
  return { linear, "two-linear": train("two-linear"), net: train("net") };
}

/** Copies of all that a model learns and remembers. */
function keep({ state }: Model): readonly tf.Tensor[] {
  return [...state.values()].map((each) => each.clone());
}

/** Topic 3 as a forward pass: above 0 where the ideal 3 is nearer. */
export function pixelSimilarity({ threes, sevens }: Sets["train"]): Forward {
  const mean3 = stack(threes).mean(0).reshape([AREA]); // [784]
  const mean7 = stack(sevens).mean(0).reshape([AREA]); // [784]
  const distance = (xb: tf.Tensor, ideal: tf.Tensor) =>
    xb.sub(ideal).abs().mean(1, true); // [batch, 784] → [batch, 1]
  return (xb) => distance(xb, mean7).sub(distance(xb, mean3));
}

/** What a share that is right means in digits that are not. */
export function errors(share: number, { dataset }: DataLoader): number {
  return Math.round((1 - share) * dataset.count);
}

/** The chapter's own draws: what they reach, and whether the difference could be luck. */
export function followChapter({ lab, valid, chapter }: Trained): void {
  lab.number("valid-count", valid.dataset.count);
  for (const [kind, { rows }] of Object.entries(chapter)) {
    const half = nth(rows, rows.length / 2 - 1).accuracy;
    const share = nth(rows, -1).accuracy;
    lab.numbers({
      [`${kind}-halfway`]: half,
      [`${kind}-accuracy`]: share,
      [`${kind}-errors-halfway`]: errors(half, valid),
      [`${kind}-errors`]: errors(share, valid),
    });
  }
  const [linear, net] = [chapter.linear, chapter.net].map(({ model }) =>
    nth(wrongOf(model, valid.dataset), 0),
  ) as [number[], number[]];
  const only = (a: number[], b: number[]) =>
    a.filter((wrong, at) => wrong > nth(b, at)).length;
  const found = lab.numbers({
    "only-linear-wrong": only(linear, net),
    "only-net-wrong": only(net, linear),
  });
  const chance = signTest(found["only-linear-wrong"], found["only-net-wrong"]);
  lab.number("sign-test", chance);
  lab.claim("may-be-luck", chance, ">", 0.05);
}

/** What each model is made of. */
export function describeModels({ lab, chapter, resnet }: Trained): void {
  const linear = parameterCount(chapter.linear.model);
  const net = parameterCount(chapter.net.model);
  const large = parameterCount(resnet.model);
  lab.numbers({
    "linear-parameters": linear,
    "net-parameters": net,
    "resnet-parameters": large,
    "resnet-size": large / net,
  });
  lab.table("changes", tables.changes(linear, net));
}

/** ResNet epoch by epoch. */
export function followResNet({
  lab,
  valid,
  chapter,
  improved,
  resnet,
}: Trained) {
  const { ones, more } = resnet;
  const left = (share: number) => errors(share, valid);
  const reached = nth(chapter.net.rows, -1).accuracy;
  lab.numbers({
    "resnet-epochs": more.length,
    "resnet-draws": ones.length,
    "resnet-one-accuracy": nth(ones, 0).accuracy,
    "resnet-one-train-loss": nth(ones, 0).trainLoss,
    "resnet-one-valid-loss": nth(ones, 0).validLoss,
    "resnet-early-accuracy": nth(more, 0).accuracy,
    "resnet-more-accuracy": nth(more, -1).accuracy,
  });
  lab.spread(
    "resnet-one",
    ones.map(({ accuracy }) => 100 * accuracy),
  );
  const worst = Math.min(...ones.map(({ accuracy }) => accuracy));
  lab.claim("one-epoch-beats-net", worst, ">", reached);
  const [first, last] = [nth(more, 0), nth(more, -1)].map((row) =>
    lab.number(`resnet-errors-${row.epoch + 1}`, left(row.accuracy)),
  );
  lab.claim("second-epoch-helps", last ?? 0, "<", first ?? 0);
  lab.table("resnet", tables.resnetTable(ones, more, left));
  lab.figure("epochs", figures.epochs(chapter.net, improved.net, more));
}

const leftBy = (all: readonly number[]): Left => ({
  mean: figures.mean(all),
  fewest: Math.min(...all),
  most: Math.max(...all),
});

type Errors = Readonly<Record<Kind, readonly (readonly number[])[]>>;
interface Other {
  readonly left: readonly number[];
}

/** Errors that every model leaves, with their spread over the draws. */
export function compareErrors(
  { lab, valid, pixel, resnet }: Trained,
  own: Errors,
  recipes: readonly recipe.Trained[],
  others: { readonly linear: Other; readonly wide: Other },
): void {
  const best = defined(
    recipes.find(({ name }) => name === "bce-adam-mixed"),
    "the recipe with all three exchanged",
  );
  const share = lab.number("pixel-accuracy", accuracy(pixel, valid));
  const pixelLeft = lab.number("pixel-errors", errors(share, valid));
  const ones = resnet.ones.map((row) => errors(row.accuracy, valid));
  const last = errors(nth(resnet.more, -1).accuracy, valid);
  lab.number("resnet-more-errors", last);
  lab.spread("resnet-one-errors", ones);
  const end = (kind: Kind) => leftBy(nth(own[kind], -1));
  const left = {
    pixel: leftBy([pixelLeft]),
    chapter: {
      ...{ linear: end("linear"), "two-linear": end("two-linear") },
      net: end("net"),
    },
    improved: {
      linear: leftBy(others.linear.left),
      "two-linear": leftBy(best.without),
      net: leftBy(best.with),
    },
    wide: leftBy(others.wide.left),
    one: leftBy(ones),
    more: leftBy([last]),
  };
  const { net, linear, "two-linear": two } = left.improved;
  lab.claim(
    "better-relu-shows",
    net.most,
    "<",
    Math.min(linear.fewest, two.fewest),
  );
  lab.claim("width-is-not-enough", left.wide.mean, ">", left.one.mean);
  lab.figure("errors-left", figures.errorsLeft(left));
  lab.table("errors", tables.errorsTable(left));
}
