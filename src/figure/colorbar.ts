import type { Context } from "./canvas.ts";
import { css, mapColor, type ValueRange } from "./colors.ts";
import type { Layout } from "./layout.ts";
import type { ColorMap } from "./shapes.ts";
import { paintText, textWidth, wrap } from "./text.ts";
import { sizes, space, strokes } from "./theme.ts";
import { planAxis } from "./ticks.ts";

const thickness = 22;
const tickStyle = { size: sizes.small, color: "muted" } as const;

/** A lying colour bar with the name of its values above and ticks below. */
export function layoutColorBar(
  map: ColorMap,
  range: ValueRange,
  label: string,
  width: number,
): Layout {
  const { min, max } = range;
  const plan = planAxis({ label, min, max }, [], { count: 4, nice: false });
  const title = wrap(label, width, { color: "muted" });
  const ticks = plan.ticks.map((value, index) => ({
    x: ((value - min) / (max - min)) * width,
    text: plan.labels[index] ?? "",
  }));
  const head = title.height + 4;
  return {
    width,
    height: head + thickness + space.tight + sizes.small * 1.28,
    paint: (context) => {
      paintText(context, title, 0, 0);
      paintRamp(context, map, { min, max }, width, head);
      for (const { x, text } of ticks) {
        context.fillStyle = context.look.colors.muted;
        context.fillRect(x - 1, head + thickness, 2, 6);
        const half = textWidth(text, tickStyle) / 2;
        const middle = Math.min(width - half + 14, Math.max(half - 14, x));
        const block = wrap(text, width, { ...tickStyle, align: "center" });
        paintText(context, block, middle, head + thickness + 8);
      }
    },
  };
}

function paintRamp(
  context: Context,
  map: ColorMap,
  range: ValueRange,
  width: number,
  y: number,
): void {
  for (let x = 0; x < width; x += 1) {
    const value = range.min + ((range.max - range.min) * (x + 0.5)) / width;
    context.fillStyle = css(mapColor(map, value, range, context.look));
    // Cells overlap by a unit: at fractional scales no seam shows.
    context.fillRect(x, y, Math.min(2, width - x), thickness);
  }
  context.strokeStyle = context.look.colors.frame;
  context.lineWidth = strokes.thin;
  context.strokeRect(0, y, width, thickness);
}
