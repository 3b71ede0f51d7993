import type { RootContent } from "mdast";
import { toString as toText } from "mdast-util-to-string";
import type { Lowered } from "../lower/lower.ts";

/** How long an article is, as Medium would reckon. */
export interface Reading {
  /** Everything that is read: prose, headings, lists, code. */
  readonly words: number;
  /** Words in paragraphs, lists and quotes only. */
  readonly prose: number;
  readonly seconds: number;
  /** Rounded up, as it is shown under a title; at least 1. */
  readonly minutes: number;
}

/**
 * Words at 265 a minute, and 12 s for the first picture, 11 s for the second, down to 3 s each.
 * An estimate. Source: Medium's help text, as quoted and checked by the `readtime` package.
 */
export function readingTime({ tree, pictures }: Lowered): Reading {
  const isProse = /^(?:paragraph|list|blockquote)$/;
  const words = countWords(tree.children);
  const prose = countWords(
    tree.children.filter((node) => isProse.test(node.type)),
  );
  let seconds = (words / 265) * 60;
  for (let index = 0; index < pictures.length; index += 1) {
    seconds += Math.max(3, 12 - index);
  }
  return {
    words,
    prose,
    seconds: Math.round(seconds),
    minutes: Math.max(1, Math.ceil(seconds / 60)),
  };
}

function countWords(nodes: readonly RootContent[]): number {
  const texts = nodes.map((node) => {
    if (node.type === "list")
      return node.children.map((item) => toText(item)).join(" ");
    // A picture's own text would be its alternative: nobody reads both.
    return toText(node.type === "picture" ? node.children : node);
  });
  // A run of signs without a letter or digit is no word.
  const words = texts.join(" ").split(/\s+/);
  return words.filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
}
