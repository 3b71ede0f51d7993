import { createHash } from "node:crypto";
import type { Classes } from "../classes.ts";

/** The course's data: the 3s and 7s, as bytes. Nothing here knows a tensor. */

/** Width and height of a picture, in pixels. */
export const SIDE = 28;

/** Pixels in a picture. */
export const AREA = SIDE * SIDE;

/** Pictures of one digit, in the notebook's order. */
export interface DigitSet {
  /** Number of pictures. */
  readonly count: number;
  /** `[count, 28, 28]`, row by row: 0 is background, 255 is ink. */
  readonly pixels: Uint8Array;
  /** The notebook's file names, such as `10000.png`, sorted as strings. */
  readonly names: readonly string[];
}

/** The four sets of MNIST_SAMPLE, or of two other classes in the same parts. */
export interface Sets {
  /** What `threes` and `sevens` are pictures of: 3 and 7, unless a build was asked for others. */
  readonly classes: Classes;
  readonly train: { readonly threes: DigitSet; readonly sevens: DigitSet };
  readonly valid: { readonly threes: DigitSet; readonly sevens: DigitSet };
}

/** MNIST_SAMPLE, or something of the same form. */
export interface Digits extends Sets {
  /** What it is, as the reader is told: never "MNIST" for anything else. */
  readonly name: "MNIST" | "handwriting" | "idx files" | "picture folder";
  /**
   * SHA-256 in hex over names and pixels of the four sets (see `hashSets`); of a subset,
   * over the whole's and the counts (see `subsetSha256`). Same hash, same digits.
   */
  readonly sha256: string;
}

/**
 * SHA-256 in hex of four sets. Hashed, one set after another: the line `train/3 6131`
 * (folder and count), a line for each name, then all pixels. Order: that of `folders`.
 * Lines end in `\n`, text is UTF-8.
 */
export function hashSets(sets: Sets): string {
  const hash = createHash("sha256");
  for (const [folder, set] of folders(sets)) {
    hash.update(`${folder} ${set.count}\n`);
    for (const name of set.names) hash.update(`${name}\n`);
    hash.update(set.pixels);
  }
  return hash.digest("hex");
}

/** The four sets with the folder that each has in fast.ai's MNIST_SAMPLE: `train/3` first. */
export function folders(sets: Sets): readonly [string, DigitSet][] {
  const [first, second] = sets.classes;
  return [
    [`train/${first}`, sets.train.threes],
    [`train/${second}`, sets.train.sevens],
    [`valid/${first}`, sets.valid.threes],
    [`valid/${second}`, sets.valid.sevens],
  ];
}

/** One picture of 784 bytes. */
export interface Picture {
  readonly name: string;
  readonly pixels: Uint8Array;
}

/** Puts pictures in the notebook's order: by name, as strings. */
export function inOrder(pictures: readonly Picture[]): DigitSet {
  const sorted = pictures.toSorted((a, b) =>
    a.name < b.name ? -1 : a.name > b.name ? 1 : 0,
  );
  const pixels = new Uint8Array(sorted.length * AREA);
  sorted.forEach((picture, index) => {
    pixels.set(picture.pixels, index * AREA);
  });
  return {
    count: sorted.length,
    pixels,
    names: sorted.map((picture) => picture.name),
  };
}

/** What stands for the digits' identity where a topic is about something else. */
export const noDigits = "none";
