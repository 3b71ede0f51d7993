import type { Root, RootContent } from "mdast";
import type { Line, Place } from "./deck.ts";
import { toLine } from "./inline.ts";
import { placeOf } from "./report.ts";

/** What a comment says, paragraph by paragraph. */
export interface Notes {
  readonly lines: readonly Line[];
  readonly place: Place;
}

const comment = /^<!--([\s\S]*?)-->\s*$/;

/**
 * The spoken words of every comment in `tree`, by the comment's node. The text of a comment
 * is Markdown with directives, which `bindText` binds; it is given the number of lines above the
 * text, so that findings name the right line.
 */
export function readNotes(
  tree: Root,
  bindText: (text: string, above: number) => Root,
): ReadonlyMap<RootContent, Notes> {
  const notes = new Map<RootContent, Notes>();
  for (const node of tree.children) {
    if (node.type !== "html") continue;
    const inside = comment.exec(node.value)?.[1];
    if (inside === undefined) continue;
    const place = placeOf(node);
    // With a line above it: at its very top a rule would open front matter.
    const bound = bindText(`\n${inside}`, place.line - 2);
    notes.set(node, { lines: paragraphs(bound.children), place });
  }
  return notes;
}

function paragraphs(nodes: readonly RootContent[]): Line[] {
  return nodes.flatMap((node): Line[] => {
    switch (node.type) {
      case "paragraph":
      case "heading":
        return [toLine(node.children)];
      case "list":
        return node.children.flatMap((item) => paragraphs(item.children));
      case "blockquote":
        return paragraphs(node.children);
      default:
        return [];
    }
  });
}
