/**
 * The value at this place, from 0; below 0 from the end, as `at` counts. Throws RangeError where
 * there is none: a figure or a claim on a number that nothing measured would be false.
 */
export function nth<T>(values: ArrayLike<T>, index: number): T {
  const value = values[index < 0 ? values.length + index : index];
  if (value === undefined) {
    throw new RangeError(`no value at ${index}: there are ${values.length}`);
  }
  return value;
}
