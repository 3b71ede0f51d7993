/**
 * Logarithm, cosine and sine in single precision, rounded as PyTorch rounds them where it fills
 * a tensor with normal numbers on a CPU with AVX2. `Math.log` and its kin are nearer to the truth,
 * and for one normal number in six that is a different float.
 * Source: Cephes' `logf` and `sinf` (S. Moshier, 1992), evaluated with fused multiply-add.
 */

const float = Math.fround;

/** `x·y + z` rounded once. A double holds the product exactly. */
function fused(x: number, y: number, z: number): number {
  return float(x * y + z);
}

/** The polynomial with these coefficients, highest power first, at x. */
function polynomial(coefficients: readonly number[], x: number): number {
  return coefficients.reduce((sum, next) => fused(sum, x, next));
}

const LOG = [
  7.0376836292e-2, -1.151461031e-1, 1.167699874e-1, -1.2420140846e-1,
  1.4249322787e-1, -1.6668057665e-1, 2.0000714765e-1, -2.4999993993e-1,
  3.3333331174e-1,
].map(float);
const ROOT_HALF = float(Math.SQRT1_2);
/** ln 2 = 0.693359375 − 2.12194440·10⁻⁴: the first part has few digits, so products are exact. */
const LN2 = [float(-2.1219444e-4), 0.693359375] as const;

/** ln x for a normal float x > 0. */
export function log(x: number): number {
  let exponent = 0;
  let t = x; // x = t · 2^exponent, until 0.5 ≤ t < 1
  for (; t < 0.5; exponent--) t *= 2;
  for (; t >= 1; exponent++) t /= 2;
  if (t < ROOT_HALF) {
    exponent -= 1;
    t += t;
  }
  t -= 1;
  const square = float(t * t);
  let y = float(polynomial(LOG, t) * t);
  y = fused(y, square, float(exponent * LN2[0]));
  y = fused(-square, 0.5, y);
  return fused(exponent, LN2[1], float(t + y));
}

const COS = [
  2.443315711809948e-5, -1.388731625493765e-3, 4.166664568298827e-2,
].map(float);
const SIN = [-1.9515295891e-4, 8.3321608736e-3, -1.6666654611e-1].map(float);
/** π/4 in three parts, for the same reason as ln 2 in two. */
const QUARTER = [0.78515625, 2.4187564849853516e-4, 3.774894977445941e-8];
const PER_QUARTER = float(4 / Math.PI);

/** cos x and sin x for a float 0 ≤ x < 8192. */
export function cosSin(x: number): readonly [cos: number, sin: number] {
  const octant = (Math.trunc(float(x * PER_QUARTER)) + 1) & ~1;
  const t = QUARTER.reduce(
    (rest, part) => fused(-octant, float(part), rest),
    x,
  );
  const square = float(t * t);
  const cosTail = float(polynomial(COS, square) * square);
  const cos = float(fused(cosTail, square, -float(square * 0.5)) + 1);
  const sin = fused(float(polynomial(SIN, square) * square), t, t);
  switch (octant & 6) {
    case 0:
      return [cos, sin];
    case 2:
      return [-sin, cos];
    case 4:
      return [-cos, -sin];
    default:
      return [sin, -cos];
  }
}
