import type { Element, Properties } from "hast";
import { h } from "hastscript";
import { lines } from "../../page.ts";

/** What stands around the slides: the speaker's clock and notes, and the list of keys. */

/** The player's own words are English, and say so on a page in another language. */
export function english(lang: string): Properties {
  return lang === "en" ? {} : { lang: "en" };
}

/** Keys of the player, and what they do; docs/decks.md has the same. */
const keys = [
  ["→ ↓ Space Page Down", "next slide"],
  ["← ↑ Page Up", "slide before"],
  ["Home, End", "first, last slide"],
  ["a number, then Enter or G", "the slide of that number"],
  ["Backspace", "back from where a link led"],
  ["Esc", "all slides; again: back to one"],
  ["B or .", "black; any key: the slide again"],
  ["F", "full screen"],
  ["S", "the speaker's window: notes, next slide, clock"],
  ["?", "this list"],
] as const;

/** The keys, as a dialog that the player opens. */
export function helpElement(lang: string): Element {
  const rows = keys.map(([key, does]) =>
    h("tr", h("th", { scope: "row" }, key), h("td", does)),
  );
  return h(
    "dialog#help",
    { ariaLabelledBy: "help-title", ...english(lang) },
    h("h2#help-title", "Keys"),
    h("table", h("tbody", rows)),
    h("button#close-help", { type: "button" }, "Close"),
  );
}

/** The speaker's side: seen where the page is opened as `#speaker`. */
export function speakerElements(lang: string): Element[] {
  const clock = (id: string, name: string) =>
    h(
      `p.clock#${id}`,
      h("span.name", name),
      " ",
      h("b.time", "0:00"),
      " ",
      h("span.plan"),
    );
  const button = (id: string, name: string) =>
    h(`button#${id}`, { type: "button" }, name);
  return [
    h(
      "aside.speaker",
      { ariaLabel: "speaker", hidden: true, ...english(lang) },
      [
        "\n",
        ...lines(
          h("p.place#place"),
          clock("slide-clock", "this slide"),
          clock("talk-clock", "talk"),
          h(
            "p.buttons",
            button("start", "Start"),
            " ",
            button("reset", "Reset"),
          ),
        ),
      ],
    ),
    h("section.words#words", { ariaLabel: "notes", hidden: true, tabIndex: 0 }),
  ];
}
