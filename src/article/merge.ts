import type { Parents, Root, RootContent, Text } from "mdast";
import { visit } from "unist-util-visit";

/** Joins neighbouring texts that a person wrote: "10" and ":30" of "10:30", say. */
export function remarkMerge() {
  return (tree: Root): void => mergeTexts(tree, (node) => !node.data?.bound);
}

/** Joins neighbouring texts below `tree` where `mayJoin` holds for both. */
export function mergeTexts(
  tree: Root,
  mayJoin: (node: Text) => boolean = () => true,
): void {
  visit(tree, (node) => {
    if ("children" in node) mergeChildren(node, mayJoin);
  });
}

function mergeChildren(
  parent: Parents,
  mayJoin: (node: Text) => boolean,
): void {
  const children: RootContent[] = [];
  for (const node of parent.children) {
    const last = children.at(-1);
    const areTexts = last?.type === "text" && node.type === "text";
    if (areTexts && mayJoin(last) && mayJoin(node))
      children.splice(-1, 1, joinTexts(last, node));
    else children.push(node);
  }
  // Texts stay where texts were: the content model is the same.
  parent.children = children as typeof parent.children;
}

function joinTexts(a: Text, b: Text): Text {
  const start = a.position?.start;
  const end = b.position?.end;
  return {
    type: "text",
    value: a.value + b.value,
    ...(a.data && { data: a.data }),
    position: start && end && { start, end },
  };
}
