import type { NumberedPicture } from "../lower/pictures.ts";
import { escapeHtml } from "./html.ts";
import type { Step } from "./step.ts";

/** The step in which the pictures get their places, their captions and their descriptions. */
export function pictureStep(pictures: readonly NumberedPicture[]): Step {
  const items = pictures.map(pictureItem).join("\n");
  const hosted = pictures.every((each) => each.url !== undefined);
  const how = hosted
    ? "Look whether all of them arrived. One that did not: copy it here and paste it in its place."
    : "For each of them: copy the picture, select its marker line in the draft, paste. Click on it there to give it its caption and, under <em>Alt text</em>, its description; then delete the caption's line below.";
  const many = `${pictures.length} picture${pictures.length === 1 ? "" : "s"}`;
  return {
    id: "pictures",
    title: hosted ? `Look at the ${many}` : `Put in the ${many}`,
    body: `<p class="quiet">${how}</p>
<ol class="pictures">
${items}
</ol>`,
  };
}

function pictureItem(picture: NumberedPicture): string {
  const { number, file, alt, caption } = picture;
  const of = `of picture ${number}`;
  const image =
    file === undefined
      ? ""
      : `\n<button type="button" data-picture="${number}" data-what="Picture ${number}" aria-label="Copy picture ${number}">Copy</button>`;
  const thumb =
    file === undefined
      ? "<span></span>"
      : `<a class="thumb" href="#picture-${number}"><img src="${escapeHtml(file)}" alt="Picture ${number} in the article" loading="lazy"></a>`;
  const words = [
    wordsOf("Alt text", alt, `alt-${number}`, of),
    ...(caption === ""
      ? []
      : [wordsOf("Caption", caption, `caption-${number}`, of)]),
  ];
  return `<li>
${thumb}
<div>
<div class="line"><label class="tick"><input type="checkbox" data-part="pictures" data-step="picture-${number}"><span>Picture ${number}</span></label>${image}</div>
<p class="file">${escapeHtml(file ?? picture.url ?? "")}</p>
</div>
${words.join("\n")}
</li>`;
}

/** What is to be pasted for a picture, to be read and to be copied. */
function wordsOf(
  name: string,
  words: string,
  item: string,
  of: string,
): string {
  const what = `${name} ${of}`;
  return `<div class="words"><p><span class="quiet">${name}:</span> ${escapeHtml(words)}</p>
<button type="button" data-copy="${item}" data-what="${what}" aria-label="Copy ${what.charAt(0).toLowerCase()}${what.slice(1)}">Copy</button></div>`;
}
