import type { Panel } from "../data/shapes.ts";
import type { Paper } from "../paint/paper.ts";
import { leastCovering, type Rect } from "../paint/placing.ts";
import { paintText, wrap } from "../paint/text.ts";
import { articleLook, seriesStyle, sizes } from "../paint/theme.ts";

/** A box lies on its picture, which is the same on every paper: so are its colours. */
const look = articleLook;

const lineWidth = 5;
const padX = 8;

/** A label that would cover more of its picture is left out: line and caption remain. */
const mostOfPicture = 0.12;

/** Paints a picture's boxes in the series' colours and dashes, each with its label at a corner. */
export function paintBoxes(paper: Paper, panel: Panel, zoom: number): void {
  const boxes = panel.boxes ?? [];
  const rects = boxes.map(({ left, upper, right, lower }) => ({
    x: left * zoom,
    y: upper * zoom,
    width: (right - left) * zoom,
    height: (lower - upper) * zoom,
  }));
  for (const [index, rect] of rects.entries()) {
    paintOutline(paper, rect, index);
  }
  const inside = {
    x: 0,
    y: 0,
    width: panel.width * zoom,
    height: panel.height * zoom,
  };
  const taken: Rect[] = [];
  boxes.forEach(({ label }, index) => {
    const rect = rects[index];
    if (label === undefined || rect === undefined) return;
    const block = wrap(label, inside.width * 0.6, {
      size: sizes.small,
      bold: true,
      color: look.colors.paper,
    });
    const size = { width: block.width + 2 * padX, height: block.height + 2 };
    const share = (size.width * size.height) / (inside.width * inside.height);
    if (share > mostOfPicture) return;
    const place = leastCovering(
      cornersOf(rect, size, inside),
      { points: [], rects: taken },
      inside,
    );
    if (place === undefined) return;
    taken.push(place);
    paper.context.fillStyle = seriesStyle(look, index).text;
    paper.context.fillRect(place.x, place.y, place.width, place.height);
    paintText(paper, block, place.x + padX, place.y + 1);
  });
}

function paintOutline({ context }: Paper, rect: Rect, index: number): void {
  const { color, dash } = seriesStyle(look, index);
  const half = lineWidth / 2;
  const line = () =>
    context.strokeRect(
      rect.x + half,
      rect.y + half,
      rect.width - lineWidth,
      rect.height - lineWidth,
    );
  // A pale rim keeps the colour visible on black ink.
  context.strokeStyle = "#FFFFFFCC";
  context.lineWidth = lineWidth + 4;
  line();
  context.strokeStyle = color;
  context.lineWidth = lineWidth;
  context.setLineDash([...dash]);
  line();
  context.setLineDash([]);
}

/** A label's places: the four corners of its box from inside, those at the picture's rim first. */
function cornersOf(
  rect: Rect,
  size: { readonly width: number; readonly height: number },
  picture: Rect,
): Rect[] {
  const xs = [rect.x, rect.x + rect.width - size.width];
  const ys = [rect.y, rect.y + rect.height - size.height];
  const fromMiddle = ({ x, y, width, height }: Rect) =>
    Math.abs(x + width / 2 - picture.width / 2) +
    Math.abs(y + height / 2 - picture.height / 2);
  return ys
    .flatMap((y) => xs.map((x) => ({ x, y, ...size })))
    .sort((a, b) => fromMiddle(b) - fromMiddle(a) || a.y - b.y || a.x - b.x);
}
