import { Graph, layout } from "@dagrejs/dagre";
import type { Diagram } from "../data/shapes.ts";
import { type TextBlock, wrap } from "../paint/text.ts";
import { sizes } from "../paint/theme.ts";

type Edge = Diagram["edges"][number];
type Point = readonly [number, number];

/** A box that is to be placed, in units. */
export interface Size {
  readonly node: { readonly id: string };
  readonly width: number;
  readonly height: number;
}

/** An arrow's way, and its label with the place of its middle. */
export interface PlacedEdge {
  readonly points: readonly Point[];
  /** Rounded corners (a way back round the boxes) in place of one smooth curve. */
  readonly square: boolean;
  readonly label?: { readonly block: TextBlock; readonly middle: Point };
}

/** Every place in a diagram; nodes by their middles, in the order given. */
export interface Arrangement {
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly { readonly x: number; readonly y: number }[];
  readonly edges: readonly PlacedEdge[];
}

/** Between the boxes and the first lane of ways back, and between lanes, in units. */
const lane = 40;

const labelStyle = {
  size: sizes.small,
  color: "muted",
  align: "center",
} as const;

/** The words at an arrow; undefined where it has none. */
export function labelOf({ label }: Edge): TextBlock | undefined {
  return label === undefined ? undefined : wrap(label, 220, labelStyle);
}

/** Lays the boxes out in layers; arrows that point back run around the outside. */
export function arrange(
  edges: readonly Edge[],
  boxes: readonly Size[],
  direction: "right" | "down",
  gap: number,
): Arrangement {
  const back = backEdges(edges, boxes);
  const graph = new Graph({ multigraph: true });
  graph.setGraph({
    rankdir: direction === "right" ? "LR" : "TB",
    nodesep: gap * 0.6,
    ranksep: gap,
    edgesep: 24,
  });
  for (const { node, width, height } of boxes) {
    graph.setNode(node.id, { width, height });
  }
  const labels = edges.map(labelOf);
  edges.forEach((edge, index) => {
    if (back.has(index)) return;
    const block = labels[index];
    graph.setEdge(
      edge.from,
      edge.to,
      {
        ...(block === undefined
          ? {}
          : {
              // Enough of the arrow shows on both sides of its label.
              width: block.width + (direction === "right" ? 60 : 16),
              height: block.height + (direction === "down" ? 40 : 8),
              labelpos: "c",
            }),
      },
      String(index),
    );
  });
  layout(graph);
  keepOrder(graph, boxes, direction);
  const nodes = boxes.map(({ node }) => {
    const { x = 0, y = 0 } = graph.node(node.id);
    return { x, y };
  });
  const forward = edges.flatMap((edge, index): PlacedEdge[] => {
    if (back.has(index)) return [];
    const {
      points = [],
      x = 0,
      y = 0,
    } = graph.edge(edge.from, edge.to, String(index));
    const block = labels[index];
    return [
      {
        points: points.map(
          (point: { x: number; y: number }) => [point.x, point.y] as const,
        ),
        square: false,
        ...(block === undefined ? {} : { label: { block, middle: [x, y] } }),
      },
    ];
  });
  const returning = [...back].map((index) => ({
    from: boxes.findIndex(({ node }) => node.id === edges[index]?.from),
    to: boxes.findIndex(({ node }) => node.id === edges[index]?.to),
    block: labels[index],
  }));
  const around = routeBack(returning, boxes, nodes, direction);
  return framed(boxes, nodes, [...forward, ...around]);
}

/** Mirrors the layout where more boxes of a layer stand against the order given than with it. */
function keepOrder(
  graph: Graph,
  boxes: readonly Size[],
  direction: "right" | "down",
): void {
  const [main, side] =
    direction === "right" ? (["x", "y"] as const) : (["y", "x"] as const);
  const placed = boxes.map(({ node }) => graph.node(node.id));
  let order = 0;
  placed.forEach((one, index) => {
    for (const other of placed.slice(index + 1)) {
      if (Math.abs(one[main] - other[main]) > 1) continue;
      order += Math.sign(other[side] - one[side]);
    }
  });
  if (order >= 0) return;
  const total = Math.max(...placed.map((each) => each[side]));
  for (const each of placed) each[side] = total - each[side];
  for (const name of graph.edges()) {
    const each = graph.edge(name);
    if (each[side] !== undefined) each[side] = total - each[side];
    for (const point of each.points ?? []) point[side] = total - point[side];
  }
}

