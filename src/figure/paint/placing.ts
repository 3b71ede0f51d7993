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

/**
 * The candidate that covers least; the earlier one where two are equal. A point of the data that is
 * covered counts as so many square units.
 */
export function leastCovering(
  candidates: readonly Rect[],
  { points, rects }: Obstacles,
  inside: Rect,
  pointCost = 1,
): Rect | undefined {
  let best: Rect | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const rect of candidates) {
    let cost = 0;
    for (const [x, y] of points) if (contains(rect, x, y)) cost += pointCost;
    for (const other of rects) cost += overlap(rect, other);
    cost += 5 * (rect.width * rect.height - overlap(rect, inside));
    if (cost < least - 1e-6) {
      least = cost;
      best = rect;
    }
  }
  return best;
}

type Place = readonly [x: number, y: number];

/** From a callout's place to its words, in sizes of their height, the nearest first. */
const reaches = [0.9, 1.6, 2.5, 4, 6] as const;

/** The directions in which words are looked for, in parts of a turn: right and up first. */
const turns = [
  -0.11, -0.2, -0.04, -0.3, -0.39, 0.11, 0.04, 0.2, 0.3, 0.39, 0.5, -0.46, 0.46,
];

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
  const candidates = reaches.flatMap((reach) =>
    turns.map((turn): Rect => {
      const angle = 2 * Math.PI * turn;
      const [dx, dy] = [Math.cos(angle), Math.sin(angle)];
      const far = reach * height;
      return {
        x: anchor.x + dx * (far + width / 2) - width / 2,
        y: anchor.y + dy * (far + height / 2) - height / 2,
        width,
        height,
      };
    }),
  );
  const rect = leastCovering(
    candidates,
    obstacles,
    inside,
    // Words on a line are worse than words that reach a little out of the plot.
    5 * height * height,
  ) ?? {
    x: anchor.x,
    y: anchor.y,
    ...size,
  };
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
