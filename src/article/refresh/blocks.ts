import type { RootContent } from "mdast";
import { parseBuilt } from "../markdown.ts";
import { mergeTexts } from "../merge.ts";
import { replaceNodes } from "../tree.ts";

/** A block of a built article: a paragraph, a heading, a list, a picture. */
export interface Block {
  /** As it is written, without the empty lines around it. */
  readonly text: string;
  /** Its lines, 1-based; both ends belong to it. */
  readonly lines: readonly [first: number, last: number];
  readonly node: RootContent;
}

/** The blocks of a built article, in their order. Never throws for what stands in it. */
export function blocksOf(markdown: string): Block[] {
  return parseBuilt(markdown)
    .children.filter((node) => !isGap(node))
    .map((node) => {
      const { start, end } = node.position ?? {};
      return {
        text: markdown.slice(start?.offset, end?.offset),
        lines: [start?.line ?? 1, end?.line ?? 1] as const,
        node,
      };
    });
}

/** What the writer puts between two lists, so that they stay two. */
function isGap(node: RootContent): boolean {
  return node.type === "html" && node.value === "<!---->";
}

/**
 * True where two pieces of Markdown are read alike, however they are written. Words that are `italic`
 * as a whole know no emphasis within.
 */
export function readAlike(one: string, other: string, italic = false): boolean {
  return one === other || bare(one, italic) === bare(other, italic);
}

/** A piece of Markdown as it is read, without places and what only a writer's style decides. */
function bare(markdown: string, italic: boolean): string {
  const hidden = ["position", "data", "spread", "meta"];
  const tree = parseBuilt(markdown);
  if (italic) {
    replaceNodes(tree, (node) =>
      node.type === "emphasis" ? node.children : [node],
    );
    mergeTexts(tree);
  }
  return JSON.stringify(tree, (key, value: unknown) =>
    hidden.includes(key) ? undefined : value,
  );
}

/** The words inside an italic paragraph, as captions and subtitles are; undefined for any other. */
export function insideItalic({ text, node }: Block): string | undefined {
  if (node.type !== "paragraph" || node.children.length !== 1) return undefined;
  return node.children[0]?.type === "emphasis" ? text.slice(1, -1) : undefined;
}
