/**
 * The generator behind the handwriting. Only integer operations, + − × ÷ and powers of two
 * are used, which every engine and processor rounds alike: same seed, same digits.
 */
export interface Random {
  /** Uniform in [0, 1). */
  next(): number;
  /** Uniform in [low, high). */
  between(low: number, high: number): number;
  /** Bell-shaped around `mean`, at most 3.47 times `spread` (one standard deviation) away. */
  around(mean: number, spread: number): number;
  /** True with this probability. */
  chance(probability: number): boolean;
  /** An index, drawn with these weights. */
  weighted(weights: readonly number[]): number;
}

/**
 * A generator for each pair of seed and stream: writers do not disturb one another.
 * Source: Chris Doty-Humphrey's sfc32, from PractRand.
 */
export function createRandom(seed: number, stream: number): Random {
  let a = seed | 0;
  let b = stream | 0;
  let c = 0x9e3779b9 | 0;
  let counter = 1;
  const bits = (): number => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    c |= 0;
    return sum >>> 0;
  };
  for (let warm = 0; warm < 15; warm++) bits();
  const next = () => bits() / 4_294_967_296;
  const between = (low: number, high: number) => low + (high - low) * next();
  // Four uniforms have variance 4/12: √3 brings their sum to variance 1.
  const bell = () => (next() + next() + next() + next() - 2) * Math.sqrt(3);
  return {
    next,
    between,
    around: (mean, spread) => mean + spread * bell(),
    chance: (probability) => next() < probability,
    weighted(weights) {
      let left = next() * weights.reduce((sum, weight) => sum + weight, 0);
      const found = weights.findIndex((weight) => {
        left -= weight;
        return left < 0;
      });
      return found < 0 ? weights.length - 1 : found;
    },
  };
}
