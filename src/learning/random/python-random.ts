import { MersenneTwister } from "./mersenne.ts";

/**
 * Python's `random.Random(seed)`: each method returns what Python's of that name returns.
 * Source: CPython, `Modules/_randommodule.c` and `Lib/random.py`.
 */
export class PythonRandom {
  private readonly generator: MersenneTwister;

  /** Seed: an integer of at most 53 bits; its sign does not count, as in Python. */
  constructor(seed: number) {
    const size = Math.abs(seed);
    const low = size % 2 ** 32;
    const high = Math.floor(size / 2 ** 32);
    this.generator = MersenneTwister.fromKey(high > 0 ? [low, high] : [low]);
  }

  /** An integer in first…last, both included; at most 32 bits apart. */
  randint(first: number, last: number): number {
    return first + this.below(last - first + 1);
  }

  // #region sample
  /** `random.sample(range(count), count)`: 0…count−1 in a random order. */
  permutation(count: number): Uint32Array {
    const pool = Uint32Array.from({ length: count }, (_, index) => index);
    const order = new Uint32Array(count);
    for (let left = count; left > 0; left--) {
      const at = this.below(left);
      order[count - left] = pool[at] ?? 0;
      pool[at] = pool[left - 1] ?? 0; // the last one left takes its place
    }
    return order;
  }
  // #endregion

  /** An integer in 0…limit−1, by drawing as many bits as it needs until one fits. */
  private below(limit: number): number {
    const bits = Math.floor(Math.log2(limit)) + 1;
    for (;;) {
      const value =
        bits > 32
          ? this.generator.next() + (this.generator.next() >>> 31) * 2 ** 32
          : this.generator.next() >>> (32 - bits);
      if (value < limit) return value;
    }
  }
}
