/**
 * The value, which must be there: what a Map holds, or what `find` found. Throws RangeError with
 * `what` where it is undefined or null, in place of recording less without a word.
 */
export function defined<T>(value: T | undefined | null, what: string): T {
  if (value === undefined || value === null) {
    throw new RangeError(`there is no ${what}`);
  }
  return value;
}
