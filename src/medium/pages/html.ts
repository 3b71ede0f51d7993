import type { Element, ElementContent, Root as Html } from "hast";
import { h } from "hastscript";
import type { Code, Heading, Paragraph, Root } from "mdast";
import { type State, toHast } from "mdast-util-to-hast";
import type { Part } from "../../page.ts";
import type { Picture } from "../lower/picture.ts";
import type { NumberedPicture } from "../lower/pictures.ts";

/** How one kind of page shows what differs between pages. */
export interface HtmlStyle {
  code(node: Code): Element;
  picture(picture: NumberedPicture): ElementContent[];
  /** Element by heading depth. Default: the big and the small heading of Medium. */
  readonly headings?: { readonly [depth: number]: string };
}

/** The two levels that Medium has, by heading depth. */
const headings = { 2: "h2", 3: "h4" };

/** The blocks of a lowered article, one a line. Throws at a picture that is not in `pictures`. */
export function blocksOf(
  tree: Root,
  pictures: readonly NumberedPicture[],
  style: HtmlStyle,
): Html {
  const tags: HtmlStyle["headings"] = style.headings ?? headings;
  const numbered = new Map(pictures.map((each) => [each.picture, each]));
  const blocks = toHast(tree, {
    handlers: {
      break: () => h("br"),
      heading: (state: State, node: Heading) =>
        h(tags[node.depth] ?? "h4", state.all(node)),
      // One quote a paragraph: Medium's quote is a block of one paragraph.
      blockquote: (state: State, { children }: { children: Paragraph[] }) =>
        children.map((each) => h("blockquote", state.all(each))),
      code: (_, node: Code) => style.code(node),
      picture: (_, node: Picture) => {
        const picture = numbered.get(node);
        if (picture === undefined)
          throw new Error(`a picture has no number: ${node.name}`);
        return style.picture(picture);
      },
    },
  });
  return h(null, blocks, "\n");
}

/** A picture's caption, which is plain text: a link in it would drop the figure. */
export function captionOf({ caption }: NumberedPicture): Part {
  return caption === "" ? undefined : h("figcaption", caption);
}
