import {
  type BodyLine,
  type Column,
  type Deck,
  type Evidence,
  plain,
  type Slide,
} from "../deck.ts";
import type { Theme } from "../theme.ts";
import { arrangeCode } from "./arrange-code.ts";
import { arrangeFigure } from "./arrange-figure.ts";
import { arrangeTable } from "./arrange-table.ts";
import {
  type Box,
  belowBig,
  beside,
  bigBox,
  columnBoxes,
  content,
  cover,
  cutBottom,
} from "./grid.ts";
import { layoutNamed, layoutOf, wordsHeight } from "./layouts.ts";
import { nameOnce, shapeName } from "./names.ts";
import type { Placed, PlacedSlide, PlacedText } from "./placed.ts";

/** Everything on a slide in its place: plain data that is checked, then drawn. */
export function arrange(slide: Slide, deck: Deck, theme: Theme): PlacedSlide {
  const layout = layoutOf(slide);
  const title = slide.layout === "title" ? cover.claim : undefined;
  const context: Context = { slide, deck, theme };
  return {
    number: slide.number,
    layout,
    items: nameOnce([
      text(context, "title", [{ runs: slide.title, bullet: false }], title),
      ...arrangements[slide.layout](context),
    ]),
    // PowerPoint makes an empty page of notes where there are none.
    notes: slide.notes.length > 0 ? slide.notes : [[{ text: afterTalk }]],
  };
}

const afterTalk = "The talk is over. Each link leads to a prepared answer.";

interface Context {
  readonly slide: Slide;
  readonly deck: Deck;
  readonly theme: Theme;
}

type Arrangement = (context: Context) => readonly Placed[];

/** One function a layout; the order of its items is the reading order. */
const arrangements: Readonly<Record<Slide["layout"], Arrangement>> = {
  title: (context) => [
    ...words(context, "kicker", cover.kicker, [
      { runs: [{ text: context.deck.title }], bullet: false },
    ]),
    ...words(context, "lines", cover.lines, coverLines(context)),
  ],

  statement: (context) => {
    const big = context.slide.evidence.find((each) => each.kind === "big");
    const box = big === undefined ? content : belowBig;
    return [
      ...(big === undefined
        ? []
        : words(context, "big", bigBox, [{ runs: big.runs, bullet: false }])),
      ...words(context, "lines", box, linesOf(context.slide.evidence)),
    ];
  },

  figure: (context) =>
    context.slide.evidence.flatMap((each) =>
      each.kind === "figure"
        ? arrangeFigure(each, content, "middle", context.theme)
        : [],
    ),

  "figure-text": (context) => [
    ...context.slide.evidence.flatMap((each) =>
      each.kind === "figure"
        ? arrangeFigure(each, beside.figure, "top", context.theme)
        : [],
    ),
    ...words(context, "lines", beside.text, linesOf(context.slide.evidence)),
  ],

  code: (context) => withWords(context, arrangeCode),

  table: (context) => withWords(context, arrangeTable),

  comparison: (context) =>
    context.slide.columns.flatMap((column, index) => {
      const side = index === 0 ? "left" : "right";
      const boxes = columnBoxes[index];
      if (boxes === undefined) return [];
      return [
        ...words(context, `${side} heading`, boxes.heading, [
          { runs: column.heading, bullet: false },
        ]),
        ...column.evidence.flatMap((each) =>
          sideOf(context, each, side, boxes.body),
        ),
      ];
    }),

  divider: ({ slide, deck, theme }) =>
    words(
      { slide, deck, theme },
      "lines",
      content,
      deck.slides
        .filter((each) => each.part === "backup")
        .map((each) => ({
          runs: [{ text: plain(each.title), link: each.number }],
          bullet: true,
        })),
    ),
};

