import type { ColorMap } from "../data/shapes.ts";
import { css, mapColor, type ValueRange } from "../paint/colors.ts";
import { at, type Layout } from "../paint/layout.ts";
import type { Paper } from "../paint/paper.ts";
import { paintText, textWidth, wrap } from "../paint/text.ts";
import { sizes, space, strokes } from "../paint/theme.ts";
import { planAxis } from "../plan/axis.ts";

const thickness = 22;
const tickStyle = { size: sizes.small, color: "muted" } as const;

/**
 * A lying colour bar of that width with ticks below, and the name of its values above; before it
 * where it is to be `slim`.
 */
export function layoutColorBar(
  map: ColorMap,
  range: ValueRange,
  label: string,
  width: number,
  slim = false,
): Layout {
  const { min, max } = range;
  const plan = planAxis({ label, min, max }, [], { count: 4, ends: "exact" });
  const title = wrap(label, slim ? 2 * width : width, { color: "muted" });
  const ticks = plan.ticks.map((value, index) => ({
    x: ((value - min) / (max - min)) * width,
    text: plan.labels[index] ?? "",
  }));
  const before = slim ? title.width + space.gap : 0;
  const head = slim ? 2 : title.height + 4;
  return {
    width: before + width,
    height: head + thickness + space.tight + sizes.small * 1.28,
    paint: (outer) => {
      paintText(
        outer,
        title,
        0,
        slim ? head + (thickness - title.height) / 2 : 0,
      );
      at(outer, before, 0, paintScale);
    },
  };

  function paintScale(paper: Paper): void {
    const { context, look } = paper;
    paintRamp(paper, map, { min, max }, width, head);
    for (const { x, text } of ticks) {
      context.fillStyle = look.colors.muted;
      context.fillRect(x - 1, head + thickness, 2, 6);
      const half = textWidth(text, tickStyle) / 2;
      const middle = Math.min(width - half + 14, Math.max(half - 14, x));
      const block = wrap(text, width, { ...tickStyle, align: "center" });
      paintText(paper, block, middle, head + thickness + 8);
    }
  }
}

function paintRamp(
  { context, look }: Paper,
  map: ColorMap,
  range: ValueRange,
  width: number,
  y: number,
): void {
  for (let x = 0; x < width; x += 1) {
    const value = range.min + ((range.max - range.min) * (x + 0.5)) / width;
    context.fillStyle = css(mapColor(map, value, range, look));
    // Cells overlap by a unit: at fractional scales no seam shows.
    context.fillRect(x, y, Math.min(2, width - x), thickness);
  }
  context.strokeStyle = look.colors.frame;
  context.lineWidth = strokes.thin;
  context.strokeRect(0, y, width, thickness);
}
