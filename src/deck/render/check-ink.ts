import type { OwnPicture } from "../../article/bound.ts";
import type { Slide } from "../deck.ts";
import type { Box } from "../layout/grid.ts";
import { spokenName } from "../layout/names.ts";
import type { Placed, PlacedPicture } from "../layout/placed.ts";
import type { Report } from "../report.ts";
import type { Theme } from "../theme.ts";
import {
  apart,
  commonColor,
  type Pixels,
  readPixels,
  windowOf,
} from "./pixels.ts";
import type { Seen } from "./seen.ts";

/** Pixels that lines are wide, edges are soft and letters hang over. */
const soft = 5;

/** Pixels of ink that are seen as something. */
const seeable = 12;

/** Shades of 255 by which a ground is nearly the slide's, and meant to be it. */
const near = 24;

/** DK-11 and DS-06 on pixels: what is drawn outside of its place, and the ground of pictures. */
export function checkInk(
  seen: Seen,
  source: Slide,
  theme: Theme,
  report: Report,
): void {
  const { slide, pixels, boxes } = seen;
  const rooms = [...boxes.values(), ...fixedRooms(slide.layout, theme)];
  const outside = inkOutside(rooms, pixels);
  if (outside !== undefined) {
    const [x, y] = [outside.x.toFixed(1), outside.y.toFixed(1)];
    report(source.place, {
      rule: "DK-11",
      message: `drawn outside of its place on slide ${slide.number}, ${x} in from the left and ${y} in from the top`,
      hint: "shorten what stands there, or give it a slide of its own",
    });
  }
  for (const [item, box] of boxes) {
    const ground = groundOf(item, box, seen);
    if (ground === undefined || apart(ground, pixels.ground) > near) continue;
    report(item.place, {
      rule: "DS-06",
      severity: isOwn(item) ? "warning" : "error",
      message: `ground of ${spokenName(item.name)} on slide ${slide.number} is ${hex(ground)}, that of the slide ${hex(pixels.ground)}`,
      hint: isOwn(item)
        ? "save the picture with a transparent ground, or with the slide's"
        : "a fault of lectern, not of deck.md: please report it",
    });
  }
}

/** What a master draws on a slide of that layout. */
function fixedRooms(layout: string, { masters, logo }: Theme): Box[] {
  const { boxes, ornaments } = masters;
  const { x, y, edge, step } = ornaments.cells;
  const { mark } = ornaments;
  const side = mark.most * mark.step;
  return [
    boxes.footer,
    boxes.number,
    ornaments.question,
    { x, y, w: edge, h: 2 * step + edge },
    ...(logo ? [boxes.logo, boxes["large logo"]] : []),
    ...(layout === "Title" ? [{ x: mark.x, y: mark.y, w: side, h: side }] : []),
  ];
}

/** Where the first ink outside of all boxes is, in inches; undefined where there is hardly any. */
function inkOutside(
  rooms: readonly Box[],
  pixels: Pixels,
): Pick<Box, "x" | "y"> | undefined {
  const { width, scale } = pixels;
  const left = Uint8Array.from(pixels.ink);
  for (const room of rooms) {
    const { left: west, right, top, bottom } = windowOf(room, pixels, soft);
    for (let y = top; y < bottom; y += 1)
      left.fill(0, y * width + west, y * width + right);
  }
  const lost = left.reduce((sum, each) => sum + each, 0);
  if (lost < seeable) return undefined;
  const at = left.indexOf(1);
  return { x: (at % width) / scale, y: Math.floor(at / width) / scale };
}

/**
 * The colour along the edges of a picture or a chart that shows nowhere there the slide's ground;
 * undefined of any other. A picture's are those of its file: who scales it may round them.
 */
function groundOf(
  item: Placed,
  box: Box,
  { pixels, pictures }: Seen,
): number | undefined {
  if (item.kind === "chart") return edgeColor(box, pixels);
  const picture = pictures.get(item);
  // A photograph has an edge of its own, and a slide shows through an ornament.
  if (picture === undefined || picture.type === "jpeg") return undefined;
  if (item.kind === "picture" && item.decorative === true) return undefined;
  const ground = pixels.ground.toString(16);
  const own = readPixels(picture.bytes, box.w, ground);
  return edgeColor({ x: 0, y: 0, w: box.w, h: own.height / own.scale }, own);
}

function edgeColor({ x, y, w, h }: Box, pixels: Pixels): number | undefined {
  const edge = 3 / pixels.scale;
  const [far, low] = [x + w - 2 * edge, y + h - 2 * edge];
  const colors = [
    ...[y + edge, low].map((top) => ({ x, y: top, w, h: edge })),
    ...[x + edge, far].map((left) => ({ x: left, y, w: edge, h })),
  ].map((side) => commonColor(side, pixels));
  return colors.includes(pixels.ground) ? undefined : colors[0];
}

function isOwn(
  item: Placed,
): item is PlacedPicture & { readonly shown: OwnPicture } {
  return item.kind === "picture" && "bytes" in item.shown;
}

function hex(color: number): string {
  return `#${color.toString(16).padStart(6, "0").toUpperCase()}`;
}
