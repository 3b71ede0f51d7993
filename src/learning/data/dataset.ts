import { AREA, type Sets } from "../../digits/digits.ts";

/**
 * What a model learns from or is judged by. The values lie in typed arrays and become tensors
 * batch by batch: on WASM, cutting a batch from one big tensor takes longer than training on it.
 */
export interface Dataset {
  /** Number of items. */
  readonly count: number;
  /** Shape of one item's input: `[784]` for a digit as a row of pixels. */
  readonly inputShape: readonly number[];
  /** `[count, …inputShape]`, item by item. */
  readonly inputs: Float32Array;
  /** `[count]`: one number an item. */
  readonly targets: Float32Array;
}

/** All threes, then all sevens, as rows of 784 pixels 0…1. A three is 1, a seven 0. */
// #region threes-and-sevens
export function threesAndSevens({ threes, sevens }: Sets["train"]): Dataset {
  const count = threes.count + sevens.count;
  const pixels = new Uint8Array(count * AREA);
  pixels.set(threes.pixels);
  pixels.set(sevens.pixels, threes.count * AREA);
  const inputs = new Float32Array(pixels).map((byte) => byte / 255);
  const targets = new Float32Array(count).fill(1, 0, threes.count);
  return { count, inputShape: [AREA], inputs, targets };
}
// #endregion
