/**
 * The same plain data with every float32 written as the shortest decimal that reads back
 * as that float32 (0.11143655 in place of 0.11143655329942703), and typed arrays as plain
 * ones. A quarter of the bytes, and no digit that was never there. Minus zero becomes zero,
 * which is how JSON writes it.
 */
export function shorten(value: unknown): unknown {
  if (typeof value === "number") return shortest(value);
  if (ArrayBuffer.isView(value) && !(value instanceof DataView)) {
    return Array.from(value as unknown as ArrayLike<number>, shortest);
  }
  if (Array.isArray(value)) return value.map(shorten);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [key, shorten(each)]),
  );
}

function shortest(value: number): number {
  if (!Number.isFinite(value) || Math.fround(value) !== value) return value;
  for (let digits = 1; digits <= 9; digits++) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === value) return short;
  }
  return value;
}