/** Evidence with up to two lines of words below it. */
function withWords(
  context: Context,
  arrangeEvidence: (
    slide: Slide,
    evidence: readonly Evidence[],
    box: Box,
    theme: Theme,
  ) => readonly Placed[],
): readonly Placed[] {
  const { slide, theme } = context;
  const lines = linesOf(slide.evidence);
  const [upper, lower] = cutBottom(content, wordsHeight, 0.15);
  const box = lines.length === 0 ? content : upper;
  // A panel's edge needs more air below the title than a line of text.
  const lowered = { ...box, y: box.y + 0.12, h: box.h - 0.12 };
  const shown = arrangeEvidence(slide, slide.evidence, lowered, theme);
  const ends = shown.map((each) => each.box.y + each.box.h + 0.35);
  const y = Math.min(lower.y, Math.max(...ends));
  return [...shown, ...words(context, "words", { ...lower, y }, lines)];
}

function sideOf(
  context: Context,
  evidence: Column["evidence"][number],
  side: string,
  box: Box,
): readonly Placed[] {
  const { slide, theme } = context;
  switch (evidence.kind) {
    case "figure":
      return arrangeFigure(evidence, box, "top", context.theme);
    case "lines":
      return words(context, side, box, evidence.lines);
    case "table":
      return arrangeTable(slide, [evidence], box, theme);
    case "listing":
    case "output":
      return arrangeCode(slide, [evidence], box, theme);
  }
}

function linesOf(evidence: readonly Evidence[]): readonly BodyLine[] {
  return evidence.flatMap((each) => (each.kind === "lines" ? each.lines : []));
}

/** The subtitle, then what the first slide says below its claim. */
function coverLines({ slide, deck }: Context): readonly BodyLine[] {
  const subtitle = { runs: [{ text: deck.subtitle }], bullet: false };
  const own = linesOf(slide.evidence).map((line) => ({
    ...line,
    bullet: false,
  }));
  return deck.subtitle === "" ? own : [subtitle, ...own];
}

function words(
  context: Context,
  placeholder: string,
  box: Box,
  lines: readonly BodyLine[],
): readonly PlacedText[] {
  const filled = lines.filter((line) => line.runs.length > 0);
  return filled.length === 0 ? [] : [text(context, placeholder, filled, box)];
}

/** Text in a placeholder of the slide's layout, or in a box that looks the same. */
function text(
  { slide, theme }: Context,
  name: string,
  lines: readonly BodyLine[],
  box?: Box,
): PlacedText {
  const layout = layoutNamed(layoutOf(slide));
  const own = layout.placeholders.find((each) => each.name === name);
  const size = own?.size ?? "body";
  const source = slide.evidence.find((each) => each.kind === "lines");
  return {
    kind: "text",
    box: box ?? own?.box ?? content,
    name: nameOfText(slide, name),
    place: name === "lines" ? (source?.place ?? slide.place) : slide.place,
    ...(own && { placeholder: name }),
    lines,
    size,
    bold: own?.bold ?? false,
    ink: own?.ink ?? "ink",
    gap: name === "title" ? 0 : theme.sizes[size] * airOf(slide, size, lines),
    align: "left",
    anchor: own?.anchor ?? "top",
    ...(name === "title" && slide.layout !== "title" && { most: 2 }),
  };
}

/** Space between paragraphs as a part of their size: few lines stand further apart. */
function airOf(
  slide: Slide,
  size: keyof Theme["sizes"],
  lines: readonly BodyLine[],
): number {
  if (size === "lead") return 0.9;
  return slide.layout === "divider" && lines.length <= 6 ? 0.8 : 0.5;
}

/** What the text in a placeholder shows. */
function nameOfText(slide: Slide, placeholder: string): string {
  if (placeholder === "big") {
    const big = slide.evidence.find((each) => each.kind === "big");
    return shapeName("number", big?.name);
  }
  if (placeholder === "title" || placeholder === "kicker") return placeholder;
  return shapeName(placeholder.endsWith("heading") ? "heading" : "text");
}
