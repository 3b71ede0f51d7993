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
  obstacles: Obstacles,
  inside: Rect,
): Rect | undefined {
  return cheapest(candidates, obstacles, inside, { point: 1, label: 1 }).rect;
}

/** The same with what it costs, in square units: each point that is covered, and each square unit of a label. */
function cheapest(
  candidates: readonly Rect[],
  { points, rects }: Obstacles,
  inside: Rect,
  covered: { readonly point: number; readonly label: number },
): { readonly rect: Rect | undefined; readonly cost: number } {
  let best: Rect | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const rect of candidates) {
    let cost = 0;
    for (const [x, y] of points)
      if (contains(rect, x, y)) cost += covered.point;
    for (const other of rects) cost += covered.label * overlap(rect, other);
    cost += 5 * (rect.width * rect.height - overlap(rect, inside));
    if (cost < least - 1e-6) {
      least = cost;
      best = rect;
    }
  }
  return { rect: best, cost: least };
}

type Place = readonly [x: number, y: number];

/** From a callout's place to its words, in sizes of their height. */
const reaches = [0.8, 1.3, 2, 3, 4.5, 6.5] as const;

/** Directions in which words are looked for: all around. */
const directions = 24;

/**
 * Square units, in squares of the words' height: a point of the data under them, and to stand as far off; and those of
 * a label or a bar, which words must never hide.
 */
const costs = { point: 3, reach: 0.8, label: 12 } as const;

/**
 * A place for words of that size beside `anchor`, as near as they cover least, and a line from the
 * anchor to the rim of the words.
 */
export function placeBeside(
  anchor: { readonly x: number; readonly y: number },
  size: { readonly width: number; readonly height: number },
  obstacles: Obstacles,
  inside: Rect,
): { readonly rect: Rect; readonly line: readonly [Place, Place] } {
  const { width, height } = size;
  // A line of words at the rim of a plot may stand half out of it.
  const around = {
    ...{ x: inside.x, width: inside.width },
    ...{ y: inside.y - height / 2, height: inside.height + height / 2 },
  };
  const square = height * height;
  const found = reaches.map((reach) => {
    const candidates = Array.from({ length: directions }, (_, turn): Rect => {
      // Up and to the right first.
      const angle = (2 * Math.PI * (turn - 3)) / directions;
      const far = reach * height;
      return {
        x: anchor.x + Math.cos(angle) * (far + width / 2) - width / 2,
        y: anchor.y + Math.sin(angle) * (far + height / 2) - height / 2,
        width,
        height,
      };
    });
    const best = cheapest(candidates, obstacles, around, {
      point: costs.point * square,
      label: costs.label,
    });
    return { ...best, cost: best.cost + costs.reach * square * reach };
  });
  const { rect = { ...anchor, ...size } } = found.reduce((one, other) =>
    other.cost < one.cost ? other : one,
  );
  const near = (at: number, from: number, length: number) =>
    Math.min(from + length, Math.max(from, at));
  const end: Place = [
    near(anchor.x, rect.x, width),
    near(anchor.y, rect.y, height),
  ];
  return { rect, line: [[anchor.x, anchor.y], end] };
}

function contains(rect: Rect, x: number, y: number): boolean {
  const right = rect.x + rect.width;
  return x >= rect.x && x <= right && y >= rect.y && y <= rect.y + rect.height;
}

/** Area that two rectangles share, in square units. */
function overlap(one: Rect, other: Rect): number {
  const width =
    Math.min(one.x + one.width, other.x + other.width) -
    Math.max(one.x, other.x);
  const height =
    Math.min(one.y + one.height, other.y + other.height) -
    Math.max(one.y, other.y);
  return width > 0 && height > 0 ? width * height : 0;
}

/** Points that lines run through, from their places on a plot. */
export function obstaclesOf(
  plot: { x(value: number): number; y(value: number): number },
  lines: readonly {
    readonly points: readonly (readonly [number, number])[];
  }[],
): [number, number][] {
  return lines.flatMap(({ points }) =>
    sampleLine(points.map(([x, y]) => [plot.x(x), plot.y(y)])),
  );
}

/** Points along straight segments, no further apart than `every`. */
function sampleLine(
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
  const groups: Group[] = [];
  for (const { index, size, wish } of order) {
    let group: Group = { members: [{ index, size, wish }], size, top: 0 };
    for (;;) {
      group.top = topOf(group, start, end);
      const before = groups.at(-1);
      if (before === undefined || before.top + before.size <= group.top) break;
      groups.pop();
      const members = [...before.members, ...group.members];
      group = { members, size: before.size + group.size, top: 0 };
    }
    groups.push(group);
  }
  const starts = new Array<number>(blocks.length).fill(start);
  for (const { members, top } of groups) {
    let edge = top;
    for (const { index, size } of members) {
      starts[index] = edge;
      edge += size;
    }
  }
  return starts;
}

/** Blocks that touch: they move together. */
interface Group {
  readonly members: readonly { index: number; size: number; wish: number }[];
  readonly size: number;
  top: number;
}

/** Where a group is nearest to what its members wish, on the mean. */
function topOf({ members, size }: Group, start: number, end: number): number {
  let offset = 0;
  let sum = 0;
  for (const member of members) {
    sum += member.wish - member.size / 2 - offset;
    offset += member.size;
  }
  return Math.max(start, Math.min(end - size, sum / members.length));
}
