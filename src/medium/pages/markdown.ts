import type { Paragraph, PhrasingContent, RootContent } from "mdast";
import { remark } from "remark";
import type { Lowered } from "../lower/lower.ts";
import type { NumberedPicture } from "../lower/pictures.ts";
import type { Settings } from "../settings.ts";

const printer = remark().data("settings", { bullet: "-", rule: "-" }).freeze();

/**
 * The article's body as plain markdown for places that take it as it is (GitHub, dev.to,
 * Hashnode): the same blocks that are pasted, its pictures beside it or hosted.
 */
export function renderMarkdown(
  { tree }: Lowered,
  pictures: readonly NumberedPicture[],
): string {
  const numbered = new Map(pictures.map((each) => [each.picture, each]));
  const children = tree.children.flatMap((node): RootContent[] => {
    if (node.type !== "picture") return [node];
    const { url, file = "", alt } = numbered.get(node) ?? { alt: "" };
    const image = paragraph({ type: "image", url: url ?? file, alt });
    return node.children.length === 0
      ? [image]
      : [image, italic(node.children)];
  });
  return printer.stringify({ type: "root", children });
}

/** Title and subtitle, as they stand above that body. */
export function renderTitle({ title, subtitle }: Settings): string {
  const children: RootContent[] = [
    { type: "heading", depth: 1, children: [{ type: "text", value: title }] },
  ];
  if (subtitle !== "")
    children.push(italic([{ type: "text", value: subtitle }]));
  return `${printer.stringify({ type: "root", children })}\n`;
}

function italic(children: PhrasingContent[]): Paragraph {
  return paragraph({ type: "emphasis", children });
}

function paragraph(child: PhrasingContent): Paragraph {
  return { type: "paragraph", children: [child] };
}