/** Edges that close a cycle when the nodes are visited in the order given. */
export function backEdges(
  edges: readonly Edge[],
  boxes: readonly Size[],
): Set<number> {
  const state = new Map<string, "open" | "done">();
  const back = new Set<number>();
  const visit = (id: string): void => {
    state.set(id, "open");
    edges.forEach((edge, index) => {
      if (edge.from !== id) return;
      const reached = state.get(edge.to);
      if (reached === "open") back.add(index);
      else if (reached === undefined) visit(edge.to);
    });
    state.set(id, "done");
  };
  for (const { node } of boxes) if (!state.has(node.id)) visit(node.id);
  return back;
}

interface Returning {
  readonly from: number;
  readonly to: number;
  readonly block: TextBlock | undefined;
}

/** Ways back: out of the box's side, along a lane beyond all boxes, into the target's side. */
function routeBack(
  returning: readonly Returning[],
  boxes: readonly Size[],
  nodes: readonly { readonly x: number; readonly y: number }[],
  direction: "right" | "down",
): PlacedEdge[] {
  const right = direction === "right";
  const across = (index: number) => {
    const { x = 0, y = 0 } = nodes[index] ?? {};
    const { width = 0, height = 0 } = boxes[index] ?? {};
    return right
      ? { main: x, side: y, half: height / 2, reach: width / 2 }
      : { main: y, side: x, half: width / 2, reach: height / 2 };
  };
  let edge = Math.max(
    ...boxes.map((_, index) => across(index).side + across(index).half),
  );
  const point = (main: number, side: number): Point =>
    right ? [main, side] : [side, main];
  return returning.map(({ from, to, block }): PlacedEdge => {
    const start = across(from);
    const end = across(to);
    const thick =
      block === undefined ? 0 : right ? block.height : block.width + 16;
    edge += lane + thick / 2;
    const at = edge;
    edge += thick / 2;
    return {
      square: true,
      points: [
        point(start.main, start.side + start.half),
        point(start.main, at),
        point(end.main, at),
        point(end.main, end.side + end.half),
      ],
      ...(block === undefined
        ? {}
        : { label: { block, middle: point((start.main + end.main) / 2, at) } }),
    };
  });
}

/** The arrangement moved so that everything in it starts at the origin. */
function framed(
  boxes: readonly Size[],
  nodes: readonly { readonly x: number; readonly y: number }[],
  edges: readonly PlacedEdge[],
): Arrangement {
  const xs: number[] = [];
  const ys: number[] = [];
  const include = (x: number, y: number, width = 0, height = 0) => {
    xs.push(x - width / 2, x + width / 2);
    ys.push(y - height / 2, y + height / 2);
  };
  for (const [index, { x, y }] of nodes.entries()) {
    include(x, y, boxes[index]?.width, boxes[index]?.height);
  }
  for (const { points, label } of edges) {
    for (const [x, y] of points) include(x, y, 8, 8);
    if (label !== undefined) {
      include(...label.middle, label.block.width + 16, label.block.height);
    }
  }
  const left = Math.min(...xs);
  const top = Math.min(...ys);
  const move = ([x, y]: Point): Point => [x - left, y - top];
  return {
    width: Math.max(...xs) - left,
    height: Math.max(...ys) - top,
    nodes: nodes.map(({ x, y }) => ({ x: x - left, y: y - top })),
    edges: edges.map(({ points, square, label }) => ({
      points: points.map(move),
      square,
      ...(label === undefined
        ? {}
        : { label: { block: label.block, middle: move(label.middle) } }),
    })),
  };
}
