import type { Definition, Root } from "mdast";
import { visit } from "unist-util-visit";
import type { Lose } from "./lose.ts";

/** Where the addresses of `[words][name]` stand, by name. */
export type Definitions = ReadonlyMap<string, Definition>;

/** The addresses of the links by name, the first of each name; the others go to `lose`. */
export function readDefinitions(tree: Root, lose: Lose): Definitions {
  const used = new Set<string>();
  visit(tree, (node) => {
    if (node.type === "linkReference" || node.type === "imageReference")
      used.add(node.identifier);
  });
  const definitions = new Map<string, Definition>();
  visit(tree, "definition", (node) => {
    const twice = definitions.has(node.identifier);
    if (!twice) definitions.set(node.identifier, node);
    if (twice || !used.has(node.identifier))
      lose(node, {
        rule: "MD-08",
        message: twice
          ? `second address of one name: [${node.label}]`
          : `address that no link names: [${node.label}]`,
        hint: twice
          ? "the first one counts: give this one another name"
          : `write [words][${node.label}] where the text leans on it, or take it out`,
      });
  });
  return definitions;
}
