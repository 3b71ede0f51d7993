/** What the JSON in `bytes` holds; undefined where it is none. Nothing of it is known yet. */
export function parseJson(bytes: Buffer | undefined): unknown {
  if (bytes === undefined) return undefined;
  try {
    return JSON.parse(bytes.toString());
  } catch {
    return undefined;
  }
}

export function isObject(value: unknown): value is { [key: string]: unknown } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** True for an object that holds nothing but texts. */
export function isTexts(value: unknown): value is { [key: string]: string } {
  return (
    isObject(value) &&
    Object.values(value).every((each) => typeof each === "string")
  );
}

/** True for a SHA-256 in hex. */
export function isHash(value: unknown): value is string {
  return typeof value === "string" && /^[0-9a-f]{64}$/.test(value);
}
