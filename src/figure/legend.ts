import type { Context } from "./canvas.ts";
import type { Layout } from "./layout.ts";
import { at } from "./layout.ts";
import { paintText, wrap } from "./text.ts";
import {
  markerRadius,
  type SeriesStyle,
  sizes,
  space,
  strokes,
} from "./theme.ts";

/** A name with what it looks like. */
export interface LegendEntry {
  readonly name: string;
  readonly style: SeriesStyle;
  readonly sign: "line" | "marker" | "line-marker" | "area";
}

/** Room of each sign, in units. */
const signWidths = {
  line: 52,
  "line-marker": 52,
  marker: 22,
  area: 44,
} as const;
const signGap = 12;
const entryGap = 40;

/** The names in plotted order, in as many rows as they need; undefined without entries. */
export function layoutLegend(
  entries: readonly LegendEntry[],
  width: number,
): Layout | undefined {
  if (entries.length === 0) return undefined;
  let x = 0;
  let y = 0;
  let row = 0;
  const placed = entries.map((entry) => {
    const sign = signWidths[entry.sign] + signGap;
    const block = wrap(entry.name, width - sign, { size: sizes.body });
    const taken = sign + block.width;
    if (x > 0 && x + taken > width) {
      x = 0;
      y += row + space.tight / 2;
      row = 0;
    }
    const place = { entry, block, x, y, sign };
    x += taken + entryGap;
    row = Math.max(row, block.height);
    return place;
  });
  return {
    width,
    height: y + row,
    paint: (context) => {
      for (const { entry, block, x: left, y: top, sign } of placed) {
        const middle = block.height / block.lines.length / 2;
        at(context, left, top + middle, (c) => paintSign(c, entry));
        paintText(context, block, left + sign, top);
      }
    },
  };
}

function paintSign(context: Context, { style, sign }: LegendEntry): void {
  const width = signWidths[sign];
  context.strokeStyle = style.color;
  if (sign === "area") {
    paintArea(context, style, 0, -12, width, 24);
    return;
  }
  if (sign !== "marker") {
    context.lineWidth = strokes.line;
    context.setLineDash([...style.dash]);
    context.beginPath();
    context.moveTo(0, 0);
    context.lineTo(width, 0);
    context.stroke();
    context.setLineDash([]);
  }
  if (sign !== "line") {
    at(context, width / 2, 0, (c) => paintMarker(c, style, markerRadius + 2));
  }
}

/** A marker at the origin; the same shapes as Chart.js draws. */
export function paintMarker(
  context: Context,
  { marker, color }: Pick<SeriesStyle, "marker" | "color">,
  radius: number,
): void {
  context.fillStyle = color;
  context.strokeStyle = color;
  context.lineWidth = strokes.thin * 1.5;
  context.beginPath();
  if (marker === "circle") context.arc(0, 0, radius, 0, 2 * Math.PI);
  else if (marker === "star" || marker === "crossRot") {
    const turns = marker === "star" ? 4 : 2;
    for (let index = 0; index < turns; index += 1) {
      const angle = Math.PI / 4 + (index * Math.PI) / turns;
      context.moveTo(-radius * Math.cos(angle), -radius * Math.sin(angle));
      context.lineTo(radius * Math.cos(angle), radius * Math.sin(angle));
    }
    context.stroke();
    return;
  } else {
    const corners = marker === "triangle" ? 3 : 4;
    const start = marker === "rect" ? -Math.PI / 4 : -Math.PI / 2;
    for (let index = 0; index < corners; index += 1) {
      const angle = start + (index * 2 * Math.PI) / corners;
      context.lineTo(radius * Math.cos(angle), radius * Math.sin(angle));
    }
    context.closePath();
  }
  context.fill();
}

/** Fills a rectangle in the style: plain, pale, striped or checked, with a border of its colour. */
export function paintArea(
  context: Context,
  style: SeriesStyle,
  x: number,
  y: number,
  width: number,
  height: number,
): void {
  context.save();
  context.beginPath();
  context.rect(x, y, width, height);
  context.fillStyle = style.fill === "solid" ? style.color : style.tint;
  context.fill();
  context.strokeStyle = style.color;
  context.lineWidth = strokes.reference;
  context.save();
  context.clip();
  if (style.fill === "stripe" || style.fill === "grid") {
    paintStripes(context, style, x, y, width, height);
  }
  // Clipped, so that half of the border is inside and no bar grows past its value.
  context.lineWidth = strokes.reference * 2;
  context.strokeRect(x, y, width, height);
  context.restore();
  context.restore();
}

const stripeEvery = 14;

function paintStripes(
  context: Context,
  { fill }: SeriesStyle,
  x: number,
  y: number,
  width: number,
  height: number,
): void {
  context.beginPath();
  const start = Math.floor((x - height) / stripeEvery) * stripeEvery;
  for (let left = start; left < x + width + height; left += stripeEvery) {
    context.moveTo(left, y + height);
    context.lineTo(left + height, y);
    if (fill !== "grid") continue;
    context.moveTo(left, y);
    context.lineTo(left + height, y + height);
  }
  context.stroke();
}
