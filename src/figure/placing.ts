/** A rectangle in units; `x`, `y` is its upper left corner. */
export interface Rect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** What labels must keep clear of. */
export interface Obstacles {
  /** Points that the data covers. */
  readonly points: (readonly [number, number])[];
  /** Labels that are placed already, bars, keys. */
  readonly rects: Rect[];
}

/** The candidate that covers least; the earlier one where two are equal. */
export function leastCovering(
  candidates: readonly Rect[],
  { points, rects }: Obstacles,
  inside: Rect,
): Rect | undefined {
  let best: Rect | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const rect of candidates) {
    let cost = 0;
    for (const [x, y] of points) if (contains(rect, x, y)) cost += 1;
    for (const other of rects) cost += overlap(rect, other);
    cost += 5 * (rect.width * rect.height - overlap(rect, inside));
    if (cost < least - 1e-6) {
      least = cost;
      best = rect;
    }
  }
  return best;
}

function contains(rect: Rect, x: number, y: number): boolean {
  const right = rect.x + rect.width;
  return x >= rect.x && x <= right && y >= rect.y && y <= rect.y + rect.height;
}

/** Area that two rectangles share, in square units. */
export function overlap(one: Rect, other: Rect): number {
  const width =
    Math.min(one.x + one.width, other.x + other.width) -
    Math.max(one.x, other.x);
  const height =
    Math.min(one.y + one.height, other.y + other.height) -
    Math.max(one.y, other.y);
  return width > 0 && height > 0 ? width * height : 0;
}

/** Points along straight segments, no further apart than `every`. */
export function sampleLine(
  points: readonly (readonly [number, number])[],
  every = 8,
): [number, number][] {
  return points.flatMap(([x, y], index): [number, number][] => {
    const next = points[index + 1];
    if (next === undefined) return [[x, y]];
    const length = Math.hypot(next[0] - x, next[1] - y);
    const pieces = Math.min(400, Math.max(1, Math.ceil(length / every)));
    return Array.from({ length: pieces }, (_, piece) => [
      x + ((next[0] - x) * piece) / pieces,
      y + ((next[1] - y) * piece) / pieces,
    ]);
  });
}

/**
 * Moves blocks along a line so that none overlaps the next: each as near to its wish as
 * the others allow, all between `start` and `end`. Returns the starts, in the order given.
 */
export function spread(
  blocks: readonly { readonly wish: number; readonly size: number }[],
  start: number,
  end: number,
): number[] {
  const order = blocks
    .map((block, index) => ({ ...block, index }))
    .sort((a, b) => a.wish - b.wish || a.index - b.index);
  const starts = new Array<number>(blocks.length).fill(start);
  let edge = start;
  for (const { wish, size, index } of order) {
    starts[index] = Math.max(edge, wish - size / 2);
    edge = (starts[index] ?? edge) + size;
  }
  let limit = end;
  for (const { size, index } of order.toReversed()) {
    starts[index] = Math.min(starts[index] ?? start, limit - size);
    limit = starts[index] ?? limit;
  }
  return starts;
}
