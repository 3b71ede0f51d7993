import type { Diagram } from "../data/shapes.ts";
import { at, type Frame, type Kind, marginOf } from "../paint/layout.ts";
import { paintEdge, paintEdgeLabel } from "./arrows.ts";
import { fold, foldingsOf } from "./diagram/fold.ts";
import { boxOf, type NodeBox, paintNode, tonesIn } from "./diagram/node-box.ts";
import { snake } from "./diagram/snake.ts";
import { type Arrangement, arrange } from "./diagram-layout.ts";

/** Settings to try on a slide. */
const attempts = [
  { size: 32, room: 340, gap: 84 },
  { size: 28, room: 300, gap: 70 },
  { size: 26, room: 240, gap: 60 },
  { size: 24, room: 210, gap: 52 },
  { size: 24, room: 160, gap: 44 },
  { size: 24, room: 130, gap: 38 },
] as const;

/** Settings to try in an article, the roomiest first: the first whose result fits is taken. */
const onPage = [
  ...attempts.slice(0, 2),
  // A column of boxes is as wide as their words ask for, before these are broken.
  { size: 26, room: 300, gap: 56 },
  { size: 24, room: 300, gap: 50 },
  ...attempts.slice(2),
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

/** Boxes in rows may be higher than their words ask for, as parts of that, with so much more air between rows. */
const heights = [
  { part: 1, air: 1 },
  { part: 1.2, air: 1.4 },
  { part: 1.4, air: 1.8 },
  { part: 1.6, air: 2.2 },
] as const;

/** Of all directions, and of chains and branches in several rows, the one that fills its slide with large text. */
function fullestArrangement(figure: Diagram, frame: Frame): Arranged {
  const { edges, nodes } = figure;
  const room = {
    width: frame.width - 2 * marginOf(frame),
    height: frame.maxHeight - 2 * marginOf(frame),
  };
  let best: Arranged | undefined;
  let most = Number.NEGATIVE_INFINITY;
  const tones = tonesIn(figure, frame);
  const foldings = foldingsOf(
    edges,
    nodes.map(({ id }) => id),
  );
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
    for (const { part, air } of heights) {
      const tall = boxes.map((each) => ({
        ...each,
        height: each.height * part,
      }));
      const gaps = { x: gap, y: air * gap };
      const equal = alike(tall);
      for (let columns = 2; columns < nodes.length; columns += 1) {
        const rows = Math.ceil(nodes.length / columns);
        const empty = 1 - nodes.length / (rows * columns);
        consider(snake(edges, equal, columns, gaps), equal, empty);
      }
      for (const folding of foldings) {
        const folded = fold(edges, tall, folding, gaps);
        consider(folded.arrangement, folded.boxes, folding.empty / 2);
      }
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
  return share + (zoom * size) / largeText + 10 * small;
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
    onPage.map((attempt) => ({ direction, ...attempt })),
  );
  const room = {
    width: frame.width - 2 * marginOf(frame),
    height: frame.maxHeight - 2 * marginOf(frame),
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
