import type { Code, RootContent } from "mdast";
import { toString as toText } from "mdast-util-to-string";
import { remark } from "remark";
import { stringifyTree } from "../../src/article/markdown.ts";
import { formatFindings } from "../../src/errors.ts";
import { bindSample } from "../../tests/article/sample.ts";

/**
 * The page on directives with what each example becomes on the tests' record: an example is a
 * block of `markdown`, and where a line "becomes" follows, the block below that line is its
 * outcome. Throws where an example does not bind.
 */
export function fillExamples(page: string): string {
  const { children } = remark().parse(page);
  let filled = page;
  // From the end, so that what is not yet filled stays where it is.
  for (const [index, node] of [...children.entries()].reverse()) {
    if (!isExample(node)) continue;
    const outcome = bindExample(node);
    const [line, result] = children.slice(index + 1, index + 3);
    if (line && toText(line) === "becomes" && result?.type === "code")
      filled = `${filled.slice(0, result.position?.start.offset)}${fenced(outcome)}${filled.slice(result.position?.end.offset)}`;
  }
  return filled;
}

function isExample(node: RootContent): node is Code {
  return node.type === "code" && node.lang === "markdown";
}

function bindExample({ value }: Code): string {
  const { tree, findings } = bindSample(value);
  if (findings.length > 0)
    throw new Error(`an example:\n${value}\n${formatFindings(findings)}`);
  return stringifyTree(tree).trimEnd();
}

/** A fence that no fence inside ends. */
function fenced(text: string): string {
  const fence = text.includes("```") ? "````" : "```";
  return `${fence}md\n${text}\n${fence}`;
}
