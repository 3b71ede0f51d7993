import type { Paper } from "../paint/paper.ts";
import { paintText } from "../paint/text.ts";
import { strokes } from "../paint/theme.ts";
import type { PlacedEdge } from "./diagram-layout.ts";

const headLength = 20;
const headWidth = 16;
const bend = 22;

/** Paints an arrow from its first point to its last. */
export function paintEdge(
  { context, look }: Paper,
  { points, square }: PlacedEdge,
): void {
  const last = points.at(-1);
  const before = points.at(-2);
  if (last === undefined || before === undefined) return;
  const angle = Math.atan2(last[1] - before[1], last[0] - before[0]);
  // The line ends inside the head, so that its blunt end does not show.
  const neck = [
    last[0] - headLength * 0.8 * Math.cos(angle),
    last[1] - headLength * 0.8 * Math.sin(angle),
  ] as const;
  context.strokeStyle = look.colors.muted;
  context.lineWidth = strokes.arrow;
  context.lineJoin = "round";
  context.beginPath();
  const way = [...points.slice(0, -1), neck];
  if (square) traceSquare(context, way);
  else traceSmooth(context, way);
  context.stroke();
  context.fillStyle = look.colors.muted;
  context.beginPath();
  context.moveTo(...last);
  for (const side of [-1, 1]) {
    context.lineTo(
      last[0] -
        headLength * Math.cos(angle) +
        (side * headWidth * Math.sin(angle)) / 2,
      last[1] -
        headLength * Math.sin(angle) -
        (side * headWidth * Math.cos(angle)) / 2,
    );
  }
  context.fill();
}

type Context = Paper["context"];
type Way = readonly (readonly [number, number])[];

function traceSquare(context: Context, way: Way): void {
  const [first, ...rest] = way;
  const last = rest.at(-1);
  if (first === undefined || last === undefined) return;
  context.moveTo(...first);
  rest.slice(0, -1).forEach((corner, index) => {
    const next = rest[index + 1] ?? corner;
    context.arcTo(corner[0], corner[1], next[0], next[1], bend);
  });
  context.lineTo(...last);
}

/** A curve that starts and ends straight and passes near every point between. */
function traceSmooth(context: Context, way: Way): void {
  const [first] = way;
  const last = way.at(-1);
  if (first === undefined || last === undefined) return;
  context.moveTo(...first);
  for (let index = 1; index + 1 < way.length; index += 1) {
    const [x = 0, y = 0] = way[index] ?? [];
    const [nextX = 0, nextY = 0] = way[index + 1] ?? [];
    const end = index + 2 === way.length;
    const towards = end ? 0.85 : 0.5;
    context.quadraticCurveTo(
      x,
      y,
      x + (nextX - x) * towards,
      y + (nextY - y) * towards,
    );
  }
  context.lineTo(...last);
}

/** Paints an arrow's label on the paper's ground over the arrow. */
export function paintEdgeLabel(paper: Paper, { label }: PlacedEdge): void {
  if (label === undefined) return;
  const { block, middle } = label;
  const { context, look } = paper;
  const [x, y] = middle;
  context.fillStyle = look.colors.paper;
  const width = block.width + 14;
  context.fillRect(x - width / 2, y - block.height / 2, width, block.height);
  paintText(paper, block, x, y - block.height / 2);
}
