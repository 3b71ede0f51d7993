import hljs from "highlight.js/lib/common";
import type { Code } from "mdast";
import { languageOf } from "../lower/code.ts";
import type { Lowered } from "../lower/lower.ts";
import type { NumberedPicture } from "../lower/pictures.ts";
import type { Settings } from "../settings.ts";
import { escapeHtml, renderBlocks } from "./html.ts";

/**
 * The article as Medium shows it, for the hand-off page: pictures in place and part of the page,
 * code coloured. Its headings start at level 3, below those of the page.
 */
export function renderPreview(
  lowered: Lowered,
  pictures: readonly NumberedPicture[],
  settings: Settings,
  by: string,
): string {
  const numbered = new Map(pictures.map((each) => [each.picture, each]));
  const body = renderBlocks(lowered.tree, {
    headings: { 2: "h4", 3: "h5" },
    code: previewCode,
    picture: (node) => {
      const picture = numbered.get(node);
      return picture === undefined ? "" : previewPicture(picture);
    },
  });
  const line = (name: string, text: string | undefined) =>
    text ? `<p class="${name}">${escapeHtml(text)}</p>\n` : "";
  return `<article class="story" lang="en">
${line("kicker", settings.kicker)}<h3 class="title">${escapeHtml(settings.title)}</h3>
${line("subtitle", settings.subtitle)}${line("by", by)}${body}</article>
`;
}

function previewCode({ value, lang }: Code): string {
  const language = languageOf(lang);
  const code =
    language === undefined
      ? escapeHtml(value)
      : hljs.highlight(value, { language }).value;
  // A wide block scrolls: the keyboard must reach it.
  return `<pre tabindex="0"><code>${code}</code></pre>`;
}

function previewPicture(picture: NumberedPicture): string {
  const { drawn } = picture.picture;
  const src =
    drawn === undefined
      ? (picture.url ?? "")
      : `data:image/png;base64,${drawn.png.toString("base64")}`;
  const size =
    drawn === undefined
      ? ""
      : ` width="${drawn.width}" height="${drawn.height}"`;
  const caption =
    picture.caption === ""
      ? ""
      : `<figcaption>${escapeHtml(picture.caption)}</figcaption>`;
  return `<figure id="picture-${picture.number}"><img src="${escapeHtml(src)}"${size} alt="${escapeHtml(picture.alt)}">${caption}</figure>`;
}
