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
  const board = boardOf(ends, count, grid);
  let best: readonly (Cell | undefined)[] | undefined;
  let least = Number.POSITIVE_INFINITY;
  let tries = 0;
  const place = (depth: number, cost: number): void => {
    if (cost >= least - 1e-9 || tries > mostTries) return;
    const box = order[depth];
    if (box === undefined) {
      [best, least] = [[...board.placed], cost];
      return;
    }
    for (const cell of all) {
      tries += 1;
      const put = putInto(board, box, cell);
      if (put === undefined) continue;
      const off = depth === 0 ? cell.row + cell.column : 0;
      place(depth + 1, cost + put.cost + off * offCorner);
      board.placed[box] = undefined;
      release(board, put.took);
    }
  };
  place(0, 0);
  const found = best;
  if (found === undefined || tries > mostTries) return undefined;
  return range(count).map((box) => found[box] ?? { row: 0, column: 0 });
}

/** A grid that boxes are put into and taken out of: one for all places that are tried. */
interface Board {
  readonly columns: number;
  /** By cell, row after row: whether a box or an arrow lies there. */
  readonly taken: Uint8Array;
  /** By box. */
  readonly placed: (Cell | undefined)[];
  /** By box, in the order of the arrows: the box at the other end, and whether the arrow leads there. */
  readonly joins: readonly (readonly (readonly [
    other: number,
    leads: boolean,
  ])[])[];
}

function boardOf(
  ends: readonly Ends[],
  count: number,
  { columns, rows }: { readonly columns: number; readonly rows: number },
): Board {
  return {
    columns,
    taken: new Uint8Array(columns * rows),
    placed: Array.from({ length: count }, () => undefined),
    joins: range(count).map((box) =>
      ends.flatMap(([from, to]) => {
        if (from !== box && to !== box) return [];
        return [[from === box ? to : from, from === box] as const];
      }),
    ),
  };
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

/**
 * Puts `box` into `cell` with its arrows to the boxes that are placed: the cells that these take, and what they
 * cost; undefined, and nothing taken, where it cannot stand there.
 */
function putInto(
  board: Board,
  box: number,
  cell: Cell,
): { readonly took: readonly number[]; readonly cost: number } | undefined {
  const { columns, placed, taken } = board;
  const own = cell.row * columns + cell.column;
  const joins = board.joins[box] ?? [];
  if (taken[own] === 1 || !isInLine(board, joins, cell)) return undefined;
  const took = [own];
  taken[own] = 1;
  let cost = 0;
  for (const [other, leads] of joins) {
    const there = placed[other];
    if (there === undefined) continue;
    const before = took.length;
    if (!takeBetween(board, cell, there, took)) {
      release(board, took);
      return undefined;
    }
    cost += (took.length - before) * costs.longer;
    cost += leads ? against(cell, there) : against(there, cell);
  }
  placed[box] = cell;
  return { took, cost };
}

/** Whether every arrow to a placed box can run along a row or a column, and no two lie on each other. */
function isInLine(
  { placed }: Board,
  joins: Board["joins"][number],
  { row, column }: Cell,
): boolean {
  return joins.every(([other], index) => {
    const there = placed[other];
    if (there === undefined) return true;
    if (row !== there.row && column !== there.column) return false;
    return joins.findIndex(([each]) => each === other) === index;
  });
}

/** Takes the cells between two of one row or column; false where one of them is taken already. */
function takeBetween(
  { columns, taken }: Board,
  one: Cell,
  other: Cell,
  took: number[],
): boolean {
  const [from, to] = [
    one.row * columns + one.column,
    other.row * columns + other.column,
  ];
  const step = one.row === other.row ? 1 : columns;
  const last = Math.max(from, to);
  for (let at = Math.min(from, to) + step; at < last; at += step) {
    if (taken[at] === 1) return false;
    taken[at] = 1;
    took.push(at);
  }
  return true;
}

function release({ taken }: Board, took: readonly number[]): void {
  for (const each of took) taken[each] = 0;
}

function against(from: Cell, to: Cell): number {
  if (to.column < from.column) return costs.left;
  if (to.row === from.row) return 0;
  return to.row > from.row ? costs.down : costs.up;
}
