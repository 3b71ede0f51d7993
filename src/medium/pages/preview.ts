import type { Element } from "hast";
import { fromHtml } from "hast-util-from-html";
import { h } from "hastscript";
import hljs from "highlight.js/lib/common";
import type { Code } from "mdast";
import { lines } from "../../page.ts";
import type { Drawn } from "../input.ts";
import { languageOf } from "../lower/code.ts";
import type { Lowered } from "../lower/lower.ts";
import type { NumberedPicture } from "../lower/pictures.ts";
import type { Settings } from "../settings.ts";
import { blocksOf, captionOf, type HtmlStyle } from "./html.ts";

/**
 * The article as Medium shows it, for the hand-off page: pictures in place and part of the page,
 * code coloured. Its headings start at level 3, below those of the page.
 */
export function previewOf(
  { tree }: Lowered,
  pictures: readonly NumberedPicture[],
  settings: Settings,
  by: string,
): Element {
  const body = blocksOf(tree, pictures, previewStyle(asData));
  return h("article.story", { lang: "en" }, [
    "\n",
    ...lines(...previewHead(settings, by)),
    body,
  ]);
}

/** What stands above the article's first paragraph: kicker, title, subtitle, and who signs. */
export function previewHead(
  { kicker, title, subtitle }: Settings,
  by: string,
): Element[] {
  return [
    ...(kicker ? [h("p.kicker", kicker)] : []),
    h("h3.title", title),
    ...(subtitle ? [h("p.subtitle", subtitle)] : []),
    h("p.by", by),
  ];
}

/** How a page shows the article as Medium does; `address` says where a drawn picture is. */
export function previewStyle(address: (drawn: Drawn) => string): HtmlStyle {
  return {
    headings: { 2: "h4", 3: "h5" },
    code: previewCode,
    picture: (picture) => [previewPicture(picture, address)],
  };
}

function previewCode({ value, lang }: Code): Element {
  const language = languageOf(lang);
  const code =
    language === undefined
      ? value
      : fromHtml(hljs.highlight(value, { language }).value, { fragment: true });
  // A wide block scrolls: the keyboard must reach it.
  return h("pre", { tabindex: 0 }, h("code", code));
}

/** A picture as part of the page itself. */
function asData({ bytes, type = "png" }: Drawn): string {
  return `data:image/${type};base64,${bytes.toString("base64")}`;
}

function previewPicture(
  picture: NumberedPicture,
  address: (drawn: Drawn) => string,
): Element {
  const { number, url, alt } = picture;
  const { drawn } = picture.picture;
  const { width, height } = drawn ?? {};
  const src = drawn ? address(drawn) : url;
  const image = h("img", { src: src ?? "", width, height, alt });
  return h(`figure#picture-${number}`, image, captionOf(picture));
}
