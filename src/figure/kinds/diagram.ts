import { calloutsAt, type Tone, tonesOf } from "../data/pointing.ts";
import type { Diagram } from "../data/shapes.ts";
import { at, type Frame, type Kind, marginOf } from "../paint/layout.ts";
import type { Paper } from "../paint/paper.ts";
import {
  paintText,
  type TextBlock,
  type TextStyle,
  textWidth,
  wrap,
} from "../paint/text.ts";
import {
  type Look,
  seriesStyle,
  sizes,
  space,
  strokes,
} from "../paint/theme.ts";
import { paintEdge, paintEdgeLabel } from "./arrows.ts";
import { snake } from "./diagram/snake.ts";
import { type Arrangement, arrange } from "./diagram-layout.ts";
import { gridSize, paintGrid } from "./grid-node.ts";

type Node = Diagram["nodes"][number];

/** A node with its texts broken into lines and the room that it needs. */
interface NodeBox {
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

/** Settings to try, the roomiest first: the first whose result fits is taken. */
const attempts = [
  { size: 32, room: 340, gap: 84 },
  { size: 28, room: 300, gap: 70 },
  { size: 26, room: 240, gap: 60 },
  { size: 24, room: 210, gap: 52 },
  { size: 24, room: 160, gap: 44 },
  { size: 24, room: 130, gap: 38 },
] as const;

/** A diagram with every place decided. */
interface Arranged {
  readonly arrangement: Arrangement;
  readonly boxes: readonly NodeBox[];
}

/** Boxes and arrows. */
export const diagram: Kind<Diagram> = (figure, frame) => {
  const { arrangement, boxes } =
    frame.fill === true
      ? fullestArrangement(figure, frame)
      : bestArrangement(figure, frame);
  const margin = marginOf(frame);
  // Only a diagram that no setting fits is drawn smaller.
  const shrink = Math.min(
    1,
    (frame.width - 2 * margin) / arrangement.width,
    frame.fill === true
      ? (frame.maxHeight - 2 * margin) / arrangement.height
      : 1,
  );
  const height = Math.max(arrangement.height * shrink, 40);
  return {
    width: frame.width,
    height: height + 2 * margin,
    paint: (paper) => {
      const left = (frame.width - arrangement.width * shrink) / 2;
      at(paper, left, margin, (c) => {
        c.context.scale(shrink, shrink);
        for (const edge of arrangement.edges) paintEdge(c, edge);
        arrangement.nodes.forEach(({ x, y }, index) => {
          const box = boxes[index];
          if (box !== undefined) paintNode(c, box, x, y);
        });
        for (const edge of arrangement.edges) paintEdgeLabel(c, edge);
      });
    },
  };
};

/** Larger than this text of a diagram is no easier to read, in units. */
const largeText = 42;

/** Of all directions, and of chains in several rows, the one that fills its slide with large text. */
function fullestArrangement(figure: Diagram, frame: Frame): Arranged {
  const { edges, nodes } = figure;
  const room = {
    width: frame.width - 2 * marginOf(frame),
    height: frame.maxHeight - 2 * marginOf(frame),
  };
  let best: Arranged | undefined;
  let most = Number.NEGATIVE_INFINITY;
  const tones = tonesIn(figure, frame);
  for (const { size, room: wide, gap } of attempts) {
    const boxes = nodes.map((node, index) =>
      boxOf(node, size, wide, frame, tones[index]),
    );
    const consider = (
      arrangement: Arrangement | undefined,
      placed: readonly NodeBox[],
      empty = 0,
    ) => {
      const score = scoreOf(arrangement, size, room) - empty;
      if (arrangement === undefined || score <= most + 1e-9) return;
      most = score;
      best = { arrangement, boxes: placed };
    };
    for (const direction of ["right", "down"] as const)
      consider(arrange(edges, boxes, direction, gap), boxes);
    const equal = alike(boxes);
    for (let columns = 2; columns < nodes.length; columns += 1) {
      const rows = Math.ceil(nodes.length / columns);
      const empty = 1 - nodes.length / (rows * columns);
      for (const y of [gap, 1.5 * gap, 2.2 * gap])
        consider(snake(edges, equal, columns, { x: gap, y }), equal, empty);
    }
  }
  if (best === undefined) throw new Error("a diagram without arrangement");
  return best;
}

/** What of its room an arrangement fills, as large as it may be, and how large its text is then. */
function scoreOf(
  arrangement: Arrangement | undefined,
  size: number,
  room: { readonly width: number; readonly height: number },
): number {
  if (arrangement === undefined) return Number.NEGATIVE_INFINITY;
  const { width, height } = arrangement;
  const fit = Math.min(room.width / width, room.height / height);
  const zoom = Math.min(fit, largeText / size);
  const share = (width * height * zoom * zoom) / (room.width * room.height);
  // The smaller text in a box and that at arrows are never painted below the floor.
  const small = Math.min(0, zoom - 1);
  return share + (0.5 * zoom * size) / largeText + 10 * small;
}

/** The boxes, all as wide and as high as the largest. */
function alike(boxes: readonly NodeBox[]): readonly NodeBox[] {
  const width = Math.max(...boxes.map((each) => each.width));
  const height = Math.max(...boxes.map((each) => each.height));
  return boxes.map((each) => ({ ...each, width, height }));
}

function bestArrangement(figure: Diagram, frame: Frame): Arranged {
  const wished = figure.direction ?? "right";
  const directions = [wished, wished === "right" ? "down" : "right"] as const;
  const tried = directions.flatMap((direction) =>
    attempts.map((attempt) => ({ direction, ...attempt })),
  );
  const room = {
    width: frame.width - 2 * space.margin,
    height: frame.maxHeight - 2 * space.margin,
  };
  const tones = tonesIn(figure, frame);
  let best: { arrangement: Arrangement; boxes: NodeBox[] } | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const { direction, size, room: wide, gap } of tried) {
    const boxes = figure.nodes.map((node, index) =>
      boxOf(node, size, wide, frame, tones[index]),
    );
    const arrangement = arrange(figure.edges, boxes, direction, gap);
    const over = Math.max(
      arrangement.width / room.width,
      arrangement.height / room.height,
    );
    if (over <= 1) return { arrangement, boxes };
    // Too high is better than too wide: a picture can grow down, its text keeps its size.
    const cost = over + (arrangement.width > room.width ? 1000 : 0);
    if (cost < least) {
      least = cost;
      best = { arrangement, boxes };
    }
  }
  if (best === undefined) throw new Error("a diagram without arrangement");
  return best;
}

/** The tone of each node, pointed at by its label or its id. */
function tonesIn({ nodes }: Diagram, { pointing }: Frame): Tone[] {
  const { highlight = [] } = pointing ?? {};
  return tonesOf(
    nodes.map(({ id, label }) => (highlight.includes(id) ? id : label)),
    highlight,
  );
}

/** The colours of a box: of its role, in the accent, or grey. */
function colorsOf({ role = "step" }: Node, tone: Tone, { roles }: Look) {
  if (tone === undefined) return roles[role];
  return tone === "quiet" ? roles.muted : { ...roles.step, dash: [] };
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

function boxOf(
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
function paintNode(paper: Paper, box: NodeBox, x: number, y: number): void {
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
