import type { Node, Root, RootContent } from "mdast";
import { toString as toText } from "mdast-util-to-string";
import { visit } from "unist-util-visit";
import type { BoundArticle } from "../input.ts";
import { isReferences } from "../lower/footnotes.ts";
import { placeOfText } from "./passages.ts";
import type { Reporter } from "./rule.ts";

const raised = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/**
 * References as Medium can show them: `[1]` in the text, and a last section "References" with a
 * numbered entry for each. Reports markers without entry and entries without marker.
 */
export function checkReferences(article: BoundArticle, report: Reporter): void {
  const { tree } = article;
  visit(tree, (node) => {
    if (node.type === "link" && node.url.startsWith("#"))
      report.error(
        node,
        `link inside the article: ${node.url}`,
        "anchors do not survive: name the section in words",
      );
  });
  const start = tree.children.findIndex(isReferences);
  const entries = start < 0 ? [] : listEntries(tree.children.slice(start + 1));
  const text = start < 0 ? tree.children : tree.children.slice(0, start);
  const used = new Set<number>();
  visit({ type: "root", children: text } as Root, "text", (node) => {
    if (node.data?.bound !== undefined) return;
    for (const number of markersIn(node.value)) {
      used.add(number);
      if (entries[number - 1] === undefined)
        report.error(
          placeOfText(node, 0, `[${number}]`, article),
          `no reference has the number: ${number}`,
          start < 0
            ? "add a last section ## References with a numbered list; set an index as code"
            : "add it to the list below References",
        );
    }
    for (const sign of node.value) {
      if (raised.includes(sign)) used.add(raised.indexOf(sign));
    }
  });
  entries.forEach((entry, index) => {
    if (!used.has(index + 1))
      report.error(
        entry,
        `reference that nothing refers to: ${index + 1}`,
        `write [${index + 1}] where the text leans on it, or take it out`,
      );
  });
}

/** Numbers of one or two digits alone in brackets. */
function markersIn(text: string): number[] {
  return [...text.matchAll(/\[(\d{1,2})\]/g)].map((match) => Number(match[1]));
}

function listEntries(nodes: readonly RootContent[]): Node[] {
  return nodes.flatMap((node): Node[] => {
    if (node.type === "list") return node.children;
    return node.type === "paragraph" && /^\[?\d/.test(toText(node))
      ? [node]
      : [];
  });
}
