import type { Root } from "mdast";
import type { VFile } from "vfile";
import { type Binding, isWhole, labelOf, lookUp } from "../directive.ts";
import { boundText, replaceNodes } from "../tree.ts";
import { formatSpread } from "./format.ts";
import { readDigits } from "./number.ts";

/**
 * `:spread[name]` and `:spread[name]{digits=3}`: the mean of repeated runs with what they lay
 * between, as `formatSpread` writes it.
 */
export function remarkSpread(binding: Binding) {
  return (tree: Root, file: VFile): void =>
    replaceNodes(tree, (node) => {
      if (!isWhole(node, "textDirective", "spread")) return [node];
      const name = labelOf(node);
      const digits = readDigits(file, node);
      const spread = lookUp(binding, file, node, "spreads", name);
      if (spread === undefined) return [];
      const text = formatSpread(spread, digits);
      return [boundText(text, { kind: "spread", name }, node.position)];
    });
}
