import type { Paragraph, PhrasingContent, Root, RootContent } from "mdast";
import { remark } from "remark";
import remarkGfm from "remark-gfm";
import remarkMath from "remark-math";
import { sha256 } from "../files.ts";
import type { Article } from "./article.ts";
import type { FigureNode, OwnPicture } from "./bound.ts";
import { mergeTexts } from "./merge.ts";
import { drawingOf } from "./pointing.ts";
import { replaceNodes } from "./tree.ts";

/** Writes GFM with formulas, always in one style: `-` lists, `*emphasis*`, fenced code. */
const stringifier = remark()
  .use(remarkGfm)
  .use(remarkMath)
  .data("settings", {
    bullet: "-",
    rule: "-",
  })
  .freeze();

const extensions = stringifier.data().toMarkdownExtensions ?? [];

for (const extension of extensions) keepDots(extension);

/**
 * GFM makes a link of "www.", and so its writer escapes the dot of every "w.": a reader of the
 * source would meet "TensorFlow\.js". Here three of them are needed.
 */
function keepDots(extension: (typeof extensions)[number]): void {
  for (const inner of extension.extensions ?? []) keepDots(inner);
  for (const pattern of extension.unsafe ?? []) {
    if (pattern.character === "." && pattern.before === "[Ww]") {
      pattern.before = "[Ww]{3}";
    }
  }
}

/**
 * The article as plain GFM that any Markdown reader shows: the title as the one `#`, the
 * subtitle below it, each figure as an image at `figures/<name>.png` above its caption, own
 * pictures at `pictures/`. Ends in
 * a newline. Expects an article without errors.
 */
export function articleMarkdown({ meta, tree }: Article): string {
  return stringifyTree({
    type: "root",
    children: [
      { type: "heading", depth: 1, children: [text(meta.title)] },
      italic([text(meta.subtitle)]),
      ...tree.children,
    ],
  });
}

/** A built article as a tree: what `articleMarkdown` wrote, or what a person made of it. */
export function parseBuilt(markdown: string): Root {
  return stringifier.parse(markdown);
}

/** A bound tree as GFM: reading it again gives the same tree, figures as image and caption. */
export function stringifyTree(tree: Root): string {
  const copy = structuredClone(tree);
  replaceNodes(copy, (node) =>
    node.type === "figure" ? writeFigure(node) : [node],
  );
  // Side by side, two texts may spell what neither does: they are escaped as one.
  mergeTexts(copy);
  return stringifier.stringify(copy);
}

/** Where an own picture lies beside the article: its name says what is in it. */
export function pictureFile(name: string, { bytes, type }: OwnPicture): string {
  const hash = sha256(bytes).slice(0, 8);
  return `pictures/${name}-${hash}.${type === "jpeg" ? "jpg" : type}`;
}

function writeFigure(node: FigureNode): RootContent[] {
  const { name, alt, own, children } = node;
  const url = own ? pictureFile(name, own) : `figures/${drawingOf(node)}.png`;
  const image: Paragraph = {
    type: "paragraph",
    children: [{ type: "image", url, alt }],
  };
  return children.length === 0 ? [image] : [image, italic(children)];
}

/** An emphasised paragraph; emphasis inside it would end it, and is dropped. */
function italic(children: readonly PhrasingContent[]): Paragraph {
  const emphasis: Paragraph = {
    type: "paragraph",
    children: [{ type: "emphasis", children: [...children] }],
  };
  for (const child of emphasis.children) {
    if (child.type !== "emphasis") continue;
    replaceNodes(child, (node) =>
      node.type === "emphasis" ? node.children : [node],
    );
  }
  return emphasis;
}

function text(value: string): PhrasingContent {
  return { type: "text", value };
}
