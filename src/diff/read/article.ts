import type { Nodes } from "mdast";
import { toString as toText } from "mdast-util-to-string";
import { visit } from "unist-util-visit";
import { countWords } from "../../article/article.ts";
import { parseBuilt } from "../../article/markdown.ts";
import { splitSentences } from "../../sentences.ts";

/** An `article.md` as it was built, taken apart into what is compared. */
export interface BuiltArticle {
  /** Headings, sentences of the prose and of captions, in their order. */
  readonly sentences: readonly string[];
  /** Its blocks of code, what a run printed among them. */
  readonly code: readonly string[];
  /** Its tables, row by row, the heads first. */
  readonly tables: readonly (readonly (readonly string[])[])[];
  /** Words of its paragraphs. */
  readonly words: number;
}

/** Reads a built article. Never throws for what stands in it. */
export function parseArticle(markdown: string, language = "en"): BuiltArticle {
  const tree = parseBuilt(markdown);
  const sentences: string[] = [];
  const code: string[] = [];
  const tables: string[][][] = [];
  visit(tree, (node) => {
    if (node.type === "code") code.push(node.value);
    else if (node.type === "table")
      tables.push(
        node.children.map((row) => row.children.map((cell) => toText(cell))),
      );
    else if (node.type === "math") sentences.push(node.value);
    else if (node.type === "heading" || node.type === "paragraph")
      sentences.push(...splitSentences(readable(node), language));
  });
  return { sentences, code, tables, words: countWords(tree) };
}

/** What is read: a picture's description is its figure's. */
function readable(node: Nodes): string {
  return toText(node, { includeImageAlt: false });
}
