import type { Diagram } from "../../data/shapes.ts";
import {
  type Arrangement,
  backEdges,
  labelOf,
  type PlacedEdge,
  type Size,
} from "../diagram-layout.ts";

type Edge = Diagram["edges"][number];

/** A place in the grid of a snake. */
interface Cell {
  readonly row: number;
  readonly column: number;
}

/** How much of an arrow shows beside its label, both ends together, in units. */
const shown = { across: 60, down: 44 } as const;

/**
 * A chain of equal boxes in rows of `columns`, every other row from right to left, so that each
 * arrow is short: what a slide has room for where one long row would be a strip. Undefined where
 * the boxes form no chain, or a way back would lead through other boxes.
 */
export function snake(
  edges: readonly Edge[],
  boxes: readonly Size[],
  columns: number,
  gaps: { readonly x: number; readonly y: number },
): Arrangement | undefined {
  const order = chainOf(edges, boxes);
  if (order === undefined) return undefined;
  const cells = cellsOf(order, columns);
  const labels = edges.map(labelOf);
  const [width, height] = [
    Math.max(...boxes.map((each) => each.width)),
    Math.max(...boxes.map((each) => each.height)),
  ];
  const widest = Math.max(0, ...labels.map((each) => each?.width ?? 0));
  const highest = Math.max(0, ...labels.map((each) => each?.height ?? 0));
  const pitch = {
    x: width + Math.max(gaps.x, widest && widest + shown.across),
    y: height + Math.max(gaps.y, highest && highest + shown.down),
  };
  const nodes = boxes.map(({ node }) => {
    const { row, column } = cells.get(node.id) ?? { row: 0, column: 0 };
    return { x: width / 2 + column * pitch.x, y: height / 2 + row * pitch.y };
  });
  const at = (id: string) =>
    nodes[boxes.findIndex(({ node }) => node.id === id)] ?? { x: 0, y: 0 };
  const placed: PlacedEdge[] = [];
  for (const [index, { from, to }] of edges.entries()) {
    if (!areNeighbours(cells.get(from), cells.get(to))) return undefined;
    const [start, end] = [at(from), at(to)];
    const [across, down] = [
      Math.sign(end.x - start.x) * (width / 2),
      Math.sign(end.y - start.y) * (height / 2),
    ];
    const block = labels[index];
    placed.push({
      square: false,
      points: [
        [start.x + across, start.y + down],
        [end.x - across, end.y - down],
      ],
      ...(block && {
        label: {
          block,
          middle: [(start.x + end.x) / 2, (start.y + end.y) / 2],
        },
      }),
    });
  }
  const rows = Math.ceil(order.length / columns);
  return {
    width: width + (columns - 1) * pitch.x,
    height: height + (rows - 1) * pitch.y,
    ...{ nodes, edges: placed },
  };
}

/** The ids of the boxes from first to last, where each leads to the next and to no other. */
function chainOf(
  edges: readonly Edge[],
  boxes: readonly Size[],
): readonly string[] | undefined {
  const back = backEdges(edges, boxes);
  const forward = edges.filter((_, index) => !back.has(index));
  const next = new Map(forward.map(({ from, to }) => [from, to]));
  const reached = new Set(forward.map(({ to }) => to));
  const isChain =
    forward.length === boxes.length - 1 &&
    next.size === forward.length &&
    reached.size === forward.length;
  const order: string[] = [];
  let id = boxes.find(({ node }) => !reached.has(node.id))?.node.id;
  while (isChain && id !== undefined) {
    order.push(id);
    id = next.get(id);
  }
  return order.length === boxes.length ? order : undefined;
}

function cellsOf(
  order: readonly string[],
  columns: number,
): ReadonlyMap<string, Cell> {
  return new Map(
    order.map((id, index) => {
      const row = Math.floor(index / columns);
      const along = index % columns;
      return [id, { row, column: row % 2 ? columns - 1 - along : along }];
    }),
  );
}

function areNeighbours(one: Cell | undefined, other: Cell | undefined) {
  if (one === undefined || other === undefined) return false;
  const across = Math.abs(one.column - other.column);
  return across + Math.abs(one.row - other.row) === 1;
}
