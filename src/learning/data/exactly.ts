/** A list of 1, 2, 3 or 4 values, as a tuple. */
interface Tuples<T> {
  readonly 1: readonly [T];
  readonly 2: readonly [T, T];
  readonly 3: readonly [T, T, T];
  readonly 4: readonly [T, T, T, T];
}

/**
 * All the values, of which there must be just so many: `const [height, width] =
 * exactly(2, image.shape)`. Throws RangeError where there are more or fewer: a default in their
 * place would be measured, or trained on, as if it were data.
 */
export function exactly<T, N extends keyof Tuples<T>>(
  count: N,
  values: ArrayLike<T>,
): Tuples<T>[N] {
  const all: readonly T[] = Array.from(values);
  if (all.length !== count) {
    throw new RangeError(`${count} values are needed: there are ${all.length}`);
  }
  return all as unknown as Tuples<T>[N];
}
