import {
  type BodyLine,
  type Column,
  type Deck,
  type Evidence,
  isPicture,
  plain,
  type Slide,
} from "../deck.ts";
import type { Theme } from "../theme.ts";
import { arrangeCode } from "./arrange-code.ts";
import { arrangeFigure } from "./arrange-figure.ts";
import { arrangeTable } from "./arrange-table.ts";
import { type Box, cutBottom } from "./grid.ts";
import { layoutOf } from "./layouts.ts";
import { boxes, layoutNamed } from "./masters.ts";
import { nameOnce, shapeName } from "./names.ts";
import type { Placed, PlacedSlide, PlacedText } from "./placed.ts";

/** Everything on a slide in its place: plain data that is checked, then drawn. */
export function arrange(slide: Slide, deck: Deck, theme: Theme): PlacedSlide {
  const layout = layoutOf(slide);
  const context: Context = { slide, deck, theme };
  return {
    number: slide.number,
    key: slide.key,
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

interface Context {
  readonly slide: Slide;
  readonly deck: Deck;
  readonly theme: Theme;
}

type Arrangement = (context: Context) => readonly Placed[];

/** One function a layout; the order of its items is the reading order. */
const arrangements: Readonly<Record<Slide["layout"], Arrangement>> = {
  title: (context) => [
    ...words(context, "kicker", [
      { runs: [{ text: context.deck.title }], bullet: false },
    ]),
    ...coverLines(context),
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
        ? arrangeFigure(each, boxes.content, "middle", context.theme)
        : [],
    ),

  "figure-text": (context) => [
    ...context.slide.evidence.flatMap((each) =>
      isPicture(each)
        ? arrangeFigure(each, boxes.figure, "top", context.theme)
        : [],
    ),
    ...words(context, "lines", linesOf(context.slide.evidence)),
  ],

  code: (context) => withWords(context, arrangeCode),

  table: (context) => withWords(context, arrangeTable),

  comparison: (context) =>
    context.slide.columns.flatMap((column, index) => {
      const side = index === 0 ? "left" : "right";
      const heading = [{ runs: column.heading, bullet: false }];
      return [
        ...words(context, `${side} heading`, heading, boxes[`${side} heading`]),
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
  const [upper, lower] = cutBottom(boxes.content, boxes.words.h, 0.15);
  const box = lines.length === 0 ? boxes.content : upper;
  // A panel's edge needs more air below the title than a line of text.
  const lowered = { ...box, y: box.y + 0.12, h: box.h - 0.12 };
  const shown = arrangeEvidence(slide, slide.evidence, lowered, theme);
  const ends = shown.map((each) => each.box.y + each.box.h + 0.35);
  const y = Math.min(lower.y, Math.max(...ends));
  return [...shown, ...words(context, "words", lines, { ...lower, y })];
}

function sideOf(
  context: Context,
  evidence: Column["evidence"][number],
  side: "left" | "right",
): readonly Placed[] {
  const { slide, theme } = context;
  const box = boxes[side];
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

function linesOf(evidence: readonly Evidence[]): readonly BodyLine[] {
  return evidence.flatMap((each) => (each.kind === "lines" ? each.lines : []));
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
  const { signature, subtitle: box } = boxes;
  const signed = [{ runs: [{ text: deck.signature }], bullet: false }];
  return [
    ...words(context, "lines", lines, { ...box, h: signature.y - box.y }),
    {
      ...text(context, "signature", signed, signature),
      ...{ name: shapeName("signature"), size: "caption" },
    },
  ];
}

function words(
  context: Context,
  placeholder: string,
  lines: readonly BodyLine[],
  box?: Box,
): readonly PlacedText[] {
  const filled = lines.filter((line) => line.runs.length > 0);
  return filled.length === 0 ? [] : [text(context, placeholder, filled, box)];
}

/** Text in a placeholder of the slide's layout, there or moved to `box`, or else in a box of its own. */
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
    box: box ?? own?.box ?? boxes.content,
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
