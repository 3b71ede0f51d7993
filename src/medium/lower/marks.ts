import type { Definition, Link, PhrasingContent } from "mdast";
import type {} from "mdast-util-math";
import { toString as toText } from "mdast-util-to-string";
import { mathToUnicode } from "../../article/formula/math.ts";
import { oneLine } from "../../article/tree.ts";
import type { Definitions } from "./definitions.ts";
import { type Lose, shorten } from "./lose.ts";
import { placed } from "./picture.ts";

/**
 * Node type → how it is lowered inside a line: formulas become Unicode or code, references
 * become links. What is not here goes to `lose`.
 */
export function lowerMarks(
  nodes: readonly PhrasingContent[],
  context: { readonly definitions: Definitions; readonly lose: Lose },
): PhrasingContent[] {
  const { definitions, lose } = context;
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
        if (node.type === "link") loseTitle(node, lose);
        return [
          {
            ...node,
            children: lowerMarks(node.children, context) as never,
          },
        ];
      case "delete":
        lose(node, {
          rule: "MD-09",
          message: `struck-out text: ${shorten(toText(node))}`,
          hint: "Medium has none: take it out",
        });
        return lowerMarks(node.children, context);
      case "linkReference": {
        const definition = definitions.get(node.identifier);
        if (definition !== undefined) loseTitle(definition, lose);
        return [
          placed(node, {
            type: "link",
            url: definition?.url ?? "",
            children: lowerMarks(node.children, context) as never,
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
        lose(node);
        return [];
    }
  });
}

function loseTitle(node: Link | Definition, lose: Lose): void {
  if (!node.title) return;
  lose(node, {
    rule: "MD-50",
    message: `title of a link: ${shorten(node.title)}`,
    hint: "Medium keeps none: say it in the text",
  });
}
