// The trainings of topic 10, and what they amount to: errors left, epoch by epoch and at the end.

import type * as tf from "@tensorflow/tfjs";
import {
  AREA,
  accuracy,
  type DataLoader,
  type Dataset,
  type EpochRow,
  type FitProgress,
  type Forward,
  type Lab,
  type Model,
  nth,
  parameterCount,
  type Sets,
  stack,
} from "lectern";
import type { Kind, Left, Run, Runs } from "./figures.ts";
import * as figures from "./figures.ts";
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
  readonly chapter: Runs;
  readonly improved: Runs;
  /** The rows of one epoch alone, and of several; the model as the several left it. */
  readonly resnet: {
    readonly one: readonly EpochRow[];
    readonly more: readonly EpochRow[];
    readonly model: Model;
  };
}

/** A recipe for small models: how each run starts, and how it is trained. */
interface Recipe {
  readonly label: string;
  readonly sizes: { readonly runs: number; readonly epochs: number };
  start(kind: Kind, run: number): Model;
  fit(
    model: Model,
    lesson: Lesson,
    kind: Kind,
    run: number,
  ): readonly EpochRow[];
}

/** So many runs of each kind of model, one after the other. */
export function trainAll(lab: Lab, course: Course, recipe: Recipe): Runs {
  const { runs, epochs } = recipe.sizes;
  const total = 3 * runs * epochs;
  let done = 0;
  const train = (kind: Kind, run: number): Run => {
    const onEpoch = ({ epoch, trainLoss }: EpochRow) => {
      done += 1;
      const detail = `${kind}, run ${run + 1} of ${runs}: epoch ${epoch + 1} of ${epochs}, loss ${trainLoss.toFixed(4)}`;
      lab.progress(recipe.label, { done, total, detail });
    };
    const model = recipe.start(kind, run);
    const start = keep(model);
    const lesson = { ...course, epochs, onEpoch };
    return { start, model, rows: recipe.fit(model, lesson, kind, run) };
  };
  const all = (kind: Kind) =>
    Array.from({ length: runs }, (_, run) => train(kind, run));
  const linear = all("linear");
  return { linear, "two-linear": all("two-linear"), net: all("net") };
}

/** Tells the terminal how far ResNet is. */
export function reporter(lab: Lab, epochs: number) {
  const label =
    epochs === 1 ? "ResNet-18, 1 epoch" : `ResNet-18, ${epochs} epochs`;
  return ({ done, total, epoch, loss }: FitProgress): void => {
    const detail = `epoch ${epoch + 1} of ${epochs}, loss ${loss.toFixed(4)}`;
    lab.progress(label, { done, total, detail });
  };
}

/** Copies of all that a model learns and remembers. */
export function keep({ state }: Model): readonly tf.Tensor[] {
  return [...state.values()].map((each) => each.clone());
}

