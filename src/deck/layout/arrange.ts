import {
  type BodyLine,
  type Column,
  type Deck,
  type Evidence,
  isPicture,
  plain,
  type Slide,
} from "../deck.ts";
import { styleOf, type Theme } from "../theme.ts";
import { arrangeCode } from "./arrange-code.ts";
import { arrangeFigure } from "./arrange-figure.ts";
import { arrangeTable } from "./arrange-table.ts";
import { boxesOf, type Context, linesOf, text, words } from "./arrange-text.ts";
import { type Box, cutBottom } from "./grid.ts";
import { layoutOf } from "./layouts.ts";
import { bulletIndent, inch, textHeight } from "./measure.ts";
import { nameOnce, shapeName } from "./names.ts";
import type {
  Placed,
  PlacedPicture,
  PlacedSlide,
  PlacedText,
} from "./placed.ts";

/** Everything on a slide in its place: plain data that is checked, then drawn. */
export function arrange(slide: Slide, deck: Deck, theme: Theme): PlacedSlide {
  const layout = layoutOf(slide);
  const context: Context = { slide, deck, theme };
  return {
    number: slide.number,
    layout,
    items: nameOnce([
      text(context, "title", [{ runs: slide.title, bullet: false }]),
      ...arrangements[slide.layout](context),
    ]),
    // PowerPoint makes an empty page of notes where there are none.
    notes:
      slide.notes.length > 0 ? slide.notes : [[{ text: deck.language.over }]],
  };
}

type Arrangement = (context: Context) => readonly Placed[];

/** One function a layout; the order of its items is the reading order. */
const arrangements: Readonly<Record<Slide["layout"], Arrangement>> = {
  title: (context) => [
    ...words(context, "kicker", [
      { runs: [{ text: context.deck.title }], bullet: false },
    ]),
    ...coverLines(context),
    ...coverArt(context),
  ],

  statement: (context) => {
    const big = context.slide.evidence.find((each) => each.kind === "big");
    return [
      ...(big === undefined
        ? []
        : words(context, "big", [{ runs: big.runs, bullet: false }])),
      ...words(context, "lines", linesOf(context.slide.evidence)),
    ];
  },

  figure: (context) =>
    context.slide.evidence.flatMap((each) =>
      isPicture(each)
        ? arrangeFigure(each, boxesOf(context).content, "middle", context.theme)
        : [],
    ),

  "figure-text": (context) => {
    const { slide, theme } = context;
    const lines = linesOf(slide.evidence);
    const [room, beside] = besideFigure(context, lines);
    const anchor = beside.x > room.x ? "top" : "middle";
    return [
      ...slide.evidence.flatMap((each) =>
        isPicture(each) ? arrangeFigure(each, room, anchor, theme) : [],
      ),
      ...words(context, "lines", lines, beside),
    ];
  },

  code: (context) => withWords(context, arrangeCode, boxesOf(context).code),

  table: (context) => withWords(context, arrangeTable, boxesOf(context).table),

  comparison: (context) =>
    context.slide.columns.flatMap((column, index) => {
      const side = index === 0 ? "left" : "right";
      const heading = [{ runs: column.heading, bullet: false }];
      return [
        ...words(
          context,
          `${side} heading`,
          heading,
          boxesOf(context)[`${side} heading`],
        ),
        ...column.evidence.flatMap((each) => sideOf(context, each, side)),
      ];
    }),

  divider: (context) =>
    words(
      context,
      "lines",
      context.deck.slides
        .filter((each) => each.part === "backup")
        .map((each) => ({
          runs: [{ text: plain(each.title), link: each.number }],
          bullet: true,
        })),
    ),
};

/**
 * The rooms of a figure and of the words beside it; words that stand below it take what they need,
 * and the figure all else.
 */
function besideFigure(
  context: Context,
  lines: readonly BodyLine[],
): readonly [Box, Box] {
  const { figure, "beside figure": beside } = boxesOf(context);
  if (beside.x > figure.x) return [figure, beside];
  const gap = beside.y - figure.y - figure.h;
  const style = styleOf(context.theme, "body");
  const { gap: air } = text(context, "lines", lines);
  const width = beside.w * inch - bulletIndent(style.size);
  const runs = lines.map((line) => line.runs);
  // What needs more than the room that is meant for it does not fit, and is a finding.
  const h = Math.min(beside.h, textHeight(runs, style, width, air) / inch);
  const bottom = beside.y + beside.h;
  return [
    { ...figure, h: bottom - h - gap - figure.y },
    { ...beside, y: bottom - h, h },
  ];
}

/** Evidence with up to two lines of words below it. */
function withWords(
  context: Context,
  arrangeEvidence: (
    slide: Slide,
    evidence: readonly Evidence[],
    box: Box,
    theme: Theme,
  ) => readonly Placed[],
  whole: Box,
): readonly Placed[] {
  const { slide, theme } = context;
  const below = boxesOf(context).words;
  const lines = linesOf(slide.evidence);
  const [upper] = cutBottom(whole, below.h, 0.15);
  const box = lines.length === 0 ? whole : upper;
  // A panel's edge needs more air below the title than a line of text.
  const lowered = { ...box, y: box.y + 0.12, h: box.h - 0.12 };
  const shown = arrangeEvidence(slide, slide.evidence, lowered, theme);
  const ends = shown.map((each) => each.box.y + each.box.h + 0.35);
  const y = Math.min(below.y, Math.max(...ends));
  return [...shown, ...words(context, "words", lines, { ...below, y })];
}

function sideOf(
  context: Context,
  evidence: Column["evidence"][number],
  side: "left" | "right",
): readonly Placed[] {
  const { slide, theme } = context;
  const box = boxesOf(context)[side];
  switch (evidence.kind) {
    case "figure":
    case "picture":
      return arrangeFigure(evidence, box, "top", theme);
    case "lines":
      return words(context, side, evidence.lines, box);
    case "table":
      return arrangeTable(slide, [evidence], box, theme);
    case "listing":
    case "output":
      return arrangeCode(slide, [evidence], box, theme);
  }
}

/** A figure as an ornament: read last, or passed over. */
function coverArt(context: Context): readonly PlacedPicture[] {
  const { art } = context.deck;
  if (art === undefined) return [];
  return [
    {
      kind: "picture",
      box: boxesOf(context).art,
      name: shapeName("art", art.name),
      place: { ...context.slide.place },
      ...{ anchor: "top", shown: art.figure, alt: "", decorative: true },
    },
  ];
}

/** The subtitle, then what the first slide says below its claim; at the foot, who speaks. */
function coverLines(context: Context): readonly PlacedText[] {
  const { slide, deck } = context;
  const subtitle = { runs: [{ text: deck.subtitle }], bullet: false };
  const own = linesOf(slide.evidence).map((line) => ({
    ...line,
    bullet: false,
  }));
  const lines = deck.subtitle === "" ? own : [subtitle, ...own];
  if (deck.signature === "") return words(context, "lines", lines);
  const { signature, subtitle: box } = boxesOf(context);
  const signed = [{ runs: [{ text: deck.signature }], bullet: false }];
  return [
    ...words(context, "lines", lines, { ...box, h: signature.y - box.y }),
    {
      ...text(context, "signature", signed, signature),
      ...{ name: shapeName("signature"), size: "caption" },
    },
  ];
}
