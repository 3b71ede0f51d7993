import type { Root } from "mdast";
import { toString as toText } from "mdast-util-to-string";
import { SKIP, visit } from "unist-util-visit";

/**
 * Words of prose: of paragraphs, lists and quotes. Headings, captions, tables, listings and
 * outputs are not counted. A word is what stands between spaces and has a letter or a digit.
 */
export function countWords(tree: Root): number {
  let words = 0;
  visit(tree, (node) => {
    // A caption's and a cell's words stand in no paragraph.
    if (node.type !== "paragraph") return undefined;
    const tokens = toText(node, { includeHtml: false }).split(/\s+/);
    words += tokens.filter((each) => /[\p{L}\p{N}]/u.test(each)).length;
    return SKIP;
  });
  return words;
}
