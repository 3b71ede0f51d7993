import type { Element } from "hast";
import { h } from "hastscript";
import type { Code } from "mdast";
import { writeHtml } from "../../page.ts";
import { languageOf } from "../lower/code.ts";
import type { Lowered } from "../lower/lower.ts";
import type { NumberedPicture } from "../lower/pictures.ts";
import { blocksOf, captionOf } from "./html.ts";

/**
 * The fragment that is pasted into Medium's editor: only what the editor keeps. Hosted pictures
 * are images, which Medium fetches; local ones are a marker to replace and the caption below.
 */
export function renderPaste(
  { tree }: Lowered,
  pictures: readonly NumberedPicture[],
): string {
  const blocks = blocksOf(tree, pictures, {
    code: pasteCode,
    picture: (picture) => {
      const { number, file = "", url, caption } = picture;
      if (url !== undefined) return [figureOf(picture, url)];
      const marker = `[IMAGE ${number} of ${pictures.length}: ${file}]`;
      return [marker, caption].flatMap((text) => (text ? [h("p", text)] : []));
    },
  });
  return writeHtml(blocks);
}

/** Mode 2 names the language, mode 0 has none; an empty line would split the block. */
function pasteCode({ value, lang }: Code): Element {
  const dataCodeBlockLang = languageOf(lang);
  const dataCodeBlockMode = dataCodeBlockLang === undefined ? "0" : "2";
  const lines = value.split("\n").map((line) => (line.trim() ? line : " "));
  return h("pre", { dataCodeBlockMode, dataCodeBlockLang }, lines.join("\n"));
}

/** An image with its caption. */
export function figureOf(picture: NumberedPicture, url: string): Element {
  const image = h("img", { src: url, alt: picture.alt });
  return h("figure", image, captionOf(picture));
}
