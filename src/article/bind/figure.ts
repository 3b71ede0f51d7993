import type { PhrasingContent, Root } from "mdast";
import type { VFile } from "vfile";
import type { FigureNode } from "../bound.ts";
import {
  attributeOf,
  type Binding,
  type ContainerDirective,
  isWhole,
  type LeafDirective,
  lookUp,
} from "../directive.ts";
import { dropStray, pointingOf } from "../pointing.ts";
import { report } from "../report.ts";
import { replaceNodes } from "../tree.ts";

/**
 * `:::figure{#name}` … `:::`: a figure of the record; the paragraph inside is its caption,
 * directives included, and callouts. `::figure{#name}` has no caption.
 */
export function remarkFigure(binding: Binding) {
  return (tree: Root, file: VFile): void =>
    replaceNodes(tree, (node) =>
      isWhole(node, "containerDirective", "figure") ||
      isWhole(node, "leafDirective", "figure")
        ? bindFigure(binding, file, node)
        : [node],
    );
}

/** A callout that no figure has taken; behind `remarkFigure`. */
export function remarkCallout() {
  return (tree: Root, file: VFile): void =>
    replaceNodes(tree, (node) => dropStray(node, file));
}

function bindFigure(
  binding: Binding,
  file: VFile,
  node: ContainerDirective | LeafDirective,
): FigureNode[] {
  const name = attributeOf(node, "id") ?? "";
  const caption = readCaption(file, node, name);
  const figure = lookUp(binding, file, node, "figures", name);
  if (!figure || !caption) return [];
  const pointing = pointingOf(node, name, figure, file);
  return [
    {
      type: "figure",
      name,
      alt: figure.alt,
      children: caption,
      ...(pointing && { pointing }),
      data: { bound: { kind: "figure", name } },
      position: node.position,
    },
  ];
}

/** What stands between the fences of `name`; undefined where that is no caption. */
export function readCaption(
  file: VFile,
  node: ContainerDirective | LeafDirective,
  name: string,
): PhrasingContent[] | undefined {
  const [caption, ...rest] = node.children.filter(
    (child) => child.type !== "leafDirective" || child.name !== "callout",
  );
  if (node.type === "leafDirective") return [];
  // Callouts alone are no caption, and need none.
  if (caption === undefined && node.children.length > 0) return [];
  if (caption?.type === "paragraph" && rest.length === 0)
    return caption.children;
  report(file, (rest[0] ?? node).position, {
    rule: "figure-caption",
    message: `caption is not one paragraph: ${name}`,
    hint: "write one paragraph between the fences, and the rest below them",
  });
  return undefined;
}
