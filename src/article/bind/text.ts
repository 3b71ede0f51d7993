import type { Root } from "mdast";
import type { VFile } from "vfile";
import { type Binding, isWhole, labelOf, lookUp } from "../directive.ts";
import { boundText, oneLine, replaceNodes } from "../tree.ts";

/** `:text[name]`: a text of the record, such as a shape, letter by letter; a line break is a space. */
export function remarkText(binding: Binding) {
  return (tree: Root, file: VFile): void =>
    replaceNodes(tree, (node) => {
      if (!isWhole(node, "textDirective", "text")) return [node];
      const name = labelOf(node);
      const value = lookUp(binding, file, node, "texts", name);
      if (value === undefined) return [];
      return [boundText(oneLine(value), { kind: "text", name }, node.position)];
    });
}
