import type { Nodes } from "mdast";
import { toString as toText } from "mdast-util-to-string";
import { visit } from "unist-util-visit";
import { commentOf, promptOf } from "../article/read/comment.ts";
import { findExcess } from "../article/read/excess.ts";
import { parseTemplate } from "../article/read/parse.ts";

/** How much of a text stands in another one, too. */
export interface Likeness {
  /** Sentences of prose; headings, captions, lists' single words and prompts are not counted. */
  readonly sentences: number;
  /** Those of them that the example has, word for word. */
  readonly shared: number;
}

/** Compares the sentences of `text` with those of the `example` that it may have begun as. */
export function compareWithExample(text: string, example: string): Likeness {
  const theirs = new Set(sentencesOf(example));
  const own = sentencesOf(text);
  return {
    sentences: own.length,
    shared: own.filter((each) => theirs.has(each)).length,
  };
}

/** Of paragraphs and of a deck's spoken words, in lower case and without signs. */
function sentencesOf(text: string): string[] {
  if (findExcess(text) !== undefined) return [];
  const found: string[] = [];
  visit(parseTemplate(text), (node, _, parent) => {
    const spoken = commentOf(node as Nodes);
    if (spoken !== undefined && promptOf(spoken) === undefined)
      found.push(...sentencesOf(spoken));
    const isCaption = parent?.type === "containerDirective";
    if (node.type === "paragraph" && !isCaption)
      found.push(...splitSentences(toText(node)));
  });
  return found;
}

function splitSentences(text: string): string[] {
  return text
    .split(/(?<=[.!?…]["”’)]*)\s+/)
    .map((each) =>
      each
        .toLowerCase()
        .replace(/[^\p{L}\p{N}]+/gu, " ")
        .trim(),
    )
    .filter((each) => each.includes(" "));
}
