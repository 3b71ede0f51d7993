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

/** MNIST numbers the 10,000 after the 60,000. */
const FIRST_VALID = 60_000;

/**
 * The 3s and 7s of MNIST's two parts, each called `<index>.png` and sorted as strings, as
 * fast.ai's MNIST_SAMPLE has them. Throws UserError when files do not fit each other.
 */
export function selectSample(train: Labelled, valid: Labelled): Sets {
  return {
    train: { threes: select(train, 3, 0), sevens: select(train, 7, 0) },
    valid: {
      threes: select(valid, 3, FIRST_VALID),
      sevens: select(valid, 7, FIRST_VALID),
    },
  };
}

function select(from: Labelled, digit: number, first: number): DigitSet {
  const { pixels, labels } = check(from);
  const pictures = [];
  for (let index = 0; index < labels.length; index++) {
    if (labels[index] !== digit) continue;
    pictures.push({
      name: `${first + index}.png`,
      pixels: pixels.subarray(index * AREA, (index + 1) * AREA),
    });
  }
  return inOrder(pictures);
}

function check({ images, labels, imagesFile, labelsFile }: Labelled): {
  pixels: Uint8Array;
  labels: Uint8Array;
} {
  const hint = "fetch both files again: lectern data gets MNIST, verified";
  if (images.kind !== "images") {
    throw new UserError(
      `idx file holds labels, not images: ${imagesFile}`,
      hint,
    );
  }
  if (labels.kind !== "labels") {
    throw new UserError(
      `idx file holds images, not labels: ${labelsFile}`,
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
  return { pixels: images.pixels, labels: labels.labels };
}
