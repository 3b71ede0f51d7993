import { calloutsAt, type Tone, tonesOf } from "../../data/pointing.ts";
import type { Diagram } from "../../data/shapes.ts";
import { at, type Frame } from "../../paint/layout.ts";
import type { Paper } from "../../paint/paper.ts";
import {
  paintText,
  type TextBlock,
  type TextStyle,
  textWidth,
  wrap,
} from "../../paint/text.ts";
import {
  type Look,
  seriesStyle,
  sizes,
  space,
  strokes,
} from "../../paint/theme.ts";
import { gridSize, paintGrid } from "../grid-node.ts";

type Node = Diagram["nodes"][number];

/** A node with its texts broken into lines and the room that it needs. */
export interface NodeBox {
  readonly node: Node;
  readonly label: TextBlock;
  readonly detail: TextBlock | undefined;
  /** What callouts say of it. */
  readonly said: TextBlock | undefined;
  readonly tone: Tone;
  readonly width: number;
  readonly height: number;
}

const padX = 24;
const padY = 16;
const corner = 12;

/** The tone of each node, pointed at by its label or its id. */
export function tonesIn({ nodes }: Diagram, { pointing }: Frame): Tone[] {
  const { highlight = [] } = pointing ?? {};
  return tonesOf(
    nodes.map(({ id, label }) => (highlight.includes(id) ? id : label)),
    highlight,
  );
}

/** The colours of a box: of its role, in the accent, or grey. */
function colorsOf({ role = "step" }: Node, tone: Tone, { roles }: Look) {
  if (tone === undefined) return roles[role];
  return { ...(tone === "quiet" ? roles.muted : roles.step), dash: [] };
}

/** What callouts say of a node, in the accent. */
function saidOf(
  { id, label }: Node,
  size: number,
  room: number,
  { look, pointing }: Frame,
): TextBlock | undefined {
  const words = [id, label].map((each) => calloutsAt(each, pointing));
  const told = words.filter((each) => each !== "").join("\n");
  if (told === "") return undefined;
  const color = seriesStyle(look, 0).text;
  return wrap(told, room, { size, bold: true, align: "center", color });
}

/** A node's words in that size, broken at `told` units; on a slide never inside a word. */
export function boxOf(
  node: Node,
  size: number,
  told: number,
  frame: Frame,
  tone: Tone,
): NodeBox {
  const { text } = colorsOf(node, tone, frame.look);
  // A slide has room for whole words; an article's column may not.
  const whole = frame.fill === true;
  const room = whole ? Math.max(told, widestOf(node, size)) : told;
  const label = wrap(node.label, room, {
    size,
    bold: true,
    align: "center",
    color: text,
  });
  const detail =
    node.detail === undefined
      ? undefined
      : wrap(node.detail, room, {
          size: Math.max(sizes.small, size - 4),
          align: "center",
          color: text,
        });
  const said = saidOf(node, Math.max(sizes.small, size - 4), room, frame);
  const grid =
    node.grid === undefined ? { width: 0, height: 0 } : gridSize(node.grid);
  const inner = Math.max(
    ...[label.width, detail?.width ?? 0, said?.width ?? 0, grid.width],
  );
  const gridHeight = grid.height === 0 ? 0 : grid.height + space.tight;
  return {
    node,
    label,
    ...{ detail, said, tone },
    width: Math.max(90, inner + 2 * padX),
    height:
      label.height +
      (detail?.height ?? 0) +
      (said?.height ?? 0) +
      gridHeight +
      2 * padY,
  };
}

/** Width of the widest word in a box, in units. */
function widestOf({ label, detail = "" }: Node, size: number): number {
  const words = (text: string, style: TextStyle) =>
    text.split(/[ \n]/).map((word) => textWidth(word, style));
  const smaller = { size: Math.max(sizes.small, size - 4) };
  return (
    Math.max(...words(label, { size, bold: true }), ...words(detail, smaller)) +
    1
  );
}

/** Paints a box around its middle. */
export function paintNode(
  paper: Paper,
  box: NodeBox,
  x: number,
  y: number,
): void {
  const { node, label, detail, said, tone, width, height } = box;
  const { context, look } = paper;
  const { fill, stroke, dash } = colorsOf(node, tone, look);
  const radius = node.role === "data" ? 4 : corner;
  context.beginPath();
  context.roundRect(x - width / 2, y - height / 2, width, height, radius);
  context.fillStyle = fill;
  context.fill();
  context.strokeStyle = stroke;
  context.lineWidth =
    typeof tone === "number" ? strokes.line : strokes.thin + 0.5;
  context.setLineDash([...dash]);
  context.stroke();
  context.setLineDash([]);
  const inner =
    label.height +
    (detail?.height ?? 0) +
    (said?.height ?? 0) +
    (node.grid === undefined ? 0 : gridSize(node.grid).height + space.tight);
  let top = y - inner / 2;
  paintText(paper, label, x, top);
  top += label.height;
  if (detail !== undefined) {
    paintText(paper, detail, x, top);
    top += detail.height;
  }
  if (said !== undefined) {
    paintText(paper, said, x, top);
    top += said.height;
  }
  const { grid } = node;
  if (grid === undefined) return;
  const left = x - gridSize(grid).width / 2;
  at(paper, left, top + space.tight, (c) => paintGrid(c, grid));
}
