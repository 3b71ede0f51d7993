import type { Definition, PhrasingContent } from "mdast";
import type {} from "mdast-util-math";
import { oneLine } from "../article/tree.ts";
import { mathToUnicode } from "./math.ts";
import { placed } from "./placed.ts";

/** Where the addresses of `[words][name]` stand, by name. */
export type Definitions = ReadonlyMap<string, Definition>;

/**
 * Node type → how it is lowered inside a line: formulas become Unicode or code, references
 * become links. What is not here is left out, and a rule names it.
 */
export function lowerMarks(
  nodes: readonly PhrasingContent[],
  definitions: Definitions,
): PhrasingContent[] {
  return nodes.flatMap((node): PhrasingContent[] => {
    switch (node.type) {
      case "text":
        return [{ ...node, value: oneLine(node.value) }];
      case "inlineCode":
      case "break":
        return [node];
      case "emphasis":
      case "strong":
      case "link":
        return [
          {
            ...node,
            children: lowerMarks(node.children, definitions) as never,
          },
        ];
      case "delete":
        return lowerMarks(node.children, definitions);
      case "linkReference": {
        const url = definitions.get(node.identifier)?.url ?? "";
        return [
          placed(node, {
            type: "link",
            url,
            children: lowerMarks(node.children, definitions) as never,
          }),
        ];
      }
      case "inlineMath": {
        const value = mathToUnicode(node.value);
        return value === undefined
          ? [placed(node, { type: "inlineCode", value: node.value })]
          : [placed(node, { type: "text", value })];
      }
      default:
        return [];
    }
  });
}
