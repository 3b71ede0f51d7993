/**
 * MT19937, the generator behind PyTorch's CPU stream, Python's `random` and NumPy's old one.
 * Source: Matsumoto & Nishimura, "Mersenne Twister", ACM TOMACS 8(1), 1998; the seeding is
 * their `init_genrand` and `init_by_array` of 2002.
 */

/** Words of state. */
const N = 624;
/** How far ahead the word lies that is mixed in. */
const M = 397;

export class MersenneTwister {
  private readonly state = new Uint32Array(N);
  private used = N;

  /** `init_genrand(seed)`: the low 32 bits of the seed count. */
  constructor(seed: number) {
    this.state[0] = seed;
    for (let i = 1; i < N; i++) {
      this.state[i] = Math.imul(1812433253, this.mixed(i - 1)) + i;
    }
  }

  /** `init_by_array(key)`: a generator from any number of 32-bit words. */
  static fromKey(key: readonly number[]): MersenneTwister {
    const twister = new MersenneTwister(19650218);
    const state = twister.state;
    const wrap = (i: number) => {
      if (i < N) return i;
      state[0] = state[N - 1] ?? 0;
      return 1;
    };
    let i = 1;
    for (let k = 0; k < Math.max(N, key.length); k++) {
      const j = k % key.length;
      const mixed = Math.imul(1664525, twister.mixed(i - 1));
      state[i] = ((state[i] ?? 0) ^ mixed) + (key[j] ?? 0) + j;
      i = wrap(i + 1);
    }
    for (let k = 1; k < N; k++) {
      const mixed = Math.imul(1566083941, twister.mixed(i - 1));
      state[i] = ((state[i] ?? 0) ^ mixed) - i;
      i = wrap(i + 1);
    }
    state[0] = 0x80000000;
    return twister;
  }

  /** The next output: an integer in 0…2³²−1. */
  next(): number {
    if (this.used === N) this.twist();
    let word = this.state[this.used++] ?? 0;
    word ^= word >>> 11;
    word ^= (word << 7) & 0x9d2c5680;
    word ^= (word << 15) & 0xefc60000;
    word ^= word >>> 18;
    return word >>> 0;
  }

  /** Passes over the next `count` outputs. */
  skip(count: number): void {
    for (let i = 0; i < count; i++) this.next();
  }

  private mixed(i: number): number {
    const word = this.state[i] ?? 0;
    return word ^ (word >>> 30);
  }

  private twist(): void {
    const state = this.state;
    for (let i = 0; i < N; i++) {
      const next = state[(i + 1) % N] ?? 0;
      const word = ((state[i] ?? 0) & 0x80000000) | (next & 0x7fffffff);
      const magic = word & 1 ? 0x9908b0df : 0;
      state[i] = (state[(i + M) % N] ?? 0) ^ (word >>> 1) ^ magic;
    }
    this.used = 0;
  }
}
