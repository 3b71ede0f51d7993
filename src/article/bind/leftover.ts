import type { Code, InlineCode, Root, Text } from "mdast";
import type { InlineMath } from "mdast-util-math";
import { toString as toText } from "mdast-util-to-string";
import type { Node, Point } from "unist";
import { visit } from "unist-util-visit";
import type { VFile } from "vfile";
import { location } from "vfile-location";
import { type Binding, findShelf, grammars } from "../directive.ts";
import { directivesIn, inCodeHint } from "../read/in-code.ts";
import { type Problem, report } from "../report.ts";
import { sourceOf } from "../tree.ts";

/** Where an index into the source of a node lies. */
type PointAt = (node: Node, index: number) => Point | undefined;

const names = Object.keys(grammars).join("|");

/** `::listing {#x}`, `:::figure{#x alt="}`, `: number[x]`, or a fence with nothing to close. */
const almost = new RegExp(`:{1,3} ?(?:${names})(?= ?[[{])|:::`, "g");

/**
 * Finds what was meant as a directive and was not read as one, so that it does not end up
 * as text in front of the reader.
 */
export function remarkLeftover(binding: Binding) {
  return (tree: Root, file: VFile): void => {
    const { toPoint } = location(file);
    const pointAt: PointAt = (node, index) =>
      toPoint((node.position?.start.offset ?? 0) + index);
    visit(tree, (node) => {
      if (node.type === "text") {
        findAlmost(node, file, pointAt);
        findFootnote(node, file, pointAt);
      }
      if (node.type === "footnoteDefinition" && toText(node) === "")
        report(file, node.position, withoutText(`[^${node.label}]`));
      if (node.type === "inlineMath") findPrice(node, file);
      if (node.type === "inlineCode" || node.type === "code")
        findInCode(node, file, pointAt, binding);
    });
  };
}

function findAlmost(node: Text, file: VFile, pointAt: PointAt): void {
  const source = sourceOf(node, file);
  for (const match of source.matchAll(almost)) {
    if (source[match.index - 1] === "\\") continue;
    const isFence = match[0] === ":::";
    report(file, pointAt(node, match.index), {
      rule: "broken-directive",
      message: isFence
        ? "fence that opens and closes nothing: :::"
        : `not read as a directive: ${match[0]}`,
      hint: isFence
        ? "close what is open, once; one around another needs a colon more"
        : "write :name[…], ::name{#…} or :::name{#…} without a space in it",
    });
  }
}

/** A footnote is read as one only where its text stands somewhere. */
function findFootnote(node: Text, file: VFile, pointAt: PointAt): void {
  const source = sourceOf(node, file);
  for (const { 0: name, index } of source.matchAll(/\[\^[^\]\s]+\]/g)) {
    if (source[index - 1] === "\\") continue;
    report(file, pointAt(node, index), withoutText(name));
  }
}

function withoutText(name: string): Problem {
  return {
    rule: "unknown-footnote",
    message: `footnote without text: ${name}`,
    hint: `write its words on a line of their own, as ${name}: …`,
  };
}

/**
 * Code is shown as it was written: a directive in it would stand there in place of its number.
 * With a name of the record there can be no doubt that it was meant as one.
 */
function findInCode(
  node: InlineCode | Code,
  file: VFile,
  pointAt: PointAt,
  { record }: Binding,
): void {
  const source = sourceOf(node, file);
  let from = 0;
  for (const { text, name } of directivesIn(node.value)) {
    // Code in a claim's words has the place of the claim: then the place is its beginning.
    const index = Math.max(0, source.indexOf(text, from));
    from = index + 1;
    if (findShelf(record, name) === undefined) continue;
    report(file, pointAt(node, index), {
      rule: "broken-directive",
      message: `directive inside code, where nothing is bound: ${text}`,
      hint: inCodeHint[node.type],
    });
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
