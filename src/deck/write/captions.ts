import { inch, textHeight } from "../layout/measure.ts";
import type {
  Placed,
  PlacedPicture,
  PlacedSlide,
  PlacedText,
} from "../layout/placed.ts";
import type { Picture } from "../plan.ts";
import { styleOf, type Theme } from "../theme.ts";

/** Inches between a picture and its caption. */
const gap = 0.12;

/**
 * Pictures and their captions where they stand in the end: a caption right below its picture,
 * both together at the top or in the middle of their room. Only a drawn picture knows how much
 * of its room it takes.
 */
export function placeCaptions(
  slides: readonly PlacedSlide[],
  drawn: ReadonlyMap<Placed, Picture>,
  theme: Theme,
): {
  readonly placed: readonly PlacedSlide[];
  readonly pictures: ReadonlyMap<Placed, Picture>;
} {
  const pictures = new Map(drawn);
  const placed = slides.map((slide) => {
    const captions = new Map<Placed, Placed>();
    for (const item of slide.items) {
      if (item.kind !== "picture") continue;
      const caption = captionOf(item, slide);
      const picture = moved(item, caption, drawn, theme);
      pictures.set(item, picture);
      if (caption === undefined) continue;
      const y = picture.box.y + picture.box.h + gap;
      captions.set(caption, { ...caption, box: { ...caption.box, y } });
    }
    const items = slide.items.map((item) => captions.get(item) ?? item);
    return { ...slide, items };
  });
  return { placed, pictures };
}

/** The caption comes from the same place in deck.md. */
function captionOf(
  { place }: PlacedPicture,
  { items }: PlacedSlide,
): PlacedText | undefined {
  return items.find(
    (item): item is PlacedText => item.kind === "text" && item.place === place,
  );
}

/** The picture where it leaves as much room above it as below its caption, or none above. */
function moved(
  item: PlacedPicture,
  caption: PlacedText | undefined,
  drawn: ReadonlyMap<Placed, Picture>,
  theme: Theme,
): Picture {
  const picture = drawn.get(item);
  if (picture === undefined) throw new Error(`no picture of ${item.name}`);
  const { box } = picture;
  if (item.anchor === "top")
    return { ...picture, box: { ...box, y: item.box.y } };
  if (caption === undefined) return picture;
  const height =
    textHeight(
      caption.lines.map((line) => line.runs),
      styleOf(theme, caption.size, caption.bold, caption.points),
      caption.box.w * inch,
      caption.gap,
    ) / inch;
  const room = caption.box.y + caption.box.h - item.box.y;
  const above = (room - box.h - gap - height) / 2;
  return { ...picture, box: { ...box, y: item.box.y + Math.max(0, above) } };
}
