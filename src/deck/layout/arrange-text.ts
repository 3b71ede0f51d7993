import type { BodyLine, Deck, Evidence, Place, Slide } from "../deck.ts";
import { styleOf, type Theme } from "../theme.ts";
import type { Box } from "./grid.ts";
import { layoutOf } from "./layouts.ts";
import { type Boxes, layoutNamed, moveBoxes } from "./masters.ts";
import { inch, lineHeight, wrap } from "./measure.ts";
import { shapeName } from "./names.ts";
import type { PlacedText } from "./placed.ts";

/** What decides where the things of a slide stand. */
export interface Context {
  readonly slide: Slide;
  readonly deck: Deck;
  readonly theme: Theme;
}

/** Where everything stands on the slide: right below its title, of one line or two. */
export function boxesOf({ slide, theme }: Context): Boxes {
  const { boxes } = theme.masters;
  const style = styleOf(theme, "title", true);
  const { lines } = wrap(slide.title, style, boxes.title.w * inch);
  const spare = slide.layout === "title" || lines > 1 ? 0 : 1;
  const up = spare * (lineHeight(style, [slide.title]) / inch);
  const { question } = slide;
  // What a slide writes of its own reaches no lower than its words.
  const snug = (box: Box): Box => ({ ...box, h: box.h - up });
  if (question === undefined)
    return { ...moveBoxes(boxes, -up), answer: snug(boxes.title) };
  const asked = styleOf(theme, "caption");
  const { runs } = question;
  const more = wrap(runs, asked, boxes.question.w * inch).lines - 1;
  const down = (Math.min(1, more) * lineHeight(asked, [runs])) / inch;
  const answer =
    down > 0
      ? snug({ ...boxes.answer, y: boxes.answer.y + down })
      : boxes.answer;
  return {
    ...moveBoxes(boxes, answer.y - boxes.title.y - up),
    question: { ...boxes.question, h: boxes.question.h + down },
    answer,
  };
}

/** The question that the title answers; readers of screens begin with the answer. */
export function askedAbove(context: Context): readonly PlacedText[] {
  const { question } = context.slide;
  return question === undefined
    ? []
    : words(context, "question", [{ runs: question.runs, bullet: false }]);
}

/** The lines among a slide's evidence. */
export function linesOf(evidence: readonly Evidence[]): readonly BodyLine[] {
  return evidence.flatMap((each) => (each.kind === "lines" ? each.lines : []));
}

/** Text as `text` places it; none for lines without words. */
export function words(
  context: Context,
  placeholder: string,
  lines: readonly BodyLine[],
  box?: Box,
): readonly PlacedText[] {
  const filled = lines.filter((line) => line.runs.length > 0);
  return filled.length === 0 ? [] : [text(context, placeholder, filled, box)];
}

/** Text in a placeholder of the slide's layout, there or moved to `box`, or else in a box of its own. */
export function text(
  { slide, deck, theme }: Context,
  name: string,
  lines: readonly BodyLine[],
  box?: Box,
): PlacedText {
  const layout = layoutNamed(theme.masters, layoutOf(slide));
  const boxes = boxesOf({ slide, deck, theme });
  const own = layout.placeholders.find((each) => each.name === name);
  const size = own?.size ?? "body";
  return {
    kind: "text",
    box: box ?? (own === undefined ? boxes.content : boxes[own.place]),
    name: nameOfText(slide, name),
    place: sourceOf(slide, name),
    ...(own && { placeholder: name }),
    lines,
    size,
    bold: own?.bold ?? false,
    ink: own?.ink ?? "ink",
    gap: isHead(name) ? 0 : theme.sizes[size] * airOf(slide, size, lines),
    align: "left",
    anchor: own?.anchor ?? "top",
    ...(isHead(name) && slide.layout !== "title" && { most: 2 }),
  };
}

/** What stands over the evidence, in two lines at most. */
function isHead(name: string): name is "title" | "question" {
  return name === "title" || name === "question";
}

/** Where in deck.md the text in a placeholder stands. */
function sourceOf(slide: Slide, name: string): Place {
  const lines = slide.evidence.find((each) => each.kind === "lines");
  const source = name === "question" ? slide.question : lines;
  const own = name === "question" || name === "lines" ? source : undefined;
  return own?.place ?? slide.place;
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
  if (isHead(placeholder) || placeholder === "kicker")
    return shapeName(placeholder);
  return shapeName(placeholder.endsWith("heading") ? "heading" : "text");
}

/** The subtitle, then what the first slide says below its claim; at the foot, who speaks. */
export function coverLines(context: Context): readonly PlacedText[] {
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
