import type { Diagram } from "../data/shapes.ts";
import { paintEdge } from "../kinds/arrows.ts";
import { arrange } from "../kinds/diagram-layout.ts";
import { at } from "../paint/layout.ts";
import type { Paper } from "../paint/paper.ts";
import { seriesStyle } from "../paint/theme.ts";
import type { Room } from "./room.ts";

/** A box without words and the way to the next, in units before they are fitted. */
const forms = {
  right: { width: 120, height: 84, gap: 70 },
  down: { width: 190, height: 84, gap: 52 },
} as const;

/** The boxes of a diagram and its arrows, in whichever direction they are larger. */
export function paintNodes(
  page: Paper,
  { nodes, edges }: Diagram,
  room: Room,
): void {
  const silent = edges.map(({ from, to }) => ({ from, to }));
  const [best] = (["right", "down"] as const)
    .map((direction) => {
      const { gap, ...size } = forms[direction];
      const boxes = nodes.map((node) => ({ node, ...size }));
      const arrangement = arrange(silent, boxes, direction, gap);
      const scale = Math.min(
        room.width / arrangement.width,
        room.height / arrangement.height,
      );
      return { arrangement, scale, size };
    })
    .toSorted((a, b) => b.scale - a.scale);
  if (best === undefined) return;
  const { arrangement, scale, size } = best;
  const flat = room.width > room.height;
  const left = flat ? 0 : (room.width - arrangement.width * scale) / 2;
  const top = (room.height - arrangement.height * scale) / 2;
  at(page, left, top, (moved) => {
    moved.context.scale(scale, scale);
    for (const edge of arrangement.edges) paintEdge(moved, edge);
    for (const [index, { x, y }] of arrangement.nodes.entries())
      paintBox(moved, nodes[index]?.role ?? "step", size, [x, y]);
  });
}

/** What is done is filled, what flows an outline, what comes out in the third colour. */
function paintBox(
  { context, look }: Paper,
  role: NonNullable<Diagram["nodes"][number]["role"]>,
  { width, height }: Room,
  [x, y]: readonly [number, number],
): void {
  context.beginPath();
  context.roundRect(x - width / 2, y - height / 2, width, height, 14);
  const color = seriesStyle(look, role === "result" ? 2 : 0).color;
  context.fillStyle =
    role === "data" || role === "muted" ? look.colors.paper : color;
  context.fill();
  context.strokeStyle = role === "muted" ? look.colors.axis : color;
  context.lineWidth = 6;
  context.stroke();
}
