import type { Element } from "hast";
import { h } from "hastscript";
import { writeHtml } from "../../page.ts";
import type { TopicSides } from "../compare/topic.ts";
import type { SlideChange } from "../report.ts";
import { sentenceElement, verdictElement } from "./values.ts";

/**
 * The pictures of slides: the slides themselves, which the page's script opens in frames of their
 * own, so that the style of one side's deck does not meet that of the other.
 */
export class Shots {
  /** Style sheets of the decks, each once. */
  readonly styles: string[] = [];
  readonly #slides: { style: number; ratio: number; html: string }[] = [];

  /** Keeps one slide, and returns the number by which the script finds it. */
  add(slide: Element, style: string): number {
    const known = this.styles.indexOf(style);
    const place = known < 0 ? this.styles.push(style) - 1 : known;
    const [wide, high] = ["w", "h"].map((side) =>
      Number(new RegExp(`--page-${side}:([\\d.]+)`).exec(style)?.[1]),
    );
    const ratio = wide && high ? wide / high : 16 / 9;
    const html = writeHtml({ type: "root", children: [slide] });
    return this.#slides.push({ style: place, ratio, html }) - 1;
  }

  /** All of it as JSON that can stand in a script element. */
  json(): string {
    const all = { styles: this.styles, slides: this.#slides };
    return JSON.stringify(all).replaceAll("<", "\\u003c");
  }
}

/** A slide that differs: both pictures where it looks another way, and what is read and said. */
export function slideItem(
  topic: string,
  change: SlideChange,
  sides: TopicSides | undefined,
  shots: Shots,
): Element {
  const { number, title, verdict, sentences, notes, code, looks } = change;
  const isShown =
    looks || code || sentences.length > 0 || verdict !== "changed";
  const pictures = (["before", "after"] as const).flatMap((when, index) => {
    const slides = sides?.[when]?.slides;
    const slide = slides?.slides.find((each) => each.number === number[index]);
    if (!isShown || slides === undefined || slide === undefined) return [];
    const shot = shots.add(slide.element, slides.style);
    const label = `${topic}, slide ${slide.number}, ${when}: ${slide.title}`;
    return [
      h(`div.side.${when}`, [
        h("p.when", when),
        h("div.shot", { dataShot: shot, dataTitle: label }),
      ]),
    ];
  });
  const [old, now] = number;
  const moved =
    old !== null && now !== null && old !== now ? ` (was ${old})` : "";
  return h("div.change.slide", [
    h(
      "h4",
      `${now ?? old}. ${title[1] ?? title[0]}${moved} `,
      verdictElement(verdict),
    ),
    ...(pictures.length > 0 ? [h("div.stage", pictures)] : []),
    ...(sentences.length > 0 ? [h("h5", "On it"), ...plain(sentences)] : []),
    ...(notes.length > 0 ? [h("h5", "In its notes"), ...plain(notes)] : []),
    ...(code
      ? [h("p", "The code on it differs: see the listings and outputs.")]
      : []),
    ...(looks && !code && sentences.length + notes.length === 0
      ? [h("p", "It looks another way; no word differs.")]
      : []),
  ]);
}

/** The slide is the change to go to, and not each of its sentences. */
function plain(sentences: SlideChange["sentences"]): Element[] {
  return sentences.map((each) => {
    const element = sentenceElement(each);
    return {
      ...element,
      properties: { ...element.properties, className: ["sentence"] },
    };
  });
}
