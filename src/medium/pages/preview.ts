import type { Element } from "hast";
import { fromHtml } from "hast-util-from-html";
import { h } from "hastscript";
import hljs from "highlight.js/lib/common";
import type { Code } from "mdast";
import { lines } from "../../page.ts";
import { languageOf } from "../lower/code.ts";
import type { Lowered } from "../lower/lower.ts";
import type { NumberedPicture } from "../lower/pictures.ts";
import type { Settings } from "../settings.ts";
import { blocksOf, captionOf } from "./html.ts";

/**
 * The article as Medium shows it, for the hand-off page: pictures in place and part of the page,
 * code coloured. Its headings start at level 3, below those of the page.
 */
export function previewOf(
  { tree }: Lowered,
  pictures: readonly NumberedPicture[],
  { kicker, title, subtitle }: Settings,
  by: string,
): Element {
  const body = blocksOf(tree, pictures, {
    headings: { 2: "h4", 3: "h5" },
    code: previewCode,
    picture: (picture) => [previewPicture(picture)],
  });
  return h("article.story", { lang: "en" }, [
    "\n",
    ...lines(
      kicker && h("p.kicker", kicker),
      h("h3.title", title),
      subtitle && h("p.subtitle", subtitle),
      h("p.by", by),
    ),
    body,
  ]);
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

function previewPicture(picture: NumberedPicture): Element {
  const { number, url, alt } = picture;
  const { bytes, type = "png", width, height } = picture.picture.drawn ?? {};
  const src = bytes
    ? `data:image/${type};base64,${bytes.toString("base64")}`
    : url;
  const image = h("img", { src: src ?? "", width, height, alt });
  return h(`figure#picture-${number}`, image, captionOf(picture));
}
