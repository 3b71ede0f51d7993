import { cross, range } from "d3-array";

/** A place in a grid of boxes, counted from 0. */
export interface Cell {
  readonly row: number;
  readonly column: number;
}

/** An arrow, by the numbers of its boxes. */
type Ends = readonly [from: number, to: number];

/** What an arrow costs: to read against the page, and each box that it could have stood beside. */
const costs = { left: 0.3, down: 0.15, up: 0.4, longer: 1 } as const;

/** Cells away from the upper left corner in which the first box may stand, a cost each. */
const offCorner = 0.25;

/** Places that are tried; of a diagram with more, none is folded. */
const mostTries = 20_000;

/**
 * A cell for each box, so that every arrow runs straight along a row or a column, over empty cells only, and meets no
 * other; of all such places the ones whose arrows are shortest and run as one reads. Undefined where there are none, or where the boxes
 * hang together in several parts.
 */
export function cellsOf(
  ends: readonly Ends[],
  count: number,
  grid: { readonly columns: number; readonly rows: number },
): readonly Cell[] | undefined {
  const order = orderOf(ends, count);
  if (order === undefined) return undefined;
  const all = cross(range(grid.rows), range(grid.columns), (row, column) => ({
    row,
    column,
  }));
  let best: ReadonlyMap<number, Cell> | undefined;
  let least = Number.POSITIVE_INFINITY;
  let tries = 0;
  const place = (
    placed: ReadonlyMap<number, Cell>,
    taken: ReadonlySet<string>,
    cost: number,
  ): void => {
    if (cost >= least - 1e-9 || tries > mostTries) return;
    const box = order[placed.size];
    if (box === undefined) {
      [best, least] = [placed, cost];
      return;
    }
    for (const cell of all) {
      tries += 1;
      const added = drawn(box, cell, placed, taken, ends);
      if (added === undefined) continue;
      const off = placed.size === 0 ? cell.row + cell.column : 0;
      place(
        new Map([...placed, [box, cell]]),
        added.taken,
        cost + added.cost + off * offCorner,
      );
    }
  };
  place(new Map(), new Set(), 0);
  const found = best;
  if (found === undefined || tries > mostTries) return undefined;
  return range(count).map((box) => found.get(box) ?? { row: 0, column: 0 });
}

/** Boxes in an order in which each has an arrow to or from one before it. */
function orderOf(
  ends: readonly Ends[],
  count: number,
): readonly number[] | undefined {
  const order = [0];
  while (order.length < count) {
    const next = range(count).find(
      (box) =>
        !order.includes(box) &&
        ends.some(
          ([from, to]) =>
            (from === box && order.includes(to)) ||
            (to === box && order.includes(from)),
        ),
    );
    if (next === undefined) return undefined;
    order.push(next);
  }
  return order;
}

const key = ({ row, column }: Cell) => `${row}/${column}`;

/** What is taken, and at what cost, once `box` stands in `cell` with its arrows; undefined where it cannot. */
function drawn(
  box: number,
  cell: Cell,
  placed: ReadonlyMap<number, Cell>,
  taken: ReadonlySet<string>,
  ends: readonly Ends[],
): { readonly taken: ReadonlySet<string>; readonly cost: number } | undefined {
  if (taken.has(key(cell))) return undefined;
  const now = new Set([...taken, key(cell)]);
  const joined = new Set<number>();
  let cost = 0;
  for (const [from, to] of ends) {
    if (from !== box && to !== box) continue;
    const other = from === box ? to : from;
    const there = placed.get(other);
    if (there === undefined) continue;
    // Two arrows between the same boxes would lie on each other.
    if (joined.has(other)) return undefined;
    joined.add(other);
    const between = cellsBetween(cell, there);
    if (between?.some((each) => now.has(key(each))) !== false) return undefined;
    for (const each of between) now.add(key(each));
    cost += between.length * costs.longer;
    cost += from === box ? against(cell, there) : against(there, cell);
  }
  return { taken: now, cost };
}

function against(from: Cell, to: Cell): number {
  if (to.column < from.column) return costs.left;
  if (to.row === from.row) return 0;
  return to.row > from.row ? costs.down : costs.up;
}

/** The cells between two of one row or column; undefined where they are of neither. */
function cellsBetween(one: Cell, other: Cell): readonly Cell[] | undefined {
  const { row, column } = one;
  const inside = (a: number, b: number) =>
    range(Math.min(a, b) + 1, Math.max(a, b));
  if (row === other.row)
    return inside(column, other.column).map((each) => ({ row, column: each }));
  if (column === other.column)
    return inside(row, other.row).map((each) => ({ row: each, column }));
  return undefined;
}
