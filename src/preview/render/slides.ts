import type { Element } from "hast";
import { visit } from "unist-util-visit";
import { slideElement } from "../../deck/browser/slide.ts";
import { startOf } from "../../deck/deck.ts";
import type { PlacedSlide } from "../../deck/layout/placed.ts";
import type { PlannedDeck } from "../../deck/plan.ts";
import { asBlocks, type Block } from "./block.ts";
import type { Gallery } from "./gallery.ts";

/** The slides as a browser shows them, their pictures at addresses of their own. */
export function slideBlocks(plan: PlannedDeck, hang: Gallery["hang"]): Block[] {
  const { slides } = plan.deck;
  return asBlocks(
    plan.slides.map((placed) => {
      const at = slides.findIndex(({ number }) => number === placed.number);
      const [slide, following] = slides.slice(at, at + 2);
      const line = slide === undefined ? 1 : startOf(slide).line;
      const next = following ? startOf(following).line : line + 1;
      const element = asPart(slideElement(plan, placed), line);
      hangPictures(element, placed, plan, hang);
      return { element, line, end: next - 1 };
    }),
  );
}

/** Its lines counted from its own first one, with which they move, and a name among other parts. */
function asPart(slide: Element, first: number): Element {
  slide.properties.id = `slide-${slide.properties.id}`;
  visit(slide, "element", ({ properties }) => {
    const { href } = properties;
    if (typeof href === "string" && /^#\d+$/.test(href))
      properties.href = `#slide-${href.slice(1)}`;
    if (typeof properties.dataLine !== "number") return;
    properties.dataBelow = properties.dataLine - first;
    delete properties.dataLine;
  });
  return slide;
}

/** The picture elements stand in the order of the slide's items. */
function hangPictures(
  slide: Element,
  { items }: PlacedSlide,
  { pictures, theme }: PlannedDeck,
  hang: Gallery["hang"],
): void {
  const own = items.flatMap((item) => pictures.get(item) ?? []);
  // The logo stands at the foot, behind all of them.
  const shown = [...own, ...(theme.logo ? [theme.logo.picture] : [])];
  visit(slide, { type: "element", tagName: "img" }, (image) => {
    const picture = shown.shift();
    if (picture !== undefined) image.properties.src = hang(picture);
  });
}
