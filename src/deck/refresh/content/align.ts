/**
 * Which item of `after` each item of `before` became, by its index: what reads the same, in order,
 * and then what stands between two of those when it is as many. Items that nothing says are the
 * same have no partner.
 */
export function align(
  before: readonly string[],
  after: readonly string[],
): Map<number, number> {
  const pairs = longestCommon(before, after);
  const found = new Map(pairs);
  const ends: readonly (readonly [number, number])[] = [
    ...pairs,
    [before.length, after.length],
  ];
  let [left, right] = [0, 0];
  for (const [toLeft, toRight] of ends) {
    const count = toLeft - left;
    if (count === toRight - right) {
      for (let step = 0; step < count; step++)
        found.set(left + step, right + step);
    }
    [left, right] = [toLeft + 1, toRight + 1];
  }
  return found;
}

/** The longest common subsequence of two lists, as pairs of indices. */
export function longestCommon(
  one: readonly string[],
  other: readonly string[],
): [number, number][] {
  const width = other.length + 1;
  const lengths = new Uint32Array((one.length + 1) * width);
  for (let i = one.length - 1; i >= 0; i--) {
    for (let j = other.length - 1; j >= 0; j--) {
      lengths[i * width + j] =
        one[i] === other[j]
          ? (lengths[(i + 1) * width + j + 1] ?? 0) + 1
          : Math.max(
              lengths[(i + 1) * width + j] ?? 0,
              lengths[i * width + j + 1] ?? 0,
            );
    }
  }
  const pairs: [number, number][] = [];
  for (let i = 0, j = 0; i < one.length && j < other.length; ) {
    if (one[i] === other[j]) pairs.push([i++, j++]);
    else if (
      (lengths[(i + 1) * width + j] ?? 0) >= (lengths[i * width + j + 1] ?? 0)
    )
      i++;
    else j++;
  }
  return pairs;
}
