import { visit } from "unist-util-visit";
import { VFile } from "vfile";
import { pathOfPicture } from "../address.ts";
import { attributeOf } from "../directive.ts";
import { parseWithinLimits } from "./parse.ts";

/** The pictures of the topic's folder that a text names, by path in it; each once. */
export function listPictures(text: string): string[] {
  const paths = new Set<string>();
  const tree = parseWithinLimits(text, new VFile(text));
  if (tree === undefined) return [];
  visit(tree, (node) => {
    const isDirective =
      node.type === "containerDirective" || node.type === "leafDirective";
    const address =
      node.type === "image"
        ? node.url
        : isDirective && node.name === "picture"
          ? attributeOf(node, "src")
          : undefined;
    const path = address && pathOfPicture(address);
    if (path) paths.add(path);
  });
  return [...paths];
}
