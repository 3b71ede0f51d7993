import type { BodyLine, Deck, Evidence, Slide } from "../deck.ts";
import { styleOf, type Theme } from "../theme.ts";
import type { Box } from "./grid.ts";
import { layoutOf } from "./layouts.ts";
import { layoutNamed } from "./masters.ts";
import { inch, lineHeight, wrap } from "./measure.ts";
import { shapeName } from "./names.ts";
import type { PlacedText } from "./placed.ts";

/** What decides where the things of a slide stand. */
export interface Context {
  readonly slide: Slide;
  readonly deck: Deck;
  readonly theme: Theme;
}

type Boxes = Theme["masters"]["boxes"];

/** What stands under a title, and moves with it; what reaches down to the foot grows instead. */
const moving = ["big", "left heading", "right heading"] as const;
const growing = [
  "content",
  "below big",
  "figure",
  "code",
  "table",
  "left",
  "right",
] as const;

/** Where everything stands on the slide: right below its title, of one line or two. */
export function boxesOf({ slide, theme }: Context): Boxes {
  const { boxes } = theme.masters;
  const style = styleOf(theme, "title", true);
  const { lines } = wrap(slide.title, style, boxes.title.w * inch);
  if (slide.layout === "title" || lines > 1) return boxes;
  const up = lineHeight(style, [slide.title]) / inch;
  const move = (box: Box): Box => ({ ...box, y: box.y - up });
  const grow = (box: Box): Box => ({ ...move(box), h: box.h + up });
  const { figure, "beside figure": beside } = boxes;
  return {
    ...boxes,
    ...Object.fromEntries(moving.map((name) => [name, move(boxes[name])])),
    ...Object.fromEntries(growing.map((name) => [name, grow(boxes[name])])),
    ...(beside.x > figure.x && { "beside figure": grow(beside) }),
  };
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
  const source = slide.evidence.find((each) => each.kind === "lines");
  return {
    kind: "text",
    box: box ?? (own === undefined ? boxes.content : boxes[own.place]),
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
