import type { Reference } from "../data/shapes.ts";
import type { Paper } from "../paint/paper.ts";
import { leastCovering, type Obstacles, type Rect } from "../paint/placing.ts";
import { paintText, wrap } from "../paint/text.ts";
import { sizes, strokes } from "../paint/theme.ts";
import type { Plot } from "./plot.ts";

const dash = [10, 8];
const gap = 6;

/** Paints the references' lines across the plot. */
export function paintRules(
  paper: Paper,
  plot: Plot,
  references: readonly Reference[],
): void {
  for (const reference of references) paintRule(paper, plot, reference);
}

/**
 * Paints the references' labels, each beside its line where it covers least of the data. Returns
 * what stands on the plot then.
 */
export function paintRuleLabels(
  paper: Paper,
  plot: Plot,
  references: readonly Reference[],
  obstacles: Obstacles,
): Obstacles {
  const rects = [...obstacles.rects];
  const inside = {
    x: plot.left,
    y: plot.top,
    width: plot.right - plot.left,
    height: plot.bottom - plot.top,
  };
  for (const reference of references) {
    const block = wrap(reference.label, inside.width * 0.45, {
      size: sizes.small,
      color: "muted",
    });
    const candidates = candidatesFor(plot, reference, block);
    const others = references
      .filter((other) => other !== reference)
      .map((other) => ruleRect(plot, other, 2 * gap));
    const all = { points: obstacles.points, rects: [...rects, ...others] };
    const place = leastCovering(candidates, all, inside);
    if (place === undefined) continue;
    rects.push(place);
    const { context, look } = paper;
    context.fillStyle = `${look.colors.paper}D9`;
    context.fillRect(place.x, place.y, place.width, place.height);
    paintText(paper, block, place.x + gap, place.y);
  }
  // Words on a reference would hide where it stands.
  const rules = references.map((each) => ruleRect(plot, each, gap));
  return { points: obstacles.points, rects: [...rects, ...rules] };
}

function paintRule(
  { context, look }: Paper,
  plot: Plot,
  reference: Reference,
): void {
  const { x, y, width, height } = ruleRect(plot, reference, 0);
  context.save();
  context.strokeStyle = look.colors.reference;
  context.lineWidth = strokes.reference;
  context.setLineDash(dash);
  context.beginPath();
  // From the foot of an upright line, from the left end of a level one.
  context.moveTo(x, y + height);
  context.lineTo(x + width, y);
  context.stroke();
  context.restore();
}

/** Across the plot, so thick. */
function ruleRect(plot: Plot, reference: Reference, thick: number): Rect {
  if ("x" in reference) {
    const x = plot.x(reference.x) - thick / 2;
    return { x, y: plot.top, width: thick, height: plot.bottom - plot.top };
  }
  const y = plot.y(reference.y) - thick / 2;
  return { x: plot.left, y, width: plot.right - plot.left, height: thick };
}

/** Beside a vertical line from its top down, above and below a horizontal one from right to left. */
function candidatesFor(
  plot: Plot,
  reference: Reference,
  block: { readonly width: number; readonly height: number },
): Rect[] {
  const size = { width: block.width + 2 * gap, height: block.height };
  const rule = ruleRect(plot, reference, 0);
  return Array.from({ length: 9 }, (_, index) => index / 8).flatMap((part) => {
    if ("x" in reference) {
      const y = rule.y + gap + part * (rule.height - size.height - 2 * gap);
      const left = rule.x - gap - size.width;
      return [rule.x + gap, left].map((x) => ({ x, y, ...size }));
    }
    const free = rule.width - size.width - 2 * gap;
    const x = plot.right - gap - size.width - part * free;
    const above = rule.y - size.height - gap / 2;
    return [above, rule.y + gap / 2].map((y) => ({ x, y, ...size }));
  });
}
