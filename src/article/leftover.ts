import type { Root, Text } from "mdast";
import type { InlineMath } from "mdast-util-math";
import { visit } from "unist-util-visit";
import type { VFile } from "vfile";
import { grammars } from "./directive.ts";
import { report } from "./report.ts";

const names = Object.keys(grammars).join("|");

/** `::listing {#x}`, `:::figure{#x alt="}`, `: number[x]`, or a fence with nothing to close. */
const almost = new RegExp(`:::|:{1,2} ?(?:${names})(?= ?[[{])`, "g");

/**
 * Finds what was meant as a directive and was not read as one, so that it does not end up
 * as text in front of the reader.
 */
export function remarkLeftover() {
  return (tree: Root, file: VFile): void =>
    visit(tree, (node) => {
      if (node.type === "text") findAlmost(node, file);
      if (node.type === "inlineMath") findPrice(node, file);
    });
}

function findAlmost(node: Text, file: VFile): void {
  const { start, end } = node.position ?? {};
  const source = String(file).slice(start?.offset, end?.offset);
  for (const match of source.matchAll(almost)) {
    if (source[match.index - 1] === "\\") continue;
    const above = source.slice(0, match.index).split("\n");
    const before = above.at(-1)?.length ?? 0;
    const column = (above.length === 1 ? (start?.column ?? 1) : 1) + before;
    const line = (start?.line ?? 1) + above.length - 1;
    const isFence = match[0] === ":::";
    report(
      file,
      { line, column },
      {
        rule: "broken-directive",
        message: isFence
          ? "fence that opens and closes nothing: :::"
          : `not read as a directive: ${match[0]}`,
        hint: isFence
          ? "close what is open, once; one around another needs a colon more"
          : "write :name[…], ::name{#…} or :::name{#…} without a space in it",
      },
    );
  }
}

/** "$5 and $10" is read as a formula: one that begins or ends with a space is none. */
function findPrice(node: InlineMath, file: VFile): void {
  if (!/^\s|\s$/.test(node.value)) return;
  report(file, node.position, {
    rule: "dollar-sign",
    message: `not a formula: $${node.value}$`,
    hint: "write a plain dollar as \\$, and a formula without outer spaces",
  });
}
