import type { Nodes } from "mdast";

/**
 * What an HTML comment says; undefined for every other node, and for HTML that goes on behind
 * the comment's end: a reader would miss those words.
 */
export function commentOf(node: Nodes): string | undefined {
  if (node.type !== "html") return undefined;
  const value = node.value.trimEnd();
  if (!value.startsWith("<!--")) return undefined;
  const end = value.indexOf("-->", 4);
  return end === value.length - 3 ? value.slice(4, end) : undefined;
}
