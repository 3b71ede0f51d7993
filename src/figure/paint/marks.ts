import { createCanvas, DOMMatrix } from "canvas";
import type { Paper } from "./paper.ts";
import { type SeriesStyle, strokes } from "./theme.ts";

/** Between two stripes, in units. */
const stripeEvery = 14;

/** How areas of the style are filled: plain, pale, or a pattern of stripes or checks. */
export function fillOf(
  { context, scale }: Paper,
  { fill, color, tint }: SeriesStyle,
): string | ReturnType<Paper["context"]["createPattern"]> {
  if (fill === "solid") return color;
  if (fill === "tint") return tint;
  // One repeat of the pattern, as fine as the paper.
  const pixels = Math.round(stripeEvery * scale);
  const tile = createCanvas(pixels, pixels);
  const brush = tile.getContext("2d");
  brush.fillStyle = tint;
  brush.fillRect(0, 0, pixels, pixels);
  brush.scale(pixels / stripeEvery, pixels / stripeEvery);
  brush.strokeStyle = color;
  brush.lineWidth = strokes.reference;
  for (const shift of [-stripeEvery, 0, stripeEvery]) {
    brush.moveTo(shift, stripeEvery);
    brush.lineTo(shift + stripeEvery, 0);
    if (fill !== "grid") continue;
    brush.moveTo(shift, 0);
    brush.lineTo(shift + stripeEvery, stripeEvery);
  }
  brush.stroke();
  const pattern = context.createPattern(tile, "repeat");
  const unit = stripeEvery / pixels;
  pattern.setTransform(new DOMMatrix([unit, 0, 0, unit, 0, 0]));
  return pattern;
}

/** Width of an area's rim, inside of it: no bar grows past its value. */
export const rim: number = strokes.reference;
