import { inch, textHeight } from "../layout/measure.ts";
import type { Placed, PlacedPicture, PlacedSlide } from "../layout/placed.ts";
import { styleOf, type Theme } from "../theme.ts";
import type { Picture } from "./present.ts";

/** Inches between a picture, which has a margin of its own, and its caption. */
const gap = 0.08;

/**
 * Pictures and their captions where they stand in the end: a caption right below its picture,
 * both together at the top or in the middle of their room. Only a drawn picture knows how much
 * of its room it takes.
 */
export function settle(
  slides: readonly PlacedSlide[],
  drawn: ReadonlyMap<Placed, Picture>,
  theme: Theme,
): {
  readonly placed: readonly PlacedSlide[];
  readonly pictures: ReadonlyMap<Placed, Picture>;
} {
  const pictures = new Map(drawn);
  const placed = slides.map((slide) => ({
    ...slide,
    items: slide.items.map((item, index): Placed => {
      const before = slide.items[index - 1];
      if (item.kind === "picture") {
        const next = slide.items[index + 1];
        pictures.set(item, moved(item, next, drawn, theme));
      }
      if (before?.kind !== "picture" || !isCaption(item, before)) return item;
      const { box } = moved(before, item, drawn, theme);
      return { ...item, box: { ...item.box, y: box.y + box.h + gap } };
    }),
  }));
  return { placed, pictures };
}

function isCaption(item: Placed | undefined, picture: PlacedPicture): boolean {
  return item?.kind === "text" && item.place === picture.place;
}

/** The picture where it leaves as much room above it as below its caption, or none above. */
function moved(
  item: PlacedPicture,
  next: Placed | undefined,
  drawn: ReadonlyMap<Placed, Picture>,
  theme: Theme,
): Picture {
  const picture = drawn.get(item);
  if (picture === undefined) throw new Error(`no picture of ${item.name}`);
  const { box } = picture;
  if (item.anchor === "top")
    return { ...picture, box: { ...box, y: item.box.y } };
  if (next?.kind !== "text" || !isCaption(next, item)) return picture;
  const height =
    textHeight(
      next.lines.map((line) => line.runs),
      styleOf(theme, next.size, next.bold),
      next.box.w * inch,
      next.gap,
    ) / inch;
  const room = next.box.y + next.box.h - item.box.y;
  const above = (room - box.h - gap - height) / 2;
  return { ...picture, box: { ...box, y: item.box.y + Math.max(0, above) } };
}
