import type { Root } from "mdast";
import { toString as toText } from "mdast-util-to-string";
import { SKIP, visit } from "unist-util-visit";
import type { VFile } from "vfile";
import type { Binding, TextDirective } from "../directive.ts";
import { parseWithinLimits } from "./parse.ts";

/**
 * The text of `part` with its directives in a line replaced by what they say, and everything
 * else as written: for text that is not Markdown, such as a title. Problems go to `part`.
 */
export function spliceDirectives(binding: Binding, part: VFile): string {
  const text = String(part);
  let spliced = "";
  let from = 0;
  const whole = parseWithinLimits(text, part);
  for (const each of whole ? outermost(whole) : []) {
    const { start, end } = each.position ?? {};
    spliced += text.slice(from, start?.offset);
    from = end?.offset ?? from;
    const tree: Root = {
      type: "root",
      children: [{ type: "paragraph", children: [each] }],
    };
    binding.bindTree(tree, part);
    spliced += toText(tree);
  }
  return spliced + text.slice(from);
}

/** The directives that lie in no other, in the order of the text. */
function outermost(tree: Root): TextDirective[] {
  const found: TextDirective[] = [];
  visit(tree, (node) => {
    if (node.type !== "textDirective") return undefined;
    found.push(node);
    return SKIP;
  });
  return found;
}
