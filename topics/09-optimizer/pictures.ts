// Chapter 2's recipe on a few pictures: the pieces that the experiment calls by name, and the
// recipe again and again, with a body that knows something and with one that does not.

import * as tf from "@tensorflow/tfjs";
import {
  Adam,
  AREA,
  accuracy,
  binaryCrossEntropy,
  convolution,
  DataLoader,
  type Dataset,
  defined,
  folders,
  type Lab,
  linear,
  type Model,
  model,
  nth,
  relu,
  type Sets,
  Stream,
  sequential,
  trainEpoch,
} from "lectern";
import * as figures from "./figures.ts";
import { spreadPercent } from "./percent.ts";

/** What the body makes of a picture: so many numbers. */
export const FEATURES = 32;
/** As few pictures as one collects on an evening: chapter 2 has some 150 bears. */
const FILES = 188;
/** Of which this share is kept back. */
const VALID = 0.2;
/** What remains to tune on. */
const LABELLED = Math.round(FILES * (1 - VALID));

/** Epochs in which a body learns which way is up: after two it gets 99% of MNIST right. */
const UPRIGHT = { full: 2, quick: 1 };
/** The frozen epoch and one more. */
const EARLY = 2;

/** A picture as it lies on a disk. */
export interface Item {
  /** Such as `train/3/10000.png`. */
  readonly path: string;
  /** 784 bytes. */
  readonly bytes: Uint8Array;
  /** The class that is 1: its folder's name. */
  readonly one: string;
}

/** Where pictures lie, and the chance by which a few of them are taken. */
export interface Source {
  readonly sets: Sets;
  readonly random: Stream;
}

/** `get_image_files`: a few of the training pictures, with the paths that they have. */
export function files({ sets, random }: Source): readonly Item[] {
  const all = folders(sets)
    .filter(([folder]) => folder.startsWith("train/"))
    .flatMap(([folder, { names, pixels }]) =>
      names.map((name, at) => ({
        path: `${folder}/${name}`,
        bytes: pixels.subarray(at * AREA, (at + 1) * AREA),
        one: sets.classes[0],
      })),
    );
  const order = random.permutation(all.length).subarray(0, FILES);
  return Array.from(order, (at) => nth(all, at));
}

/** `RandomSplitter(valid_pct=0.2)`: the items come in random order already. */
export function randomSplitter(items: readonly Item[]) {
  const cut = Math.round(items.length * (1 - VALID));
  return [items.slice(0, cut), items.slice(cut)] as const;
}

/** `ImageBlock`: bytes become numbers 0…1. */
export function pixels({ bytes }: Item): Float32Array {
  return Float32Array.from(bytes, (byte) => byte / 255);
}

/** `parent_label` and `CategoryBlock`: the folder's name, as a number: a 3 is 1, a 7 is 0. */
export function parentLabel({ path, one }: Item): number {
  return path.split("/").at(-2) === one ? 1 : 0;
}

/** What the answers make of the items. */
export function toDataset(
  items: readonly Item[],
  getX: typeof pixels,
  getY: typeof parentLabel,
): Dataset {
  const inputs = new Float32Array(items.length * AREA);
  for (const [at, each] of items.entries()) inputs.set(getX(each), at * AREA);
  const targets = Float32Array.from(items, getY);
  return { count: items.length, inputShape: [AREA], inputs, targets };
}

const asPictures = model((x) => tf.reshape(x, [-1, 28, 28, 1]), {});
const overPlaces = model((x) => tf.mean(x, [1, 2]), {});

/** Three convolutions that halve the picture, then the mean over places: [n, 784] → [n, 32]. */
function newBody(random: Stream): Model {
  const halve = (from: number, to: number, kernel: number) =>
    convolution(from, to, { kernel, stride: 2 }, random);
  return sequential(
    asPictures,
    halve(1, 8, 5),
    relu,
    halve(8, 16, 3),
    relu,
    halve(16, FEATURES, 3),
    relu,
    overPlaces,
  );
}

/** A body with the same values in variables of its own. */
function copyOf(original: Model, random: Stream): Model {
  const copy = newBody(random); // its random values go at once
  for (const [name, variable] of copy.state) {
    variable.assign(defined(original.state.get(name), name));
  }
  return copy;
}

