import type { Html, Root } from "mdast";
import { toString as toText } from "mdast-util-to-string";
import type { Point } from "unist";
import type { VFile } from "vfile";
import { type Binding, type Directive, isDirective } from "./directive.ts";
import { joinPart, partOf } from "./fragment.ts";
import { parseTemplate } from "./parse.ts";
import { report } from "./report.ts";
import { replaceNodes } from "./tree.ts";

const mark = "<!--";

/**
 * Directives inside an HTML comment (a deck's spoken words) become plain text in its value;
 * everything else in it stays as written.
 */
export function remarkComment(binding: Binding) {
  return (tree: Root, file: VFile): void =>
    replaceNodes(tree, (node) => {
      if (node.type === "html" && node.value.startsWith(mark)) {
        node.value = bindComment(binding, file, node);
      }
      return [node];
    });
}

function bindComment(binding: Binding, file: VFile, node: Html): string {
  const end = node.value.lastIndexOf("-->");
  const inner = node.value.slice(mark.length, end < 0 ? undefined : end);
  const part = partOf(file, inner);
  let bound = "";
  let from = 0;
  for (const each of outermostDirectives(parseTemplate(inner))) {
    const start = each.position?.start.offset ?? from;
    bound += inner.slice(from, start) + bindDirective(binding, part, each);
    from = each.position?.end.offset ?? start;
  }
  joinPart(file, part, (place) => moveInto(node, place));
  return `${mark}${bound}${inner.slice(from)}${end < 0 ? "" : "-->"}`;
}

/** The directives that lie in no other directive, in the order of the text. */
function outermostDirectives(tree: Root): Directive[] {
  const found = new Set<Directive>();
  replaceNodes(tree, (node) => {
    if (isDirective(node)) {
      for (const inner of found) {
        if (inner.position && node.position && isInside(inner, node)) {
          found.delete(inner);
        }
      }
      found.add(node);
    }
    return [node];
  });
  return [...found];
}

function isInside(inner: Directive, outer: Directive): boolean {
  const start = inner.position?.start.offset ?? 0;
  return (
    start > (outer.position?.start.offset ?? 0) &&
    start < (outer.position?.end.offset ?? 0)
  );
}

function bindDirective(binding: Binding, part: VFile, node: Directive): string {
  if (node.type !== "textDirective") {
    report(part, node.position, {
      rule: "block-in-comment",
      message: `block directive inside a comment: ${node.name}`,
      hint: "use directives of a line there, such as :number[…]",
    });
    return "";
  }
  const tree: Root = {
    type: "root",
    children: [{ type: "paragraph", children: [node] }],
  };
  binding.bindTree(tree, part);
  return toText(tree);
}

/** Where a place inside the comment lies in the template. */
function moveInto(node: Html, { line, column }: Point): Point | undefined {
  const start = node.position?.start;
  if (!start) return undefined;
  return line === 1
    ? { line: start.line, column: start.column + mark.length + column - 1 }
    : { line: start.line + line - 1, column };
}
