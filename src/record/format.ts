/**
 * JSON that a person can read and a diff can show: objects one key a line, lists of plain
 * values on one line. Key order is kept; the same value gives the same text.
 */
export function formatJson(value: unknown): string {
  return `${format(value, "")}\n`;
}

function format(value: unknown, indent: string): string {
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  const deeper = `${indent}  `;
  if (Array.isArray(value)) {
    if (value.length === 0) return "[]";
    if (value.every(isPlain)) {
      return `[${value.map((each) => JSON.stringify(each)).join(", ")}]`;
    }
    const rows = value.map((each) => deeper + format(each, deeper));
    return `[\n${rows.join(",\n")}\n${indent}]`;
  }
  const entries = Object.entries(value).filter(
    ([, each]) => each !== undefined,
  );
  if (entries.length === 0) return "{}";
  const lines = entries.map(
    ([key, each]) => `${deeper}${JSON.stringify(key)}: ${format(each, deeper)}`,
  );
  return `{\n${lines.join(",\n")}\n${indent}}`;
}

/** Numbers, strings, and points such as `[0.1, 2]`. */
function isPlain(value: unknown): boolean {
  if (Array.isArray(value)) {
    return value.length <= 3 && value.every((each) => typeof each === "number");
  }
  return value === null || typeof value !== "object";
}
