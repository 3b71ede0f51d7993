import { MersenneTwister } from "./mersenne.ts";
import { TorchRandom } from "./torch-random.ts";

/** Stands between two names in a key: larger than any byte of a name. */
const SEPARATOR = 256;

/**
 * Random numbers for experiments of our own: one seed, any number of named streams that do not
 * disturb one another. Draws are those of `TorchRandom` and orders for a DataLoader; a `named`
 * stream depends on the seed and the names alone, not on what was drawn before.
 */
export class Stream extends TorchRandom {
  private readonly key: readonly number[];

  /** Seed: an integer, 0 to 2⁵³−1. Throws RangeError for any other number. */
  constructor(seed: number | readonly number[]) {
    const key = typeof seed === "number" ? words(seed) : seed;
    super(MersenneTwister.fromKey(key));
    this.key = key;
  }

  /** The stream of this name: `stream.named("shuffle")`. */
  named(name: string): Stream {
    return new Stream([
      ...this.key,
      SEPARATOR,
      ...new TextEncoder().encode(name),
    ]);
  }

  /** An integer in 0…limit−1, each as likely as the others; limit at most 2³². */
  integer(limit: number): number {
    const fair = 2 ** 32 - (2 ** 32 % limit);
    for (;;) {
      const word = this.generator.next();
      if (word < fair) return word % limit;
    }
  }

  // #region permutation
  /** 0…count−1 in a random order (Fisher and Yates). */
  permutation(count: number): Uint32Array {
    const order = Uint32Array.from({ length: count }, (_, index) => index);
    for (let last = count - 1; last > 0; last--) {
      const at = this.integer(last + 1);
      const chosen = order[at] ?? 0;
      order[at] = order[last] ?? 0;
      order[last] = chosen;
    }
    return order;
  }
  // #endregion
}

function words(seed: number): readonly number[] {
  if (!Number.isSafeInteger(seed) || seed < 0) {
    throw new RangeError(`seed is not an integer from 0 on: ${seed}`);
  }
  return [seed % 2 ** 32, Math.floor(seed / 2 ** 32)];
}
