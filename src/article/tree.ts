import type { Parents, PhrasingContent, RootContent } from "mdast";
import type { Node, Position } from "unist";
import { visit } from "unist-util-visit";
import type { VFile } from "vfile";
import type { Bound } from "./bound.ts";

/**
 * Replaces every node below `parent` by what `replace` returns for it, the deepest first.
 * Returning `[node]` keeps a node, `[]` removes it.
 */
export function replaceNodes(
  parent: Parents,
  replace: (node: RootContent, parent: Parents) => readonly RootContent[],
): void {
  const children = parent.children.flatMap((child) => {
    if ("children" in child) replaceNodes(child, replace);
    return replace(child, parent);
  });
  // Who replaces a node answers for its content model: phrasing by phrasing, flow by flow.
  parent.children = children as typeof parent.children;
}

/** Gives every node of `nodes`, and every node below, the same `position`. */
export function placeAll(
  nodes: readonly RootContent[],
  position: Position | undefined,
): void {
  for (const root of nodes) {
    visit(root, (node) => {
      if (position) node.position = position;
      else delete node.position;
    });
  }
}

/** What a person wrote for `node` in `file`. */
export function sourceOf({ position }: Node, file: VFile): string {
  return String(file).slice(position?.start.offset, position?.end.offset);
}

/** Marks `nodes` as made by a directive, except those that an inner directive made. */
export function markBound(nodes: readonly RootContent[], bound: Bound): void {
  for (const node of nodes) {
    node.data = { bound, ...node.data };
  }
}

/** A text made by a directive at `position`. */
export function boundText(
  value: string,
  bound: Bound,
  position: Position | undefined,
): PhrasingContent {
  return {
    type: "text",
    value,
    data: { bound },
    position,
  };
}

/** `text` without line breaks, which would end a paragraph or a table's row. */
export function oneLine(text: string): string {
  return text.replace(/\s+/g, (run) => (/[\r\n]/.test(run) ? " " : run));
}
