import type { PhrasingContent, Root, RootContent } from "mdast";
import { commentOf, promptOf } from "../../article/read/comment.ts";
import type { Line, Place } from "../deck.ts";
import { placeOf } from "../report.ts";
import { toPlainLine } from "./inline.ts";
import type { Lose } from "./lose.ts";

/** What a comment says, paragraph by paragraph. */
export interface Notes {
  readonly lines: readonly Line[];
  readonly place: Place;
  /** What it asks the speaker for, where it is a draft's prompt: then nothing is said. */
  readonly prompt?: string;
}

/**
 * The spoken words of every comment in `tree`, by the comment's node. The text of a comment
 * is Markdown with directives, which `bindText` binds; it is given the number of lines above the
 * text, so that findings name the right line. What is not spoken words goes to `lose`.
 */
export function readNotes(
  tree: Root,
  bindText: (text: string, above: number) => Root,
  lose: Lose,
): ReadonlyMap<RootContent, Notes> {
  const notes = new Map<RootContent, Notes>();
  for (const node of tree.children) {
    const inside = commentOf(node);
    if (inside === undefined) continue;
    const place = placeOf(node);
    const prompt = promptOf(inside);
    if (prompt !== undefined) {
      notes.set(node, { lines: [], place, prompt });
      continue;
    }
    // With a line above it: at its very top a rule would open front matter.
    const bound = bindText(`\n${inside}`, place.line - 2);
    notes.set(node, { lines: paragraphs(bound.children, lose), place });
  }
  return notes;
}

function paragraphs(nodes: readonly RootContent[], lose: Lose): Line[] {
  return nodes.flatMap((node): Line[] => {
    switch (node.type) {
      case "paragraph":
      case "heading":
        return [spoken(node.children, lose)];
      case "list":
        return node.children.flatMap((item, index) => {
          if (typeof item.checked === "boolean") lose(item, "box to tick");
          const lines = paragraphs(item.children, lose);
          return node.ordered
            ? numbered(lines, (node.start ?? 1) + index)
            : lines;
        });
      case "blockquote":
        return paragraphs(node.children, lose);
      default:
        lose(node);
        return [];
    }
  });
}

/** Spoken words have no lines to break, and no address to click on. */
function spoken(nodes: readonly PhrasingContent[], lose: Lose): Line {
  return toPlainLine(nodes, (node, part) => {
    if (node.type !== "break") lose(node, part);
  });
}

function numbered([first, ...rest]: Line[], number: number): Line[] {
  return first === undefined
    ? rest
    : [[{ text: `${number}. ` }, ...first], ...rest];
}