/** Gives the model what was kept of it. */
export function restore({ state }: Model, kept: readonly tf.Tensor[]): void {
  for (const [at, variable] of [...state.values()].entries()) {
    variable.assign(nth(kept, at));
  }
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

/** The chapter's own runs: what twice the epochs buy, and what the ReLU buys. */
export function followChapter(all: Trained): void {
  const { lab, valid, chapter, improved } = all;
  lab.number("valid-count", valid.dataset.count);
  const own = (kind: Kind) => {
    const { rows } = nth(chapter[kind], 0);
    const half = nth(rows, rows.length / 2 - 1).accuracy;
    const share = nth(rows, -1).accuracy;
    const left = { half: errors(half, valid), last: errors(share, valid) };
    lab.numbers({
      [`${kind}-halfway`]: half,
      [`${kind}-accuracy`]: share,
      [`${kind}-errors-halfway`]: left.half,
      [`${kind}-errors`]: left.last,
    });
    return { ...left, share };
  };
  const [linear, , net] = [own("linear"), own("two-linear"), own("net")];
  const apart = Math.abs(net.share - linear.share);
  lab.claim("percents-hide-it", apart, "<", 0.01);
  const byEpochs = lab.number("saved-by-epochs", linear.half - linear.last);
  const byNet = lab.number("saved-by-net", linear.last - net.last);
  lab.claim("epochs-save-more", byEpochs, ">", byNet);
  const [old, better] = figures.curves(chapter, improved);
  lab.figure("curves-chapter", old);
  lab.figure("curves-better", better);
}

/** What each model is made of. */
export function describeModels({ lab, chapter, resnet }: Trained): void {
  const linear = parameterCount(nth(chapter.linear, 0).model);
  const net = parameterCount(nth(chapter.net, 0).model);
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
export function followResNet(all: Trained): void {
  const { lab, valid, chapter, improved, resnet } = all;
  const { one, more } = resnet;
  const first = nth(one, 0);
  const [net, best] = [nth(chapter.net, 0), nth(improved.net, 0)];
  lab.numbers({
    "resnet-epochs": more.length,
    "resnet-one-train-loss": first.trainLoss,
    "resnet-one-valid-loss": first.validLoss,
    "resnet-early-accuracy": nth(more, 0).accuracy,
  });
  const reached = nth(net.rows, -1).accuracy;
  lab.claim("one-epoch-beats-net", first.accuracy, ">", reached);
  const left = (share: number) => errors(share, valid);
  recordDip(
    lab,
    more.map(({ accuracy }) => left(accuracy)),
  );
  lab.table("resnet", tables.resnetTable(one, more, left));
  lab.figure("epochs", figures.epochs(net, best, more));
}

/** The first epoch of a run that is worse than the one before it, as its cycle goes on. */
function recordDip(lab: Lab, left: readonly number[]): void {
  const at = left.findIndex(
    (each, epoch) => epoch > 0 && each > nth(left, epoch - 1),
  );
  const dip = at < 0 ? left.length - 1 : at;
  if (dip < 1)
    throw new RangeError("one epoch cannot dip: give it two or more");
  const [before, errors] = [nth(left, dip - 1), nth(left, dip)];
  lab.numbers({
    "dip-epoch": dip + 1,
    "errors-before-dip": before,
    "errors-at-dip": errors,
  });
  lab.claim("one-cycle-dips", errors, ">", before);
}

/** Errors that every model leaves, with their spread over the runs. */
export function compareErrors(all: Trained): void {
  const { lab, valid, resnet } = all;
  const single = (name: string, share: number): Left => {
    const left = errors(share, valid);
    lab.numbers({ [`${name}-accuracy`]: share, [`${name}-errors`]: left });
    return { mean: left, fewest: left, most: left };
  };
  const several = (name: string, runs: readonly Run[]): Left => {
    const shares = figures.accuracies(runs, -1);
    const left = shares.map((share) => errors(share, valid));
    const seen = {
      mean: figures.mean(left),
      fewest: Math.min(...left),
      most: Math.max(...left),
    };
    lab.numbers({
      [`${name}-errors-mean`]: seen.mean,
      [`${name}-errors-fewest`]: seen.fewest,
      [`${name}-errors-most`]: seen.most,
    });
    return seen;
  };
  const each = (prefix: string, runs: Runs) => ({
    linear: several(`${prefix}linear`, runs.linear),
    "two-linear": several(`${prefix}two-linear`, runs["two-linear"]),
    net: several(`${prefix}net`, runs.net),
  });
  const left = {
    pixel: single("pixel", accuracy(all.pixel, valid)),
    chapter: each("", all.chapter),
    improved: each("better-", all.improved),
    one: single("resnet-one", nth(resnet.one, -1).accuracy),
    more: single("resnet-more", nth(resnet.more, -1).accuracy),
  };
  const { net, "two-linear": two } = left.chapter;
  lab.claim("relu-adds-little", two.mean - net.mean, "between", [-5, 5]);
  const { net: best, linear, "two-linear": control } = left.improved;
  lab.claim("better-relu-shows", best.most, "<", linear.fewest);
  lab.claim("control-stays-behind", best.most, "<", control.fewest);
  lab.claim("resnet-leaves-fewest", left.more.most, "<", best.fewest);
  lab.figure("errors-left", figures.errorsLeft(left));
  lab.table("errors", tables.errorsTable(left));
}
