import type { Element, Root } from "hast";
import { fromHtml } from "hast-util-from-html";
import { visit } from "unist-util-visit";
import type { Place } from "../input.ts";
import { type Subject, startOf, textOf } from "./rule.ts";

/** The fragment that is pasted. */
const paste = "article.html";

const kept = new WeakMap<Subject["files"], Map<string, Root>>();

/** The file `path` as it was built or found, as a tree; empty when there is none. */
export function readHtml(subject: Subject, path = paste): Root {
  // One kit is looked at by many rules, one after the other.
  const trees = kept.get(subject.files) ?? new Map<string, Root>();
  const html = textOf(subject, path) ?? "";
  const tree = trees.get(path) ?? fromHtml(html, { fragment: true });
  kept.set(subject.files, trees.set(path, tree));
  return tree;
}

/** The pages for Medium's importer: one, or none. */
export function listImports({ files }: Subject): string[] {
  return [...files.keys()].filter((path) => path.startsWith("import-"));
}

/** All elements of the name `tag` in the file `path`, in the order of the text. */
export function findElements(
  subject: Subject,
  tag: string,
  path = paste,
): Element[] {
  const found: Element[] = [];
  visit(readHtml(subject, path), "element", (node) => {
    if (node.tagName === tag) found.push(node);
  });
  return found;
}

/** The text in an element and below, `<br>` as a line's end. */
export function textOfElement(element: Element | Root): string {
  let text = "";
  visit(element, (node) => {
    if (node.type === "text") text += node.value;
    if (node.type === "element" && node.tagName === "br") text += "\n";
  });
  return text;
}

/** Where a node of the file `path` stands. */
export function placeInHtml(
  { position }: Pick<Element, "position">,
  path = paste,
): Place {
  const { line = 1, column = 1 } = position?.start ?? {};
  return { ...startOf(path), line, column };
}
