import { sha256 } from "../files.ts";
import { AREA, type DigitSet, type Digits } from "./digits.ts";

/** How many pictures of each class to keep. */
export interface Counts {
  readonly train: number;
  readonly valid: number;
}

/**
 * The first `train` and `valid` pictures of each class (all of them where there are
 * fewer), without copying pixels.
 */
export function takeDigits(digits: Digits, counts: Counts): Digits {
  const { train, valid } = digits;
  return {
    name: digits.name,
    classes: digits.classes,
    sha256: subsetSha256(digits.sha256, counts),
    train: {
      threes: first(train.threes, counts.train),
      sevens: first(train.sevens, counts.train),
    },
    valid: {
      threes: first(valid.threes, counts.valid),
      sevens: first(valid.sevens, counts.valid),
    },
  };
}

/**
 * The `sha256` that `takeDigits` gives a subset, from the whole's `sha256`: known without
 * opening any data, so that a build can tell that nothing changed.
 */
export function subsetSha256(whole: string, counts: Counts): string {
  return sha256(`${whole} train ${counts.train} valid ${counts.valid}\n`);
}

function first(set: DigitSet, count: number): DigitSet {
  const kept = Math.max(0, Math.min(set.count, Math.floor(count)));
  return {
    count: kept,
    pixels: set.pixels.subarray(0, kept * AREA),
    names: set.names.slice(0, kept),
  };
}
