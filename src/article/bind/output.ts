import type { Root } from "mdast";
import type { VFile } from "vfile";
import { attributeOf, type Binding, isWhole, lookUp } from "../directive.ts";
import { replaceNodes } from "../tree.ts";

/** `::output{#name}`: what a listing printed, as a code block without a language. */
export function remarkOutput(binding: Binding) {
  return (tree: Root, file: VFile): void =>
    replaceNodes(tree, (node) => {
      if (!isWhole(node, "leafDirective", "output")) return [node];
      const name = attributeOf(node, "id") ?? "";
      const value = lookUp(binding, file, node, "outputs", name);
      if (value === undefined) return [];
      return [
        {
          type: "code",
          lang: null,
          value: value.trimEnd(),
          data: { bound: { kind: "output", name } },
          ...(node.position && { position: node.position }),
        },
      ];
    });
}
