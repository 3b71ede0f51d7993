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
