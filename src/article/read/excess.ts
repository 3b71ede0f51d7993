import { limits } from "../../limits.ts";
import type { PlacedProblem } from "../report.ts";
import { readLines, type TemplateLine } from "./lines.ts";

/** What there may be too much of: as a person calls it (`#` is how much), and what to do then. */
const words = {
  bytes: ["# characters", "split it into two texts"],
  allLines: ["lines", "leave data in a file of its own"],
  codeLine: ["line of # characters", "break it"],
  indent: ["# columns in front of the text", "begin it further to the left"],
  containers: [
    "quotes and lists inside one another",
    "one level of a quote or a list is all that a page shows",
  ],
  word: [
    "characters without a space",
    "set it as a block of code, or shorten it",
  ],
  prose: ["characters outside of code", "split it into two texts"],
  lines: ["lines outside of code", "split it into two texts"],
  block: ["characters without an empty line", "break it up with empty lines"],
  signs: [
    "signs of Markdown without an empty line",
    "break it up with empty lines, or set it as a block of code",
  ],
  allSigns: ["signs of Markdown", "split it into two texts"],
  numbers: [
    "numbers outside of code",
    "set data as a block of code, or leave it in a file",
  ],
  brackets: ["brackets inside one another", "close them, or set them as code"],
  definitions: ["addresses of references", "write the address in its link"],
  quotes: ["lines of quotes", "quote less"],
  rules: ["lines of dashes", "take some out"],
  comments: ["comments", "join or remove some"],
  directives: ["blocks that begin with :::", "split it into two texts"],
} as const;

type Limited = keyof typeof words;
type Counts = { [key in Limited]: number };

/**
 * The first thing that `text` has more of than `limits` allows, or undefined: then Markdown's
 * parser reads it in a second or so. Takes time in proportion to the text.
 */
export function findExcess(text: string): PlacedProblem | undefined {
  if (text.length > limits.bytes) return excess("bytes", 1, 1, text.length);
  const names = Object.keys(words);
  const counts = Object.fromEntries(names.map((key) => [key, 0])) as Counts;
  for (const line of readLines(text).lines) {
    if (line.number > limits.allLines)
      return excess("allLines", line.number, 1);
    const found =
      line.kind === "code" ? findWide(line) : countLine(line, counts);
    if (found !== undefined) return found;
  }
  return undefined;
}

function findWide({ number, text }: TemplateLine): PlacedProblem | undefined {
  const most = limits.codeLine;
  return text.length > most
    ? excess("codeLine", number, most + 1, text.length)
    : undefined;
}

const inLine = [
  "lines",
  "rules",
  "quotes",
  "directives",
  "definitions",
] as const;

/** Counts a line outside of code. */
function countLine(
  line: TemplateLine,
  counts: Counts,
): PlacedProblem | undefined {
  const { number, text, kind } = line;
  // An item of a list is a text of its own, whatever stands above it.
  if (kind === "blank" || /^[-*+] +\S/.test(text)) startBlock(counts);
  if (kind === "blank") {
    counts.prose += text.length;
    return firstOver(["prose"], counts, number, 1);
  }
  counts.lines += 1;
  if (/^ {0,3}(?:-+|=+)[ \t]*$/.test(text)) counts.rules += 1;
  if (/^ {0,3}>/.test(text)) counts.quotes += 1;
  if (/^ {0,3}:{3,}[a-z]/i.test(text)) counts.directives += 1;
  if (/^\s*\[/.test(text) && text.includes("]:")) counts.definitions += 1;
  return (
    firstOver(inLine, counts, number, 1) ??
    findDeep(line) ??
    countCharacters(line, counts)
  );
}

function startBlock(counts: Counts): void {
  counts.block = 0;
  counts.signs = 0;
  counts.brackets = 0;
}

const opener = /[\s>]*(?:[-+*?]|\d{1,9}[.)])(?=\s)|[\s>]*>/y;

/** Quotes and lists that the line opens inside one another, and its indentation. */
function findDeep({ number, text }: TemplateLine): PlacedProblem | undefined {
  const indent = text.length - text.trimStart().length;
  if (indent > limits.indent)
    return excess("indent", number, indent + 1, indent);
  let containers = 0;
  let at = 0;
  while (containers <= limits.containers) {
    opener.lastIndex = at;
    const found = opener.exec(text)?.[0];
    if (found === undefined) return undefined;
    containers += Math.max(1, found.split(">").length - 1);
    at = opener.lastIndex;
  }
  return excess("containers", number, at);
}

const signs = new Set("*_~[]!:`$<@&{}\\");

function countCharacters(
  { number, text }: TemplateLine,
  counts: Counts,
): PlacedProblem | undefined {
  let word = 0;
  let wasDigit = false;
  for (let index = 0; index < text.length; index += 1) {
    const sign = text[index] ?? "";
    const isDigit = sign >= "0" && sign <= "9";
    word = sign === " " || sign === "\t" ? 0 : word + 1;
    if (isDigit && !wasDigit) counts.numbers += 1;
    wasDigit = isDigit;
    counts.prose += 1;
    counts.block += 1;
    if (signs.has(sign)) {
      counts.signs += 1;
      counts.allSigns += 1;
      const next = text[index + 1];
      if (sign === "<" && (next === "!" || next === "?")) counts.comments += 1;
      if (sign === "[" || sign === "{") counts.brackets += 1;
      if (sign === "]" || sign === "}")
        counts.brackets = Math.max(0, counts.brackets - 1);
    }
    if (word > limits.word) return excess("word", number, index + 1);
    const found = firstOver(inText, counts, number, index + 1);
    if (found !== undefined) return found;
  }
  return undefined;
}

const inText = [
  "block",
  "signs",
  "brackets",
  "comments",
  "numbers",
  "allSigns",
  "prose",
] as const;

function firstOver(
  keys: readonly Limited[],
  counts: Counts,
  line: number,
  column: number,
): PlacedProblem | undefined {
  const key = keys.find((each) => counts[each] > limits[each]);
  return key && excess(key, line, column);
}

function excess(
  key: Limited,
  line: number,
  column: number,
  found = 0,
): PlacedProblem {
  const [what, hint] = words[key];
  const many = what.replace("#", String(found));
  const message = `too large: ${many}, at most ${limits[key].toLocaleString("en")}`;
  return { line, column, rule: "text-too-large", message, hint };
}
