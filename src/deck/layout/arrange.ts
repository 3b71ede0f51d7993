import {
  type BodyLine,
  type Deck,
  type Evidence,
  headOf,
  isPicture,
  plain,
  type Slide,
} from "../deck.ts";
import { styleOf, type Theme } from "../theme.ts";
import { arrangeCode } from "./arrange-code.ts";
import { arrangeColumns } from "./arrange-columns.ts";
import { arrangeFigure } from "./arrange-figure.ts";
import { arrangeTable } from "./arrange-table.ts";
import {
  askedAbove,
  boxesOf,
  type Context,
  coverLines,
  linesOf,
  text,
  words,
} from "./arrange-text.ts";
import { type Box, cutBottom } from "./grid.ts";
import { balanceText, growText, sizeOfText, stackTexts } from "./grow-text.ts";
import { layoutOf } from "./layouts.ts";
import { bulletIndent, inch, textHeight } from "./measure.ts";
import { nameOnce, shapeName } from "./names.ts";
import type { Placed, PlacedPicture, PlacedSlide } from "./placed.ts";

/** Everything on a slide in its place: plain data that is checked, then drawn. */
export function arrange(slide: Slide, deck: Deck, theme: Theme): PlacedSlide {
  const layout = layoutOf(slide);
  const context: Context = { slide, deck, theme };
  const items = [
    text(context, "title", [{ runs: slide.title, bullet: false }]),
    ...askedAbove(context),
    ...arrangements[slide.layout](context),
  ];
  return {
    number: slide.number,
    key: slide.key,
    layout,
    items: nameOnce(
      items.map((item) =>
        item.kind === "text" && item.align === "left"
          ? balanceText(item, theme)
          : item,
      ),
    ),
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
    const { slide, theme } = context;
    const lines = words(context, "lines", linesOf(slide.evidence));
    const big = slide.evidence.find((each) => each.kind === "big");
    if (big === undefined)
      return lines.map((each) =>
        growText({ ...each, box: lower(each.box) }, theme, largest.lead),
      );
    const number = words(context, "big", [{ runs: big.runs, bullet: false }]);
    return stackTexts(
      [
        ...number.map((item) => ({ item, most: largest.big })),
        ...lines.map((item) => ({ item, most: largest.lead })),
      ],
      lower(boxesOf(context).content),
      theme,
      belowNumber,
    );
  },

  figure: (context) =>
    context.slide.evidence.flatMap((each) =>
      isPicture(each)
        ? arrangeFigure(
            each,
            lower(boxesOf(context).content),
            "middle",
            context.theme,
          )
        : [],
    ),

  "figure-text": (context) => {
    const { slide, theme } = context;
    const lines = linesOf(slide.evidence);
    const [room, beside] = besideFigure(context, lines);
    const anchor = beside.x > room.x ? "top" : "middle";
    return [
      ...slide.evidence.flatMap((each) =>
        isPicture(each) ? arrangeFigure(each, lower(room), anchor, theme) : [],
      ),
      ...words(context, "lines", lines, beside).map((each) =>
        anchor === "top" ? growText(each, theme, largest.body) : each,
      ),
    ];
  },

  code: (context) => withWords(context, arrangeCode, boxesOf(context).code),

  table: (context) => withWords(context, arrangeTable, boxesOf(context).table),

  comparison: arrangeColumns,

  divider: (context) =>
    words(
      context,
      "lines",
      context.deck.slides
        .filter((each) => each.part === "backup")
        .map((each) => ({
          runs: [{ text: plain(headOf(each)), link: each.number }],
          bullet: true,
        })),
      lower(boxesOf(context).content),
    ).map((each) => growText(each, context.theme, largest.body)),
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
  const { boxes } = context.theme.masters;
  const gap = beside.y - boxes.figure.y - boxes.figure.h;
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
  const [spoken] = words(context, "words", lines, below);
  const asked = spoken && sizeOfText(spoken, theme).h;
  const aboveWords = (high: number) => {
    const box = lower(cutBottom(whole, high, 0.3)[0]);
    return arrangeEvidence(slide, slide.evidence, box, theme);
  };
  if (spoken === undefined || asked === undefined)
    return arrangeEvidence(slide, slide.evidence, lower(whole), theme);
  // Words that need more than is meant for them get it where the evidence leaves it; else it is a finding.
  const wanted = aboveWords(asked);
  const isGiven = asked <= mostWords * below.h && fitsAbove(wanted);
  const high = isGiven ? asked : Math.min(below.h, asked);
  const shown = high === asked ? wanted : aboveWords(high);
  const y = Math.max(...shown.map((each) => each.box.y + each.box.h)) + 0.3;
  const bottom = below.y + below.h;
  const room = { ...below, y: Math.min(y, bottom - high) };
  // Words about a table are never larger than what stands in it.
  const sizes = shown.flatMap((each) =>
    each.kind === "table" ? [each.size] : [],
  );
  const grown = growText(
    { ...spoken, box: { ...room, h: bottom - room.y } },
    theme,
    Math.min(largest.words, ...sizes),
  );
  return [...shown, grown];
}

/** Whether tables and code end where their room does, or above. */
function fitsAbove(shown: readonly Placed[]): boolean {
  return shown.every(
    (each) =>
      !(each.kind === "table" || each.kind === "code") ||
      each.box.y + each.box.h <= each.bottom + 1e-6,
  );
}

/** A panel's or a picture's edge needs more air below the title than a line of text. */
function lower(box: Box): Box {
  return { ...box, y: box.y + air, h: box.h - air };
}

/** Inches. */
const air = 0.12;

/** Heights of the room meant for words below evidence that three lines of them may take. */
const mostWords = 1.75;

/** Inches between a large number and what it counts. */
const belowNumber = 0.35;

/** Points to which the text of a role grows where there is room. */
const largest = { big: 164, lead: 40, words: 32, body: 28 } as const;

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