/**
 * A body that has learned to tell pictures that stand on their head from those that do not: a
 * task that needs no label, in the place of ImageNet.
 */
function learnWhichWayUp(lab: Lab, data: Dataset, random: Stream): Model {
  const turned = turnSome(data, random.named("turn"));
  const trained = newBody(random.named("body"));
  const net = sequential(trained, linear(FEATURES, 1, random.named("head")));
  const optimizer = new Adam(net.parameters, 0.002);
  const shuffle = random.named("shuffle");
  const loader = new DataLoader(turned, { batchSize: 64, shuffle });
  const epochs = lab.pick(UPRIGHT);
  for (let done = 0; done < epochs; done++) {
    lab.progress("which way is up", { done, total: epochs });
    trainEpoch(net, loader, binaryCrossEntropy, optimizer);
  }
  lab.number("way-up", accuracy(net, loader));
  return trained;
}

/** Half of the pictures, upside down; the target says which. */
function turnSome(data: Dataset, random: Stream): Dataset {
  const inputs = data.inputs.slice();
  const targets = Float32Array.from(data.targets, () => random.integer(2));
  for (const [at, turned] of targets.entries()) {
    if (turned) inputs.subarray(at * AREA, (at + 1) * AREA).reverse();
  }
  return { ...data, inputs, targets };
}

export type Look = () => void;

/** Tunes the body on pictures drawn by chance from the sets. */
export type Tune = (on: {
  readonly body: Model;
  readonly sets: Sets;
  readonly random: Stream;
  /** Makes what looks at the net, and is to be called after each epoch. */
  watch(net: Model): Look;
}) => void;

interface Plan {
  readonly lab: Lab;
  readonly data: Dataset;
  readonly valid: DataLoader;
  /** Times that pictures are drawn. */
  readonly draws: number;
}

/** Tunes a body that has learned something, and one that has not, on each draw of pictures. */
export function tuneAFew({ lab, data, valid, draws }: Plan, tune: Tune): void {
  const stream = new Stream(lab.seed);
  const upright = learnWhichWayUp(lab, data, stream);
  const rowsOf = (body: Model, random: Stream) => {
    const rows: number[] = [];
    const watch = (net: Model) => {
      const look = () => rows.push(accuracy(net, valid));
      look(); // before
      return look;
    };
    tune({ body, sets: lab.digits, random, watch });
    return rows;
  };
  const drawn = Array.from({ length: draws }, (_, draw) => {
    lab.progress("fine-tuning", { done: draw, total: draws });
    const random = stream.named(`draw ${draw}`);
    const fresh = newBody(random.named("body"));
    const copy = copyOf(upright, random);
    return { known: rowsOf(copy, random), fresh: rowsOf(fresh, random) };
  });
  const byEpoch = (rows: readonly (readonly number[])[]) =>
    nth(rows, 0).map((_, epoch) => rows.map((row) => nth(row, epoch)));
  const known = byEpoch(drawn.map((each) => each.known));
  const fresh = byEpoch(drawn.map((each) => each.fresh));
  lab.numbers({ labelled: LABELLED, "tuning-draws": draws });
  const early = {
    known: spreadPercent(lab, "tuned-known-early", nth(known, EARLY)),
    fresh: spreadPercent(lab, "tuned-fresh-early", nth(fresh, EARLY)),
  };
  const late = {
    known: spreadPercent(lab, "tuned-known", nth(known, -1)),
    fresh: spreadPercent(lab, "tuned-fresh", nth(fresh, -1)),
  };
  const before = {
    known: spreadPercent(lab, "tuned-known-before", nth(known, 0)),
    fresh: spreadPercent(lab, "tuned-fresh-before", nth(fresh, 0)),
  };
  lab.claim("head-the-wrong-way-round", before.known.least, "<", 0.3);
  lab.claim("fresh-body-guesses", before.fresh.least, ">", 0.4);
  const lead = early.known.mean - early.fresh.mean;
  lab.claim("known-body-starts-ahead", lead, ">", 0.05);
  const apart = Math.abs(late.known.mean - late.fresh.mean);
  lab.claim("bodies-meet", apart, "<", 0.03);
  lab.figure("tuning", figures.tuning(known, fresh));
}
