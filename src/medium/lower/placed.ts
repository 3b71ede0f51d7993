import type { Node } from "mdast";

/** `node` with the place of `origin`, and what it was bound to: rules can point at it. */
export function placed<T extends Node>(origin: Node, node: T): T {
  if (origin.position !== undefined) node.position = origin.position;
  if (origin.data?.bound) node.data = { bound: origin.data.bound };
  return node;
}
