import type { Nodes, Root } from "mdast";
import { remark } from "remark";
import remarkDirective from "remark-directive";
import remarkFrontmatter from "remark-frontmatter";
import remarkGfm from "remark-gfm";
import remarkMath from "remark-math";
import type { VFile } from "vfile";
import { limits } from "../../limits.ts";
import { report } from "../report.ts";
import { findExcess } from "./excess.ts";

const parser = remark()
  .use(remarkGfm)
  .use(remarkMath)
  .use(remarkDirective)
  .use(remarkFrontmatter, ["yaml"])
  .freeze();

/**
 * `text`, which is `file` or a part of it, as a tree; undefined where it is larger or deeper
 * than `limits` allow, which is reported.
 */
export function parseWithinLimits(text: string, file: VFile): Root | undefined {
  const excess = findExcess(text);
  if (excess !== undefined) {
    report(file, { line: excess.line, column: excess.column }, excess);
    return undefined;
  }
  const tree = parseTemplate(text);
  const deep = findDeepNode(tree);
  if (deep === undefined) return tree;
  report(file, deep.position?.start, {
    rule: "text-too-large",
    message: `too deep: emphasis, links, quotes and lists inside one another, at most ${limits.depth}`,
    hint: "one level of each is all that a page shows",
  });
  return undefined;
}

/** The first node that lies deeper in `tree` than `limits.depth`, or undefined. */
function findDeepNode(tree: Root): Nodes | undefined {
  let level: Nodes[] = [tree];
  for (let depth = 0; depth < limits.depth; depth += 1) {
    level = level.flatMap((node) => ("children" in node ? node.children : []));
  }
  return level[0];
}

/**
 * GFM with formulas ($x^2$), front matter and directives as a tree, nothing bound yet. Takes
 * the square of the text's size and more, unless the text is within the limits.
 */
export function parseTemplate(text: string): Root {
  return parser.parse(text);
}
