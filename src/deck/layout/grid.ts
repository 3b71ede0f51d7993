/** One grid for every slide: inches on a page of 13.333 × 7.5. */

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

export const page = { w: 13.333, h: 7.5 } as const;

/** Left and right margin. */
export const margin = 0.75;

const width = page.w - 2 * margin;
/** Space between two columns. */
const gutter = 0.5;
const half = (width - gutter) / 2;

const top = 1.68;
const bottom = 6.68;
const height = bottom - top;

/** Two lines at 30 points. */
export const titleBox: Box = { x: margin, y: 0.52, w: width, h: 1.02 };

/** All the room below the title. */
export const content: Box = { x: margin, y: top, w: width, h: height };

export const footerBox: Box = { x: margin, y: 6.92, w: width - 1, h: 0.3 };
export const numberBox: Box = {
  x: margin + width - 0.8,
  y: 6.92,
  w: 0.8,
  h: 0.3,
};

/** A picture with words beside it: 62 % and the rest. */
const wide = 7.6;
export const beside = {
  figure: { x: margin, y: top, w: wide, h: height },
  text: {
    x: margin + wide + gutter,
    y: top,
    w: width - wide - gutter,
    h: height,
  },
} as const satisfies Record<string, Box>;

/** Two columns, each with a heading of one line. */
export const columnBoxes = [margin, margin + half + gutter].map((x) => ({
  heading: { x, y: top, w: half, h: 0.5 },
  body: { x, y: top + 0.6, w: half, h: height - 0.6 },
}));

/** The title slide: what the talk is called, its claim, and its subtitle. */
export const cover = {
  kicker: { x: margin, y: 0.95, w: 8, h: 0.5 },
  claim: { x: margin, y: 1.6, w: 8, h: 3 },
  lines: { x: margin, y: 4.8, w: 8, h: 1.9 },
} as const satisfies Record<string, Box>;

/** A big number above or beside its words. */
export const bigBox: Box = { x: margin, y: top + 0.25, w: width, h: 1.6 };
export const belowBig: Box = {
  x: margin,
  y: top + 2.1,
  w: width,
  h: height - 2.1,
};

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
