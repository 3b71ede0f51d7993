import type { Code, Link, List, PhrasingContent, Root, Table } from "mdast";
import type { Math as Formula } from "mdast-util-math";
import { visit } from "unist-util-visit";
import type { Lose } from "./lose.ts";
import type { TableForm } from "./tables.ts";

/** What of a node Medium drops, though it shows the node. */

/** Words behind the language of a code block, or behind the dollars of a formula. */
export function loseMeta(node: Code | Formula, lose: Lose): void {
  if (!node.meta) return;
  const where = node.type === "math" ? "$$" : "the language";
  lose(node, {
    rule: node.type === "math" ? "MD-31" : "MD-20",
    message: `words behind ${where}: ${node.meta}`,
    hint: "no reader sees them: write them into the text",
  });
}

/** Another first number than 1, and boxes to tick. */
export function loseInList(list: List, lose: Lose): void {
  if ((list.start ?? 1) !== 1)
    lose(list, {
      rule: "MD-06",
      message: `list that begins with ${list.start}`,
      hint: "Medium counts every list from 1: begin with 1, or write sentences",
    });
  for (const item of list.children) {
    if (typeof item.checked === "boolean")
      lose(item, {
        rule: "MD-10",
        message: "left in the text: - [ ]",
        hint: "Medium has no task lists: write a plain list",
      });
  }
}

/** A caption is a line of plain text. */
export function loseInCaption(
  children: readonly PhrasingContent[],
  lose: Lose,
): void {
  visit({ type: "root", children: [...children] } as Root, (node) => {
    if (node.type === "link")
      lose(node, {
        rule: "MD-40",
        message: "link in a caption",
        hint: "Medium's importer drops the whole picture: put the link into the text",
      });
    if (node.type === "break")
      lose(node, {
        rule: "MD-40",
        message: "line break in a caption",
        hint: "a caption is one line: take it out",
      });
  });
}

/** Addresses in a table that becomes plain text, and cells beyond its columns. */
export function loseInTable(table: Table, form: TableForm, lose: Lose): void {
  const columns = table.children[0]?.children.length ?? 0;
  for (const row of table.children) {
    for (const cell of row.children.slice(columns))
      lose(cell, {
        rule: "MD-30",
        message: "cell without a heading above it",
        hint: "give the table as many headings as cells",
      });
  }
  if (form === "list") return;
  visit(table, "link", (link: Link) =>
    lose(link, {
      rule: "MD-30",
      message: `link in a large table: ${link.url}`,
      hint: "it becomes plain text: put the link into a paragraph",
    }),
  );
}
