import type { Emphasis, Image, Paragraph, Root, RootContent } from "mdast";
import { toString as toText } from "mdast-util-to-string";

/**
 * The body of a built article: without its title and subtitle, which the page says itself, and
 * every picture with the caption below it as one figure, as a build wrote them one by one.
 */
export function bodyOf({ children }: Root, subtitle: string): Root {
  const [title, second] = children;
  const isTitle = title?.type === "heading" && title.depth === 1;
  const words = isTitle && second && emphasisIn(second);
  const isSubtitle = words && toText(words).trim() === subtitle.trim();
  const rest = children.slice(isTitle ? (isSubtitle ? 2 : 1) : 0);
  const body: RootContent[] = [];
  for (let at = 0; at < rest.length; at += 1) {
    const node = rest[at] as RootContent;
    const image = imageIn(node);
    const next = rest[at + 1];
    const caption = image && next && emphasisIn(next);
    if (image) body.push(figureOf(image, caption || undefined));
    else body.push(node);
    if (caption) at += 1;
  }
  return { type: "root", children: body };
}

/** The image that is all of a paragraph. */
function imageIn(node: RootContent): Image | undefined {
  if (node.type !== "paragraph" || node.children.length !== 1) return undefined;
  const [only] = node.children;
  return only?.type === "image" ? only : undefined;
}

/** The emphasis that is all of a paragraph. */
function emphasisIn(node: RootContent): Emphasis | undefined {
  if (node.type !== "paragraph" || node.children.length !== 1) return undefined;
  const [only] = node.children;
  return only?.type === "emphasis" ? only : undefined;
}

function figureOf(image: Image, caption: Emphasis | undefined): Paragraph {
  const below: Emphasis[] = caption
    ? [{ ...caption, data: { hName: "figcaption" } }]
    : [];
  return {
    type: "paragraph",
    data: { hName: "figure" },
    children: [image, ...below],
  };
}
