import { max, range, sum } from "d3-array";
import type { Diagram } from "../../data/shapes.ts";
import {
  type Arrangement,
  labelOf,
  type PlacedEdge,
  type Size,
} from "../diagram-layout.ts";
import { type Cell, cellsOf } from "./cells.ts";

type Edge = Diagram["edges"][number];

/** How much of an arrow shows beside its label, both ends together, in units. */
const shown = { across: 60, down: 44 } as const;

/** Boxes of a diagram that is folded, at most: of more, all places are not tried in time. */
const mostBoxes = 9;

/** A grid with a cell for each box. */
export interface Folding {
  readonly columns: number;
  readonly rows: number;
  /** In the order of the boxes. */
  readonly cells: readonly Cell[];
  /** Cells without a box, as a part of all. */
  readonly empty: number;
}

/** The grids of two rows and more in which every arrow runs straight along a row or a column. */
export function foldingsOf(
  edges: readonly Edge[],
  ids: readonly string[],
): readonly Folding[] {
  if (ids.length > mostBoxes) return [];
  const ends = endsOf(edges, ids);
  return range(2, ids.length).flatMap((columns) => {
    const least = Math.max(2, Math.ceil(ids.length / columns));
    return [least, least + 1].flatMap((rows): Folding[] => {
      const cells = cellsOf(ends, ids.length, { columns, rows });
      const empty = 1 - ids.length / (rows * columns);
      return cells === undefined ? [] : [{ columns, rows, cells, empty }];
    });
  });
}

function endsOf(edges: readonly Edge[], ids: readonly string[]) {
  return edges.map(
    ({ from, to }) => [ids.indexOf(from), ids.indexOf(to)] as const,
  );
}

/**
 * Boxes in a grid: what a slide has room for where a chain with side branches would be a strip. All boxes of a column
 * become as wide as its widest, and all boxes as high as the highest.
 */
export function fold<Box extends Size>(
  edges: readonly Edge[],
  boxes: readonly Box[],
  { cells, columns, rows }: Folding,
  gaps: { readonly x: number; readonly y: number },
): { readonly arrangement: Arrangement; readonly boxes: readonly Box[] } {
  const labels = edges.map(labelOf);
  const widest = max(labels, (each) => each?.width) ?? 0;
  const highest = max(labels, (each) => each?.height) ?? 0;
  const gap = {
    x: Math.max(gaps.x, widest && widest + shown.across),
    y: Math.max(gaps.y, highest && highest + shown.down),
  };
  const widths = range(columns).map((each) => widestIn(boxes, cells, each));
  const height = max(boxes, (each) => each.height) ?? 0;
  const placed = cells.map(({ row, column }): Placed => {
    const width = widths[column] ?? 0;
    const left = sum(widths.slice(0, column)) + column * gap.x;
    const y = height / 2 + row * (height + gap.y);
    return { x: left + width / 2, y, width, height };
  });
  const ids = boxes.map(({ node }) => node.id);
  const lines = endsOf(edges, ids).flatMap(([from, to], index) => {
    const [start, end] = [placed[from], placed[to]];
    return start && end ? [straight(start, end, labels[index])] : [];
  });
  return {
    arrangement: {
      width: sum(widths) + (columns - 1) * gap.x,
      height: rows * height + (rows - 1) * gap.y,
      nodes: placed,
      edges: lines,
    },
    boxes: boxes.map((box, index) => ({
      ...box,
      height,
      width: placed[index]?.width ?? box.width,
    })),
  };
}

function widestIn(
  boxes: readonly Size[],
  cells: readonly Cell[],
  column: number,
): number {
  const own = boxes.filter((_, index) => cells[index]?.column === column);
  return max(own, (each) => each.width) ?? 0;
}

interface Placed {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** From rim to rim of two boxes in one row or column. */
function straight(
  from: Placed,
  to: Placed,
  block: ReturnType<typeof labelOf>,
): PlacedEdge {
  const across = Math.sign(to.x - from.x) / 2;
  const down = Math.sign(to.y - from.y) / 2;
  const start = [
    from.x + across * from.width,
    from.y + down * from.height,
  ] as const;
  const end = [to.x - across * to.width, to.y - down * to.height] as const;
  const middle = [(start[0] + end[0]) / 2, (start[1] + end[1]) / 2] as const;
  return {
    square: false,
    points: [start, end],
    ...(block && { label: { block, middle } }),
  };
}
