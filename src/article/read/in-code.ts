/** A directive that stands in code, as it was written there. */
interface CodeDirective {
  /** Up to its name: `:number[accuracy]`, `::listing{#step}`. */
  readonly text: string;
  /** Index of its first colon. */
  readonly index: number;
  /** What it would quote. */
  readonly name: string;
}

/**
 * A whole directive where code begins or behind a space, so that no slice, type or object of a
 * programming language is taken for one: `a[1:number[0]]`, `x?:number[]`, `{text:text[i]}`.
 */
const directive =
  /(?<![^\s`(~≈=<>−-]):(?:(?:number|percent|spread|text|run)\[([a-z][a-z\d-]*)\]|claim\[[^\]\n]+\]\{#([\w-]+)|:{1,2}(?:listing|output|table|figure|claim)\{#([\w-]+))/g;

/** The directives that a piece of code holds, in its order. */
export function directivesIn(code: string): CodeDirective[] {
  return [...code.matchAll(directive)].map((match) => ({
    text: match[0],
    index: match.index,
    name: match[1] ?? match[2] ?? match[3] ?? "",
  }));
}

/** What to do about one, by the kind of code. */
export const inCodeHint = {
  inlineCode: "take the backquotes away: a bound number needs none",
  code: "quote what ran, ::listing{#…}, or what it printed, ::output{#…}",
} as const;
