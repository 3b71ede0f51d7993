import type { Parents, Root, RootContent } from "mdast";
import type { VFile } from "vfile";
import type { Claim } from "../../record/record.ts";
import {
  attributeOf,
  type Binding,
  type ContainerDirective,
  type Directive,
  isWhole,
  lookUp,
  type TextDirective,
} from "../directive.ts";
import { bindWordsOf } from "../read/fragment.ts";
import { report } from "../report.ts";
import { markBound, replaceNodes } from "../tree.ts";

/**
 * `:claim[words]{#name}` says its words where the comparison holds, and where it does not, those
 * of `otherwise="…"`. `:::claim{#name}` does the same for blocks, with `:::otherwise` right
 * behind it. A claim that does not hold and has nothing else to say is an error.
 *
 * Runs behind the plugins of numbers and figures: what both branches hold is bound by then,
 * so that a mistake in the branch that is dropped is found as well.
 */
export function remarkClaim(binding: Binding) {
  return (tree: Root, file: VFile): void => {
    replaceNodes(tree, (node) => {
      if ("children" in node) bindBlocks(binding, file, node);
      return isWhole(node, "textDirective", "claim")
        ? bindWords(binding, file, node)
        : [node];
    });
    bindBlocks(binding, file, tree);
  };
}

function bindWords(
  binding: Binding,
  file: VFile,
  node: TextDirective,
): RootContent[] {
  const otherwise = attributeOf(node, "otherwise");
  return choose(binding, file, node, () => {
    if (otherwise === undefined) return undefined;
    const words = bindWordsOf(binding, file, node, otherwise);
    if (words !== undefined) return words;
    report(file, node.position, {
      rule: "otherwise-words",
      message: `not a line of prose: otherwise="${otherwise}"`,
      hint: "write words of a line; blocks go into :::otherwise",
    });
    return [];
  });
}

/** What is said in the place of `node`; `otherwise` is bound whether or not the claim holds. */
function choose(
  binding: Binding,
  file: VFile,
  node: TextDirective | ContainerDirective,
  otherwise: () => readonly RootContent[] | undefined,
): RootContent[] {
  const name = attributeOf(node, "id") ?? "";
  const claim = lookUp(binding, file, node, "claims", name);
  const rest = otherwise();
  if (!claim) return [];
  const nodes = claim.holds ? node.children : rest;
  if (!nodes) reportFalse(file, node, name, claim);
  markBound(nodes ?? [], { kind: "claim", name });
  return [...(nodes ?? [])];
}

/** Binds the `:::claim` blocks that are children of `parent`. */
function bindBlocks(binding: Binding, file: VFile, parent: Parents): void {
  const children: RootContent[] = [];
  const nodes = [...parent.children];
  for (const [index, node] of nodes.entries()) {
    if (isWhole(node, "containerDirective", "claim")) {
      const next = nodes[index + 1];
      const otherwise = isBlock(next, "otherwise") ? next : undefined;
      const rest = () => otherwise?.children;
      children.push(...choose(binding, file, node, rest));
    } else if (isWhole(node, "containerDirective", "otherwise")) {
      // Behind a claim that was rejected it is not stray: one mistake, one finding.
      if (!isBlock(nodes[index - 1], "claim")) reportStray(file, node);
    } else children.push(node);
  }
  parent.children = children as typeof parent.children;
}

function isBlock(
  node: RootContent | undefined,
  name: string,
): node is ContainerDirective {
  return node?.type === "containerDirective" && node.name === name;
}

function reportFalse(
  file: VFile,
  node: Directive,
  name: string,
  claim: Claim,
): void {
  report(file, node.position, {
    rule: "false-claim",
    message: `claim does not hold: ${name} (not ${compared(claim)})`,
    hint:
      node.type === "textDirective"
        ? 'say what is true then: {… otherwise="…"}'
        : "say what is true then, in a :::otherwise block right behind it",
  });
}

function compared({ left, relation, right }: Claim): string {
  return typeof right === "number"
    ? `${left} ${relation} ${right}`
    : `${left} between ${right[0]} and ${right[1]}`;
}

function reportStray(file: VFile, node: ContainerDirective): void {
  report(file, node.position, {
    rule: "stray-otherwise",
    message: "otherwise without a claim",
    hint: "put it right behind the ::: that ends a :::claim{#name} block",
  });
}
