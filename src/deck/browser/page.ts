import type { Element } from "hast";
import { h } from "hastscript";
import { primary } from "../../language.ts";
import { lines, policyOf, readAsset, writePage } from "../../page.ts";
import { cleanLine } from "../clean.ts";
import type { PlacedSlide } from "../layout/placed.ts";
import type { PlannedDeck } from "../plan.ts";
import { hexOf } from "../scheme.ts";
import type { Theme } from "../theme.ts";
import { familyOf, fontFaces } from "./fonts.ts";
import { english, helpElement, speakerElements } from "./player.ts";
import { slideElement } from "./slide.ts";
import { runElement } from "./text.ts";

/**
 * The style sheet that `slides` need on any page: the rules of `templates/slides/slides.css`, the
 * theme's colours as custom properties of the page, and the fonts with the characters that are used.
 */
export async function slidesStyle(
  slides: readonly Element[],
  theme: Theme,
): Promise<string> {
  const set = Object.entries(themeProperties(theme)).map(
    ([name, value]) => `${name}:${value}`,
  );
  const root = `:root{${set.join(";")}}\n`;
  const { w, h: height } = theme.masters.page;
  // A variable cannot say how large a printed page is.
  const printed = `@page{size:${w}in ${height}in;margin:0}\n`;
  return `${await fontFaces(slides, theme)}${root}${printed}${readAsset("slides/slides.css")}`;
}

/** What the rules of the style sheet take from the theme, by CSS property. */
export function themeProperties(theme: Theme): { [property: string]: string } {
  const { fonts, masters } = theme;
  const { w, h: height } = masters.page;
  const colors = {
    background: hexOf("bg1", theme),
    surface: hexOf("bg2", theme),
    ink: hexOf("tx1", theme),
    muted: hexOf("tx2", theme),
    accent: hexOf("accent1", theme),
    // A clock that is over its time: red on either ground.
    over: theme.dark ? "#ff8a80" : "#b3261e",
    heading: familyOf(fonts.heading, "sans-serif"),
    body: familyOf(fonts.body, "sans-serif"),
    mono: familyOf(fonts.mono, "monospace"),
    "page-w": String(w),
    "page-h": String(height),
  };
  const properties = Object.entries(colors).map(([name, value]) => [
    `--${name}`,
    value,
  ]);
  return {
    "color-scheme": theme.dark ? "dark" : "light",
    ...Object.fromEntries(properties),
  };
}

/**
 * `slides.html`: the plan as one file that needs no server, no network and no other file. The same
 * plan gives the same bytes. Throws for a plan whose pictures were not drawn.
 */
export async function slidesPage(plan: PlannedDeck): Promise<string> {
  const { deck, theme } = plan;
  const slides = plan.slides.map((slide) => slideElement(plan, slide));
  const style = `\n${await slidesStyle(slides, theme)}`;
  const script = `\n${readAsset("slides/slides.js")}`;
  const policy = policyOf({
    scripts: [script],
    styles: [style],
    placed: true,
    images: ["data:"],
    fonts: ["data:"],
  });
  const lang = primary(deck.language.language);
  const title = h("h1.unseen", cleanLine(deck.title));
  return writePage(
    policy,
    [
      h("meta", {
        name: "viewport",
        content: "width=device-width, initial-scale=1",
      }),
      h("title", cleanLine(deck.title)),
      h("style", style),
    ],
    [
      h("main.deck", "\n", ...lines(title, ...slides)),
      h("div.all-notes", { hidden: true, lang: deck.language.language }, [
        "\n",
        ...lines(...plan.slides.map(notesElement)),
      ]),
      ...speakerElements(lang),
      helpElement(lang),
      h("p.unseen#said", { role: "status", ...english(lang) }),
      h("script", script),
    ],
    lang,
  );
}

/** What is said on a slide; the speaker's window shows it. */
function notesElement({ number, notes }: PlacedSlide): Element {
  return h(
    "div.notes",
    { dataOf: number },
    notes.map((line) => h("p", line.map(runElement))),
  );
}
