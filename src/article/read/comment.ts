import type { Html, Nodes } from "mdast";

/**
 * What an HTML comment says; undefined for every other node, for HTML that goes on behind the
 * comment's end, and for a comment that swallowed another one, because it was not ended: a
 * reader would miss those words.
 */
export function commentOf(node: Nodes): string | undefined {
  if (node.type !== "html") return undefined;
  const value = node.value.trimEnd();
  if (!value.startsWith("<!--")) return undefined;
  const end = value.indexOf("-->", 4);
  if (end !== value.length - 3 || value.includes("<!--", 4)) return undefined;
  return value.slice(4, end);
}

/** What to do about HTML that is no comment, though it begins as one; else undefined. */
export function commentHint({ value }: Html): string | undefined {
  if (!value.startsWith("<!--")) return undefined;
  const end = value.indexOf("-->", 4);
  const other = value.indexOf("<!--", 4);
  return end < 0 || (other >= 0 && other < end)
    ? "end the comment: write --> below its words"
    : "put the comment on lines of its own";
}
