import { type Finding, FindingsError } from "./errors.ts";

/**
 * The text in `bytes`, without the byte-order mark that some editors put in front of it.
 * `path` is the file's, relative to the project root. Throws FindingsError with the first
 * place that is not UTF-8: read all the same, it would be a hole in the text.
 */
export function decodeText(bytes: Uint8Array, path: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new FindingsError([{ file: path, ...findBroken(bytes) }]);
  }
}

/** What a decoder that must not stop puts in place of bytes that are no character. */
const replacement = "\uFFFD";

function findBroken(bytes: Uint8Array): Omit<Finding, "file"> {
  const found = {
    severity: "error",
    rule: "not-utf-8",
    hint: "save it as UTF-8 in your editor",
  } as const;
  const [first, second] = bytes;
  if (
    (first === 0xff && second === 0xfe) ||
    (first === 0xfe && second === 0xff)
  )
    return {
      line: 1,
      column: 1,
      message: "file is UTF-16, not UTF-8",
      ...found,
    };
  const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
  let at = text.indexOf(replacement);
  // The replacement may stand in the text itself.
  while (isCharacter(bytes, offsetOf(text, at)))
    at = text.indexOf(replacement, at + 1);
  const byte = bytes[offsetOf(text, at)] ?? 0;
  const before = text.slice(0, at);
  return {
    line: before.split("\n").length,
    column: at - before.lastIndexOf("\n"),
    message: `file is not UTF-8: byte 0x${byte.toString(16).toUpperCase()}`,
    ...found,
  };
}

/** Good up to `at`, so that its bytes can be counted. */
function offsetOf(text: string, at: number): number {
  return Buffer.byteLength(text.slice(0, at));
}

function isCharacter(bytes: Uint8Array, offset: number): boolean {
  const three = bytes.subarray(offset, offset + 3);
  return Buffer.from(three).toString("hex") === "efbfbd";
}
