import { type Box, intersect } from "../layout/grid.ts";
import type { Placed, PlacedSlide } from "../layout/placed.ts";
import type { PlannedDeck } from "../plan.ts";
import { type Body, isInBody } from "../rules/fill.ts";
import type { RenderedSlide } from "./office.ts";
import { type Pixels, readPixels, windowOf } from "./pixels.ts";

/** One slide: what was meant, and what is seen of it. */
export interface Seen {
  readonly slide: PlacedSlide;
  readonly rendered: RenderedSlide;
  readonly pixels: Pixels;
  /** The room below its title; none on the first slide and on the list of questions. */
  readonly body: Body | undefined;
  /** Where each thing was to stand, a picture with its own aspect. */
  readonly boxes: ReadonlyMap<Placed, Box>;
  readonly pictures: PlannedDeck["pictures"];
}

/** A slide of the plan beside its rendering. */
export function seeSlide(
  slide: PlacedSlide,
  rendered: RenderedSlide,
  { theme, pictures }: PlannedDeck,
  bodies: readonly Body[],
): Seen {
  const { w } = theme.masters.page;
  return {
    ...{ slide, rendered, pictures },
    pixels: readPixels(rendered.png, w, theme.colors.background),
    body: bodies.find((each) => each.slide.number === slide.number),
    boxes: new Map(
      slide.items.map((item) => [item, pictures.get(item)?.box ?? item.box]),
    ),
  };
}

/** The box, in inches, of what is seen in a part of a slide; undefined where that is bare. */
function inkIn(box: Box, pixels: Pixels): Box | undefined {
  const { ink, width, scale } = pixels;
  const { left, top, right, bottom } = windowOf(box, pixels);
  let [west, east, north, south] = [right, -1, bottom, -1];
  for (let y = top; y < bottom; y += 1)
    for (let x = left; x < right; x += 1) {
      if (ink[y * width + x] !== 1) continue;
      west = Math.min(west, x);
      east = Math.max(east, x);
      north = Math.min(north, y);
      south = y;
    }
  if (east < 0) return undefined;
  return {
    ...{ x: west / scale, y: north / scale },
    ...{ w: (east + 1 - west) / scale, h: (south + 1 - north) / scale },
  };
}

/** What is seen of each piece of evidence, and of its words, in the room below the title. */
export function shownIn({ body, boxes, pixels }: Seen): readonly Box[] {
  if (body === undefined) return [];
  return [...boxes].flatMap(([item, box]) => {
    if (!isInBody(item)) return [];
    const ink = inkIn(intersect(box, body.room), pixels);
    return ink === undefined ? [] : [ink];
  });
}
