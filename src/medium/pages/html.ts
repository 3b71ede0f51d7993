import type { Element, ElementContent, Root as Html, Nodes } from "hast";
import { toParse5 } from "hast-util-to-parse5";
import { h } from "hastscript";
import type { Code, Heading, Paragraph, Root } from "mdast";
import { type State, toHast } from "mdast-util-to-hast";
import { type DefaultTreeAdapterTypes, serialize } from "parse5";
import type { Picture } from "../lower/picture.ts";
import type { NumberedPicture } from "../lower/pictures.ts";

/** What an element may hold; nothing stands where it is undefined or empty. */
export type Part = Nodes | string | undefined;

/** How one kind of page shows what differs between pages. */
interface HtmlStyle {
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

/** Each on a line of its own, without those that are not there. */
export function lines(...parts: Part[]): Part[] {
  return parts.flatMap((part) => (part ? [part, "\n"] : []));
}

/**
 * A tree as HTML, written as the standard says: what is a sign of HTML in a text or an attribute
 * is escaped here, and nowhere else. Source: HTML, "Serializing HTML fragments".
 */
export function writeHtml(tree: Html): string {
  return serialize(toParse5(tree) as DefaultTreeAdapterTypes.Document);
}

/** A whole page in the language `lang`, BCP 47: `policy` comes before all that it judges. */
export function writePage(
  policy: Element,
  head: readonly Part[],
  body: readonly Part[],
  lang = "en",
): string {
  const page = h("html", { lang }, [
    "\n",
    h("head", "\n", ...lines(h("meta", { charset: "utf-8" }), policy, ...head)),
    "\n",
    h("body", "\n", ...lines(...body)),
    "\n",
  ]);
  return writeHtml(h(null, { type: "doctype" }, "\n", page, "\n"));
}
