import type { Nodes, Root } from "mdast";
import { limits } from "../../limits.ts";

/** The first node that lies deeper in `tree` than `limits.depth`, or undefined. */
export function findDeepNode(tree: Root): Nodes | undefined {
  let level: Nodes[] = [tree];
  for (let depth = 0; depth < limits.depth; depth += 1) {
    level = level.flatMap((node) => ("children" in node ? node.children : []));
    if (level.length === 0) return undefined;
  }
  return level[0];
}
