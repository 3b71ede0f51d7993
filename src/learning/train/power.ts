/** 2²⁷ + 1 cuts a double of 53 bits into two halves. Source: Veltkamp 1968. */
const HALVES = 2 ** 27 + 1;

/** A number as the sum of a double and what that double leaves of it. */
type Pair = readonly [value: number, rest: number];

/**
 * x to the power of a whole number from 0 on, by squaring, with twice a double's digits on the way:
 * the result is the double next to the truth wherever it and its parts are neither subnormal nor
 * near the largest double. `**` and `Math.pow` give other last digits from one Node to the next.
 * Throws RangeError for any other exponent.
 */
export function power(x: number, exponent: number): number {
  if (!Number.isSafeInteger(exponent) || exponent < 0) {
    throw new RangeError(`exponent is not an integer from 0 on: ${exponent}`);
  }
  let result: Pair = [1, 0];
  let square: Pair = [x, 0];
  for (let left = exponent; left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) result = times(result, square);
    if (left > 1) square = times(square, square);
  }
  return result[0];
}

/** The product, wrong by some 2⁻¹⁰⁴ of it. Source: Dekker 1971. */
function times([a, aRest]: Pair, [b, bRest]: Pair): Pair {
  const product = a * b;
  const [aHigh, aLow] = halves(a);
  const [bHigh, bLow] = halves(b);
  const high = aHigh * bHigh - product;
  const lost = high + aHigh * bLow + aLow * bHigh + aLow * bLow;
  const rest = lost + (a * bRest + aRest * b);
  const value = product + rest;
  // Beyond the largest double there is nothing to be exact about.
  if (!Number.isFinite(value)) return [product, 0];
  return [value, rest - (value - product)];
}

/** Two doubles of at most 26 bits each that add up to x. */
function halves(x: number): Pair {
  const large = x * HALVES;
  const high = large - (large - x);
  return [high, x - high];
}
