/**
 * How far measured values lie from the wanted ones: the largest difference, as a share of the
 * largest wanted value (at least 1). Infinite where there are more or fewer of them.
 */
export function farthest(
  measured: ArrayLike<number>,
  wanted: ArrayLike<number>,
): number {
  if (measured.length !== wanted.length) return Number.POSITIVE_INFINITY;
  let [scale, largest] = [1, 0]; // Math.max keeps a NaN, which is less than nothing
  for (let i = 0; i < wanted.length; i += 1) {
    const [one, other] = [measured[i] ?? NaN, wanted[i] ?? NaN];
    scale = Math.max(scale, Math.abs(other));
    largest = Math.max(largest, Math.abs(one - other));
  }
  return largest / scale;
}
