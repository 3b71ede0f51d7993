import { type Box, intersect, unionArea } from "../layout/grid.ts";

/** How a room below a title is filled, in shares of it, 0…1. */
export interface Measured {
  /** What evidence covers. */
  readonly fill: number;
  /** Upper left, upper right, lower left, lower right: what is empty of each. */
  readonly quarters: readonly number[];
  /** Bare from one side of the room to the other: above, at the right, below, at the left. */
  readonly sides: { readonly [side in Side]: number };
  /** How far the middle of all that is seen is from the room's: to the right, and down. */
  readonly off: { readonly x: number; readonly y: number };
}

type Side = "top" | "right" | "bottom" | "left";

/** Measures a room by the boxes of what is seen in it; undefined where that is nothing. */
export function measureRoom(
  room: Box,
  shown: readonly Box[],
): Measured | undefined {
  if (shown.length === 0) return undefined;
  const left = Math.min(...shown.map(({ x }) => x));
  const top = Math.min(...shown.map(({ y }) => y));
  const right = Math.max(...shown.map(({ x, w }) => x + w));
  const bottom = Math.max(...shown.map(({ y, h }) => y + h));
  return {
    fill: shareOf(room, shown),
    quarters: quartersOf(room).map((each) => 1 - shareOf(each, shown)),
    sides: {
      top: (top - room.y) / room.h,
      right: (room.x + room.w - right) / room.w,
      bottom: (room.y + room.h - bottom) / room.h,
      left: (left - room.x) / room.w,
    },
    off: {
      x: ((left + right) / 2 - room.x) / room.w - 0.5,
      y: ((top + bottom) / 2 - room.y) / room.h - 0.5,
    },
  };
}

function shareOf(room: Box, shown: readonly Box[]): number {
  const inside = shown.map((each) => intersect(each, room));
  return unionArea(inside) / (room.w * room.h);
}

function quartersOf({ x, y, w, h }: Box): Box[] {
  const half = { w: w / 2, h: h / 2 };
  return [y, y + half.h].flatMap((top) =>
    [x, x + half.w].map((left) => ({ x: left, y: top, ...half })),
  );
}
