import { bindEach, labelOf, lookUp } from "../directive.ts";
import { boundText, oneLine } from "../tree.ts";

/** `:text[name]`: a text of the record, such as a shape, letter by letter; a line break is a space. */
export const remarkText = bindEach(
  "textDirective",
  "text",
  (node, file, binding) => {
    const name = labelOf(node);
    const value = lookUp(binding, file, node, "texts", name);
    if (value === undefined) return [];
    return [boundText(oneLine(value), { kind: "text", name }, node.position)];
  },
);
