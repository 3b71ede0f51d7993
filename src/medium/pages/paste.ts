import type { Code } from "mdast";
import { languageOf } from "../lower/code.ts";
import type { Lowered } from "../lower/lower.ts";
import type { Picture } from "../lower/picture.ts";
import type { NumberedPicture } from "../lower/pictures.ts";
import { escapeHtml, renderBlocks } from "./html.ts";

/**
 * The fragment that is pasted into Medium's editor: only what the editor keeps. Hosted pictures
 * are images, which Medium fetches; local ones are a marker to replace and the caption below.
 */
export function renderPaste(
  lowered: Lowered,
  pictures: readonly NumberedPicture[],
): string {
  const numbered = new Map(pictures.map((each) => [each.picture, each]));
  return renderBlocks(lowered.tree, {
    code: pasteCode,
    picture: (node) => pastePicture(node, numbered, pictures.length),
  });
}

/** What marks the place of a picture until it is put there. */
export function markerOf(picture: NumberedPicture, count: number): string {
  return `[IMAGE ${picture.number} of ${count}: ${picture.file ?? ""}]`;
}

/** Mode 2 names the language, mode 0 has none; an empty line would split the block. */
function pasteCode({ value, lang }: Code): string {
  const language = languageOf(lang);
  const mode =
    language === undefined
      ? 'data-code-block-mode="0"'
      : `data-code-block-mode="2" data-code-block-lang="${language}"`;
  const lines = value
    .split("\n")
    .map((line) => (line.trim() === "" ? " " : line));
  return `<pre ${mode}>${escapeHtml(lines.join("\n"))}</pre>`;
}

function pastePicture(
  node: Picture,
  numbered: ReadonlyMap<Picture, NumberedPicture>,
  count: number,
): string {
  const picture = numbered.get(node);
  if (picture === undefined)
    throw new Error(`a picture has no number: ${node.name}`);
  if (picture.url !== undefined) return renderFigure(picture, picture.url);
  const marker = `<p>${escapeHtml(markerOf(picture, count))}</p>`;
  const { caption } = picture;
  return caption === "" ? marker : `${marker}\n<p>${escapeHtml(caption)}</p>`;
}

/** An image with its caption, which is plain text: a link in it would drop the figure. */
export function renderFigure(picture: NumberedPicture, url: string): string {
  const image = `<img src="${escapeHtml(url)}" alt="${escapeHtml(picture.alt)}">`;
  const caption =
    picture.caption === ""
      ? ""
      : `<figcaption>${escapeHtml(picture.caption)}</figcaption>`;
  return `<figure>${image}${caption}</figure>`;
}
