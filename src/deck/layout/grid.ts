/** Inches from the left and upper edge of the page, and inches across and down. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

/** Cuts `h` inches off the bottom: what stays, and what was cut, `gap` inches apart. */
export function cutBottom(box: Box, h: number, gap: number): [Box, Box] {
  const upper = { ...box, h: box.h - h - gap };
  return [upper, { ...box, y: box.y + box.h - h, h }];
}

/** The largest box of that aspect (width over height) in the middle of `box`. */
export function contain(box: Box, aspect: number): Box {
  const w = Math.min(box.w, box.h * aspect);
  const h = w / aspect;
  return { x: box.x + (box.w - w) / 2, y: box.y + (box.h - h) / 2, w, h };
}

/** The same at the right edge of `box`. */
export function containRight(box: Box, aspect: number): Box {
  const inside = contain(box, aspect);
  return { ...inside, x: box.x + box.w - inside.w };
}

/** What two boxes have in common; without width or height where they are apart. */
export function intersect(one: Box, other: Box): Box {
  const x = Math.max(one.x, other.x);
  const y = Math.max(one.y, other.y);
  const right = Math.min(one.x + one.w, other.x + other.w);
  const bottom = Math.min(one.y + one.h, other.y + other.h);
  return { x, y, w: Math.max(0, right - x), h: Math.max(0, bottom - y) };
}

/** Square inches that at least one of the boxes covers. */
export function unionArea(boxes: readonly Box[]): number {
  const edges = (ends: readonly number[]) =>
    [...new Set(ends)].sort((a, b) => a - b);
  const xs = edges(boxes.flatMap(({ x, w }) => [x, x + w]));
  const ys = edges(boxes.flatMap(({ y, h }) => [y, y + h]));
  let area = 0;
  for (const [column, left] of xs.slice(0, -1).entries()) {
    const right = xs[column + 1] ?? left;
    for (const [row, top] of ys.slice(0, -1).entries()) {
      const bottom = ys[row + 1] ?? top;
      const covered = boxes.some(
        ({ x, y, w, h }) =>
          x <= left && x + w >= right && y <= top && y + h >= bottom,
      );
      if (covered) area += (right - left) * (bottom - top);
    }
  }
  return area;
}
