import { limits } from "../../limits.ts";
import { readLines } from "./lines.ts";

/** A block that begins with `:::name` and has no end. */
interface Unclosed {
  readonly name: string;
  /** 1-based; where it was opened. */
  readonly line: number;
}

const opening = /^ {0,3}(:{3,})([a-z][\w-]*)/i;
const closing = /^ {0,3}(:{3,})[ \t]*$/;

/**
 * The first block of a template that is not closed: by the end of the text, or by the beginning
 * of a block that would have to have fewer colons to stand inside it. The parser would close
 * it with the next block's end, and take that one for the open one.
 */
export function findUnclosed(text: string): Unclosed | undefined {
  const { lines, isSure } = readLines(text);
  // Its end may lie behind the lines that were read; that they are too many is said elsewhere.
  if (!isSure || lines.length > limits.allLines) return undefined;
  const open: (Unclosed & { readonly colons: number })[] = [];
  for (const { number, text: line, kind } of lines) {
    if (kind !== "prose") continue;
    const [, colons = "", name] =
      opening.exec(line) ?? closing.exec(line) ?? [];
    if (colons === "") continue;
    if (name === undefined) {
      // The parser asks the outermost first; too few colons close nothing, and it says so.
      const closed = open.findIndex((each) => colons.length >= each.colons);
      if (closed >= 0 && closed < open.length - 1) break;
      if (closed >= 0) open.pop();
    } else if (colons.length >= (open.at(-1)?.colons ?? Infinity)) break;
    else open.push({ name, line: number, colons: colons.length });
  }
  return open.at(-1);
}
