import { drawPoint } from "chart.js/helpers";
import type { Layout } from "../paint/layout.ts";
import { at } from "../paint/layout.ts";
import { fillOf, rim } from "../paint/marks.ts";
import type { Paper } from "../paint/paper.ts";
import { paintText, wrap } from "../paint/text.ts";
import {
  markerRadius,
  type SeriesStyle,
  sizes,
  space,
  strokes,
} from "../paint/theme.ts";

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
    paint: (paper) => {
      for (const { entry, block, x: left, y: top, sign } of placed) {
        const middle = block.height / block.lines.length / 2;
        at(paper, left, top + middle, (c) => paintSign(c, entry));
        paintText(paper, block, left + sign, top);
      }
    },
  };
}

function paintSign(paper: Paper, { style, sign }: LegendEntry): void {
  const { context } = paper;
  const width = signWidths[sign];
  context.strokeStyle = style.color;
  if (sign === "area") {
    context.fillStyle = fillOf(paper, style);
    context.fillRect(0, -12, width, 24);
    context.lineWidth = rim;
    context.strokeRect(rim / 2, -12 + rim / 2, width - rim, 24 - rim);
    return;
  }
  if (sign !== "marker") {
    context.lineWidth = strokes.line * (style.weight ?? 1);
    context.setLineDash([...style.dash]);
    context.beginPath();
    context.moveTo(0, 0);
    context.lineTo(width, 0);
    context.stroke();
    context.setLineDash([]);
  }
  if (sign === "line") return;
  context.fillStyle = style.color;
  context.lineWidth = strokes.thin * 1.5;
  // Stars and crosses are nothing but their strokes.
  const borderWidth = /star|cross/i.test(style.marker) ? 1 : 0;
  drawPoint(
    // A context of the canvas package can all that one of a browser can.
    context as unknown as CanvasRenderingContext2D,
    { pointStyle: style.marker, radius: markerRadius + 2, borderWidth },
    width / 2,
    0,
  );
}
