import { readBounded, UnboundedError } from "./bounded.ts";
import { type Finding, FindingsError, UserError } from "./errors.ts";
import { isMissing } from "./files.ts";
import { limits } from "./limits.ts";

/**
 * The text of the file `path`, which findings call `name`; undefined when there is none. Throws
 * UserError for what is no file (a pipe would never end), and FindingsError for a text that is
 * not UTF-8 or larger than `most` bytes, which is not read then.
 */
export async function readText(
  path: string,
  name: string,
  most: number = limits.bytes,
): Promise<string | undefined> {
  try {
    return decodeText(await readBounded(path, most), name);
  } catch (error) {
    if (isMissing(error)) return undefined;
    if (!(error instanceof UnboundedError)) throw error;
    const { message, size } = error;
    throw size === undefined
      ? new UserError(`${message}: ${name}`, "put a text file there")
      : new FindingsError([tooLarge(name, size, most)]);
  }
}

function tooLarge(file: string, size: number, most: number): Finding {
  return {
    ...{ file, line: 1, column: 1, severity: "error", rule: "text-too-large" },
    message: `too large: ${size} bytes, at most ${most}`,
    hint: "leave data in a file of its own, and split a text that is all words",
  } as const;
}

/**
 * The text in `bytes`, without the byte-order mark that some editors put in front of it.
 * `path` is the file's, relative to the project root. Throws FindingsError with the first
 * place that is not UTF-8: read all the same, it would be a hole in the text.
 */
function decodeText(bytes: Uint8Array, path: string): string {
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
  let offset = Buffer.byteLength(text.slice(0, at));
  // The replacement may stand in the text itself.
  while (isCharacter(bytes, offset)) {
    const next = text.indexOf(replacement, at + 1);
    // Good up to there, so that its bytes can be counted.
    offset += Buffer.byteLength(text.slice(at, next));
    at = next;
  }
  const byte = bytes[offset] ?? 0;
  const before = text.slice(0, at);
  return {
    line: before.split("\n").length,
    column: at - before.lastIndexOf("\n"),
    message: `file is not UTF-8: byte 0x${byte.toString(16).toUpperCase()}`,
    ...found,
  };
}

function isCharacter(bytes: Uint8Array, offset: number): boolean {
  const three = bytes.subarray(offset, offset + 3);
  return Buffer.from(three).toString("hex") === "efbfbd";
}
