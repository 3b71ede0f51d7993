import { limits } from "../../limits.ts";
import type { Problem } from "../report.ts";
import { readLines, type TemplateLine } from "./lines.ts";

/** The first thing that a text has too much of, where it became too much. */
export interface Excess extends Problem {
  /** 1-based. */
  readonly line: number;
  /** 1-based. */
  readonly column: number;
}

/** What is counted: in one line, between two empty lines, or in the whole text. */
interface Counts {
  prose: number;
  lines: number;
  block: number;
  signs: number;
  allSigns: number;
  numbers: number;
  brackets: number;
  definitions: number;
  quotes: number;
  rules: number;
  comments: number;
  directives: number;
}

type Counted = keyof Counts;

/** What is counted, as a person calls it, and what to do about too many. */
const words: {
  readonly [key in Counted]: readonly [what: string, hint: string];
} = {
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
};

/**
 * The first thing that `text` has more of than `limits` allows, or undefined: then Markdown's
 * parser reads it in a second or so. Takes time in proportion to the text.
 */
export function findExcess(text: string): Excess | undefined {
  if (text.length > limits.bytes)
    return excess(
      1,
      1,
      `${text.length} characters`,
      limits.bytes,
      "split it into two texts",
    );
  const counts: Counts = {
    ...{ prose: 0, lines: 0, block: 0, signs: 0, allSigns: 0, numbers: 0 },
    ...{
      brackets: 0,
      definitions: 0,
      quotes: 0,
      rules: 0,
      comments: 0,
      directives: 0,
    },
  };
  for (const line of readLines(text).lines) {
    if (line.number > limits.allLines) {
      const hint = "leave data in a file of its own";
      return excess(line.number, 1, "lines", limits.allLines, hint);
    }
    const found =
      line.kind === "code" ? findWide(line) : countLine(line, counts);
    if (found !== undefined) return found;
  }
  return undefined;
}

function findWide({ number, text }: TemplateLine): Excess | undefined {
  const most = limits.codeLine;
  return text.length > most
    ? excess(
        number,
        most + 1,
        `line of ${text.length} characters`,
        most,
        "break it",
      )
    : undefined;
}

/** Counts a line outside of code. */
function countLine(line: TemplateLine, counts: Counts): Excess | undefined {
  const { number, text, kind } = line;
  // An item of a list is a text of its own, whatever stands above it.
  if (kind === "blank" || /^[-*+] +\S/.test(text)) startBlock(counts);
  if (kind === "blank") {
    counts.prose += text.length;
    return over("prose", counts, number, 1);
  }
  counts.lines += 1;
  if (/^ {0,3}(?:-+|=+)[ \t]*$/.test(text)) counts.rules += 1;
  if (/^ {0,3}>/.test(text)) counts.quotes += 1;
  if (/^ {0,3}:{3,}[a-z]/i.test(text)) counts.directives += 1;
  if (/^\s*\[/.test(text) && text.includes("]:")) counts.definitions += 1;
  for (const key of [
    "lines",
    "rules",
    "quotes",
    "directives",
    "definitions",
  ] as const) {
    const found = over(key, counts, number, 1);
    if (found !== undefined) return found;
  }
  return findDeep(line) ?? countCharacters(line, counts);
}

function startBlock(counts: Counts): void {
  counts.block = 0;
  counts.signs = 0;
  counts.brackets = 0;
}

const opener = /[\s>]*(?:[-+*?]|\d{1,9}[.)])(?=\s)|[\s>]*>/y;

/** Quotes and lists that the line opens inside one another, and its indentation. */
function findDeep({ number, text }: TemplateLine): Excess | undefined {
  const indent = text.length - text.trimStart().length;
  if (indent > limits.indent) {
    const what = `${indent} columns in front of the text`;
    return excess(
      number,
      indent + 1,
      what,
      limits.indent,
      "begin it further to the left",
    );
  }
  let containers = 0;
  let at = 0;
  while (containers <= limits.containers) {
    opener.lastIndex = at;
    const found = opener.exec(text)?.[0];
    if (found === undefined) return undefined;
    containers += Math.max(1, found.split(">").length - 1);
    at = opener.lastIndex;
  }
  const hint = "one level of a quote or a list is all that a page shows";
  return excess(
    number,
    at,
    "quotes and lists inside one another",
    limits.containers,
    hint,
  );
}

const signs = new Set("*_~[]!:`$<@&{}\\");

function countCharacters(
  { number, text }: TemplateLine,
  counts: Counts,
): Excess | undefined {
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
    if (word > limits.word) {
      const what = "characters without a space";
      const hint = "set it as a block of code, or shorten it";
      return excess(number, index + 1, what, limits.word, hint);
    }
    const found = overAny(counts, number, index + 1);
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

function overAny(
  counts: Counts,
  line: number,
  column: number,
): Excess | undefined {
  for (const key of inText) {
    if (counts[key] > limits[key]) return over(key, counts, line, column);
  }
  return undefined;
}

function over(
  key: Counted,
  counts: Counts,
  line: number,
  column: number,
): Excess | undefined {
  if (counts[key] <= limits[key]) return undefined;
  const [what, hint] = words[key];
  return excess(line, column, what, limits[key], hint);
}

function excess(
  line: number,
  column: number,
  what: string,
  most: number,
  hint: string,
): Excess {
  const message = `too large: ${what}, at most ${grouped(most)}`;
  return { line, column, rule: "text-too-large", message, hint };
}

function grouped(number: number): string {
  return String(number)
    .replace(/(\d)(\d{3})$/, "$1,$2")
    .replace(/^(\d+)(\d{3}),/, "$1,$2,");
}
