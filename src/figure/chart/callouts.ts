import type { Pointing } from "../data/pointing.ts";
import type { AnyFigure } from "../data/shapes.ts";
import type { Paper } from "../paint/paper.ts";
import { type Obstacles, placeBeside, type Rect } from "../paint/placing.ts";
import { paintText, wrap } from "../paint/text.ts";
import { seriesStyle, sizes, strokes } from "../paint/theme.ts";
import { findAnchor, isQuietAt } from "../plan/callouts.ts";
import type { Plot } from "./plot.ts";

/** Words of a callout break at this share of a plot's width. */
const widest = 0.34;

/** Between a callout's words and the rim of its ground, in units. */
const pad = 8;

/** Paints each callout clear of the data, a thin line from it to the place that it speaks of. */
export function paintCallouts(
  paper: Paper,
  plot: Plot,
  figure: AnyFigure,
  pointing: Pointing | undefined,
  obstacles: Obstacles,
): void {
  const { context, look } = paper;
  const inside = {
    x: plot.left,
    y: plot.top,
    width: plot.right - plot.left,
    height: plot.bottom - plot.top,
  };
  const rects = [...obstacles.rects];
  for (const { at, text } of pointing?.callouts ?? []) {
    const anchor = anchorOn(plot, figure, at);
    if (anchor === undefined) continue;
    const quiet = isQuietAt(figure, at, pointing?.highlight);
    const color = quiet ? look.colors.muted : seriesStyle(look, 0).text;
    const block = wrap(text, inside.width * widest, {
      size: sizes.body,
      bold: true,
      color,
    });
    const size = { width: block.width + 2 * pad, height: block.height + pad };
    const { rect, line } = placeBeside(
      anchor,
      size,
      { points: obstacles.points, rects },
      inside,
    );
    rects.push(rect);
    const [from, to] = line;
    context.strokeStyle = color;
    context.lineWidth = strokes.thin;
    context.beginPath();
    context.moveTo(...from);
    context.lineTo(...to);
    context.stroke();
    context.beginPath();
    context.arc(anchor.x, anchor.y, 5, 0, 2 * Math.PI);
    context.fillStyle = color;
    context.fill();
    paintText(paper, block, rect.x + pad, rect.y + pad / 2);
  }
}

/** Where a callout's place lies on the plot: a point, or the end of a bar. */
function anchorOn(
  plot: Plot,
  figure: AnyFigure,
  at: string,
): { readonly x: number; readonly y: number } | undefined {
  const anchor = findAnchor(figure, at);
  if (anchor.kind === "point")
    return { x: plot.x(anchor.point[0]), y: plot.y(anchor.point[1]) };
  if (anchor.kind !== "bar") return undefined;
  const rect = plot.bars(anchor.series)[anchor.category];
  return rect && endOf(rect, anchor.value < 0, plot);
}

/** The middle of a bar's end; a bar that begins at the left of the plot lies. */
function endOf(rect: Rect, negative: boolean, plot: Plot) {
  const lies = Math.abs(plot.x(0) - rect.x) < 1 && Number.isFinite(plot.x(0));
  if (lies && rect.width > 0)
    return {
      x: negative ? rect.x : rect.x + rect.width,
      y: rect.y + rect.height / 2,
    };
  return {
    x: rect.x + rect.width / 2,
    y: negative ? rect.y + rect.height : rect.y,
  };
}
