import type { Element, Root } from "hast";
import { fromHtml } from "hast-util-from-html";
import { visit } from "unist-util-visit";
import type { Place } from "../place.ts";
import { type Subject, textOf } from "./rule.ts";

const kept = new Map<string, Root>();

/** The paste fragment as it was built or found, as a tree; empty when there is none. */
export function readPaste(subject: Subject): Root {
  const html = textOf(subject, "article.html") ?? "";
  const known = kept.get(html);
  if (known !== undefined) return known;
  const tree = fromHtml(html, { fragment: true });
  // One article is looked at by many rules, one after the other.
  kept.clear();
  kept.set(html, tree);
  return tree;
}

/** All elements of the name `tag`, in the order of the text. */
export function findElements(tree: Root, tag: string): Element[] {
  const found: Element[] = [];
  visit(tree, "element", (node) => {
    if (node.tagName === tag) found.push(node);
  });
  return found;
}

/** The text in an element and below, `<br>` as a line's end. */
export function textOfElement(element: Element): string {
  let text = "";
  visit(element, (node) => {
    if (node.type === "text") text += node.value;
    if (node.type === "element" && node.tagName === "br") text += "\n";
  });
  return text;
}

/** Where an element of the paste fragment stands. */
export function placeInPaste(node: Pick<Element, "position">): Place {
  const start = node.position?.start;
  return {
    file: "medium/article.html",
    line: start?.line ?? 1,
    column: start?.column ?? 1,
  };
}
