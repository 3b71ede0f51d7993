import type { Root } from "mdast";
import remarkDirective from "remark-directive";
import remarkFrontmatter from "remark-frontmatter";
import remarkGfm from "remark-gfm";
import remarkMath from "remark-math";
import remarkParse from "remark-parse";
import { unified } from "unified";

const parser = unified()
  .use(remarkParse)
  .use(remarkGfm)
  .use(remarkMath)
  .use(remarkDirective)
  .use(remarkFrontmatter, ["yaml"])
  .freeze();

/** GFM with formulas ($x^2$), front matter and directives as a tree, nothing bound yet. */
export function parseTemplate(text: string): Root {
  return parser.parse(text);
}
