// The pieces of chapter 2's recipe that topic 9's listings call by name: picture files with
// folders for labels, a random split, and a small convolutional body.

import * as tf from "@tensorflow/tfjs";
import {
  Adam,
  AREA,
  accuracy,
  binaryCrossEntropy,
  convolution,
  DataLoader,
  type Dataset,
  folders,
  type Lab,
  linear,
  type Model,
  model,
  relu,
  type Sets,
  type Stream,
  sequential,
  trainEpoch,
} from "lectern";

/** What the body makes of a picture: so many numbers. */
export const FEATURES = 32;
/** As few pictures as one collects on an evening: chapter 2 has some 150 bears. */
const FILES = 188;
/** Of which this share is kept back. */
const VALID = 0.2;
/** What remains to tune on. */
export const LABELLED = Math.round(FILES * (1 - VALID));

/** A picture as it lies on a disk. */
export interface Item {
  /** Such as `train/3/10000.png`. */
  readonly path: string;
  /** 784 bytes. */
  readonly bytes: Uint8Array;
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
      })),
    );
  const order = random.permutation(all.length).subarray(0, FILES);
  return Array.from(order, (at) => all[at]).filter(
    (each) => each !== undefined,
  );
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
export function parentLabel({ path }: Item): number {
  return path.split("/").at(-2) === "3" ? 1 : 0;
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
export function body(random: Stream): Model {
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
export function copyOf(original: Model, random: Stream): Model {
  const copy = body(random); // its random values go at once
  for (const [name, variable] of copy.state) {
    const value = original.state.get(name);
    if (!value) throw new Error(`the body to copy has no ${name}`);
    variable.assign(value);
  }
  return copy;
}

/**
 * A body that has learned to tell pictures that stand on their head from those that do not: a
 * task that needs no label, in the place of ImageNet.
 */
export function learnWhichWayUp(
  lab: Lab,
  data: Dataset,
  random: Stream,
): Model {
  const turned = turnSome(data, random.named("turn"));
  const trained = body(random.named("body"));
  const net = sequential(trained, linear(FEATURES, 1, random.named("head")));
  const optimizer = new Adam(net.parameters, 0.002);
  const shuffle = random.named("shuffle");
  const loader = new DataLoader(turned, { batchSize: 64, shuffle });
  const epochs = lab.pick({ full: 2, quick: 1 });
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
