/** The course's data: the 3s and 7s, as bytes. Nothing here knows a tensor. */

/** Pictures of one digit, in the notebook's order. */
export interface DigitSet {
  /** Number of pictures. */
  readonly count: number;
  /** `[count, 28, 28]`, row by row: 0 is background, 255 is ink. */
  readonly pixels: Uint8Array;
  /** The notebook's file names, such as `10000.png`, sorted as strings. */
  readonly names: readonly string[];
}

/** MNIST_SAMPLE, or something of the same form. */
export interface Digits {
  /** What it is, as the reader is told: never "MNIST" for anything else. */
  readonly name: "MNIST" | "handwriting" | "PNG folder";
  /** SHA-256 over names and pixels of the four sets, in hex. */
  readonly sha256: string;
  readonly train: { readonly threes: DigitSet; readonly sevens: DigitSet };
  readonly valid: { readonly threes: DigitSet; readonly sevens: DigitSet };
}
