import { type Classes, courseClasses, sortClasses } from "../../classes.ts";
import { UserError } from "../../errors.ts";
import { AREA, type DigitSet, inOrder, type Sets, SIDE } from "../digits.ts";
import type { Idx } from "../files/idx.ts";

/** Images with their labels, as two idx files hold them, and the files' names. */
export interface Labelled {
  readonly images: Idx;
  readonly labels: Idx;
  readonly imagesFile: string;
  readonly labelsFile: string;
}

/** MNIST numbers the 10,000 after the 60,000, and so do files with fewer pictures. */
const FIRST_VALID = 60_000;

/**
 * The pictures of two classes in MNIST's two parts, each called `<index>.png` and sorted as
 * strings, as fast.ai's MNIST_SAMPLE has them. A class is a label, or what `names` calls it: those
 * of the labels 0, 1, 2 … Throws UserError when files do not fit each other.
 */
export function selectSample(
  train: Labelled,
  valid: Labelled,
  classes: Classes = courseClasses,
  names: readonly string[] = [],
): Sets {
  const labelOf = (each: string) =>
    names.includes(each) ? names.indexOf(each) : Number(each);
  const [threes, sevens] = [labelOf(classes[0]), labelOf(classes[1])];
  const offset = Math.max(FIRST_VALID, train.labels.count);
  return {
    classes,
    train: {
      threes: select(train, threes, 0),
      sevens: select(train, sevens, 0),
    },
    valid: {
      threes: select(valid, threes, offset),
      sevens: select(valid, sevens, offset),
    },
  };
}

/** The classes that occur in both files of labels, in order. Throws UserError for other files. */
export function listLabels(
  train: Pick<Labelled, "labels" | "labelsFile">,
  valid: Pick<Labelled, "labels" | "labelsFile">,
): string[] {
  const [some, others] = [train, valid].map(
    (each) => new Set(checkLabels(each)),
  );
  const both = [...(some ?? [])].filter((label) => others?.has(label));
  return sortClasses(both.map(String));
}

function select(from: Labelled, label: number, first: number): DigitSet {
  const { pixels, labels } = check(from);
  const pictures = [];
  for (let index = 0; index < labels.length; index++) {
    if (labels[index] !== label) continue;
    pictures.push({
      name: `${first + index}.png`,
      pixels: pixels.subarray(index * AREA, (index + 1) * AREA),
    });
  }
  return inOrder(pictures);
}

const hint = "fetch both files again: lectern data gets MNIST, verified";

function checkLabels({
  labels,
  labelsFile,
}: Pick<Labelled, "labels" | "labelsFile">): Uint8Array {
  if (labels.kind === "labels") return labels.labels;
  throw new UserError(`idx file holds images, not labels: ${labelsFile}`, hint);
}

function check({ images, labels, imagesFile, labelsFile }: Labelled): {
  pixels: Uint8Array;
  labels: Uint8Array;
} {
  if (images.kind !== "images") {
    throw new UserError(
      `idx file holds labels, not images: ${imagesFile}`,
      hint,
    );
  }
  if (images.rows !== SIDE || images.columns !== SIDE) {
    throw new UserError(
      `images are not 28×28: ${imagesFile}: ${images.rows}×${images.columns}`,
      hint,
    );
  }
  if (images.count !== labels.count) {
    throw new UserError(
      `images and labels do not fit: ${imagesFile} has ${images.count}, ${labelsFile} has ${labels.count}`,
      hint,
    );
  }
  return { pixels: images.pixels, labels: checkLabels({ labels, labelsFile }) };
}
