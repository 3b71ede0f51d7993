import type { Nodes } from "mdast";
import { nameOf } from "../../article/node-names.ts";

/** What of the article Medium cannot show, and the rule that says so. */
export interface Loss {
  readonly node: Nodes;
  readonly rule: `MD-${number}`;
  readonly message: string;
  readonly hint: string;
}

/** Takes a node that cannot be shown; `loss` says what of it, where that is not all. */
export type Lose = (node: Nodes, loss?: Omit<Loss, "node">) => void;

/** Where a block stands that is left out, and the rule that keeps such blocks out of there. */
export type Where = "article" | "list item" | "quote";

const rules = {
  article: "MD-09",
  "list item": "MD-06",
  quote: "MD-07",
} as const;

/** What is lost where a whole node is. */
function lossOf(node: Nodes, where: Where): Omit<Loss, "node"> {
  if (node.type === "html")
    return {
      rule: "MD-09",
      message: `raw HTML: ${shorten(node.value)}`,
      hint: "write markdown or a directive: Medium keeps no HTML",
    };
  const name = nameOf(node);
  if (where !== "article")
    return {
      rule: rules[where],
      message: `${name} inside a ${where}`,
      hint:
        where === "list item" && node.type === "list"
          ? "Medium has one level: make it a list of its own, or sentences"
          : "put it below",
    };
  return name === "image"
    ? {
        rule: "MD-40",
        message: "image in the middle of a line",
        hint: "put it in a paragraph of its own, as ![words](https://…) without a link around it",
      }
    : {
        rule: rules.article,
        message: `Medium has none: ${name}`,
        hint: "say it in a paragraph",
      };
}

/** Collects losses in `into`: lowering hands over whatever it has no place for. */
export function loseInto(into: Loss[], where: Where): Lose {
  return (node, loss = lossOf(node, where)) => {
    into.push({ node, ...loss });
  };
}

/** The first line of a text, 40 characters of it at most. */
export function shorten(text: string): string {
  const line = text.split("\n")[0] ?? "";
  return line.length > 40 ? `${line.slice(0, 39)}…` : line;
}
