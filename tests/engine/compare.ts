/**
 * How far measured values lie from the wanted ones: the largest difference, as a share of the
 * largest wanted value (at least 1). Infinite where there are more or fewer of them.
 */
export function farthest(
  measured: ArrayLike<number>,
  wanted: ArrayLike<number>,
): number {
  if (measured.length !== wanted.length) return Number.POSITIVE_INFINITY;
  const pairs = Array.from(wanted, (each, i) => [each, measured[i] ?? NaN]);
  const scale = Math.max(1, ...pairs.map(([each = 0]) => Math.abs(each)));
  const distances = pairs.map(([a = NaN, b = NaN]) => Math.abs(a - b) / scale);
  return Math.max(0, ...distances);
}
