import type { Element } from "hast";
import { h } from "hastscript";
import { lines } from "../../page.ts";
import { count } from "../../sentences.ts";
import type { NumberedPicture } from "../lower/pictures.ts";
import {
  button,
  copyButton,
  copyLabel,
  quiet,
  type Step,
  tickBox,
} from "./step.ts";

/** The step in which the pictures get their places, their captions and their descriptions. */
export function pictureStep(pictures: readonly NumberedPicture[]): Step {
  const hosted = pictures.every((each) => each.url !== undefined);
  const many = count(pictures.length, "picture");
  const how = hosted
    ? "Look whether all of them arrived. One that did not: copy it here and paste it in its place."
    : "For each of them: copy the picture, select its marker line in the draft, paste. Click on it there to give it its caption and, under *Alt text*, its description; then delete the caption's line below.";
  return {
    id: "pictures",
    title: hosted ? `Look at the ${many}` : `Put in the ${many}`,
    body: [
      quiet(how),
      h("ol.pictures", "\n", ...lines(...pictures.map(pictureItem))),
    ],
  };
}

function pictureItem({
  number,
  file,
  url,
  alt,
  caption,
}: NumberedPicture): Element {
  const name = `Picture ${number}`;
  const data = { dataPart: "pictures", dataStep: `picture-${number}` };
  const image = { src: file, alt: `${name} in the article`, loading: "lazy" };
  const copy = { dataPicture: number, dataWhat: name };
  const isHere = file !== undefined;
  const thumb = isHere
    ? h("a.thumb", { href: `#picture-${number}` }, h("img", image))
    : h("span");
  const what = lines(
    h("div.line", [
      tickBox(name, data),
      "\n",
      isHere
        ? button("Copy", { ...copy, ariaLabel: copyLabel(name) })
        : undefined,
    ]),
    h("p.file", file ?? url),
  );
  return h("li", [
    "\n",
    ...lines(
      thumb,
      h("div", "\n", ...what),
      wordsOf("Alt text", alt, number),
      caption && wordsOf("Caption", caption, number),
    ),
  ]);
}

/** What is to be pasted for a picture, to be read and to be copied. */
function wordsOf(name: string, words: string, number: number): Element {
  const item = `${name.split(" ")[0]?.toLowerCase()}-${number}`;
  const what = `${name} of picture ${number}`;
  const copy = copyButton(item, what, "Copy", { ariaLabel: copyLabel(what) });
  const text = h("p", h("span.quiet", `${name}:`), " ", words);
  return h("div.words", text, "\n", copy);
}
