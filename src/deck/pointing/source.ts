import type { Deck } from "../deck.ts";
import { shapeName } from "../layout/names.ts";
import type { PlacedSlide, PlacedText } from "../layout/placed.ts";
import type { Theme } from "../theme.ts";

/**
 * The slides with `line`, which says where the numbers come from, at the foot of the last one of the
 * talk and of the last one of all.
 */
export function placeSource(
  slides: readonly PlacedSlide[],
  { slides: read }: Deck,
  line: string,
  theme: Theme,
): readonly PlacedSlide[] {
  const last = [
    read.findLast(({ part }) => part === "talk")?.number,
    read.at(-1)?.number,
  ];
  return slides.map((slide, index) => {
    const place = read[index]?.place;
    if (place === undefined || !last.includes(slide.number)) return slide;
    const { boxes } = theme.masters;
    const source: PlacedText = {
      kind: "text",
      box: theme.logo ? boxes["footer beside logo"] : boxes.footer,
      name: shapeName("source"),
      place,
      lines: [{ runs: [{ text: line }], bullet: false }],
      ...{ size: "footer", bold: false, ink: "muted", gap: 0 },
      ...{ align: "left", anchor: "top" },
    };
    return { ...slide, items: [...slide.items, source] };
  });
}
