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

/** Paints the references' labels, each beside its line where it covers least of the data. */
export function paintRuleLabels(
  paper: Paper,
  plot: Plot,
  references: readonly Reference[],
  obstacles: Obstacles,
): void {
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
}

function paintRule(
  { context, look }: Paper,
  plot: Plot,
  reference: Reference,
): void {
  const { x, y, width, height } = ruleRect(plot, reference);
  context.save();
  context.strokeStyle = look.colors.reference;
  context.lineWidth = strokes.reference;
  context.setLineDash(dash);
  context.beginPath();
  if ("x" in reference) {
    context.moveTo(x + width / 2, y + height);
    context.lineTo(x + width / 2, y);
  } else {
    context.moveTo(x, y + height / 2);
    context.lineTo(x + width, y + height / 2);
  }
  context.stroke();
  context.restore();
}

function ruleRect(
  plot: Plot,
  reference: Reference,
  thick: number = strokes.reference,
): Rect {
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
  const width = block.width + 2 * gap;
  const { height } = block;
  const steps = Array.from({ length: 9 }, (_, index) => index / 8);
  if ("x" in reference) {
    const x = plot.x(reference.x);
    return steps.flatMap((part) => {
      const y =
        plot.top + gap + part * (plot.bottom - plot.top - height - 2 * gap);
      return [x + gap, x - gap - width].map((left) => ({
        x: left,
        y,
        width,
        height,
      }));
    });
  }
  const y = plot.y(reference.y);
  return steps.flatMap((part) => {
    const x =
      plot.right -
      gap -
      width -
      part * (plot.right - plot.left - width - 2 * gap);
    return [y - height - gap / 2, y + gap / 2].map((top) => ({
      x,
      y: top,
      width,
      height,
    }));
  });
}
