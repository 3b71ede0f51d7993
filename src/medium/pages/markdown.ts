import type { PhrasingContent, Root, RootContent } from "mdast";
import { remark } from "remark";
import { visit } from "unist-util-visit";
import type { Lowered } from "../lower/lower.ts";
import type { NumberedPicture } from "../lower/pictures.ts";
import type { Settings } from "../settings.ts";

const printer = remark()
  .data("settings", { bullet: "-", rule: "-", fences: true })
  .freeze();

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
    const picture = numbered.get(node);
    const url = picture?.url ?? picture?.file ?? "";
    const caption: RootContent[] =
      node.children.length === 0
        ? []
        : [
            {
              type: "paragraph",
              children: [{ type: "emphasis", children: node.children }],
            },
          ];
    const image = { type: "image", url, alt: node.alt } as const;
    return [{ type: "paragraph", children: [image] }, ...caption];
  });
  const body = structuredClone<Root>({
    type: "root",
    children,
  });
  // Lists are tight: an item holds one paragraph.
  visit(body, ["list", "listItem"], (node) => {
    if (node.type === "list" || node.type === "listItem") node.spread = false;
  });
  return printer.stringify(body);
}

/** Title and subtitle, as they stand above that body. */
export function renderTitle(settings: Settings): string {
  const title = paragraph([{ type: "text", value: settings.title }]);
  const subtitle = paragraph([
    {
      type: "emphasis",
      children: [{ type: "text", value: settings.subtitle }],
    },
  ]);
  const children: RootContent[] = [{ ...title, type: "heading", depth: 1 }];
  if (settings.subtitle !== "") children.push(subtitle);
  return `${printer.stringify({ type: "root", children })}\n`;
}

function paragraph(children: PhrasingContent[]) {
  return { type: "paragraph", children } as const;
}
