// What garments and leaves are drawn with: outlines, and how much of a pixel lies inside of one.

/** A point of a drawing: x from its axis, −1 to 1, and y from its top, 0 to 1. */
export type Point = readonly [x: number, y: number];

/** Points in a pixel, along each side, that are asked whether they lie inside. */
const FINE = 4;

/** Whether a point lies inside of the closed outline (even-odd rule). */
export function isInside(outline: readonly Point[], [x, y]: Point): boolean {
  let inside = false;
  let [px, py] = outline.at(-1) ?? [0, 0];
  for (const [qx, qy] of outline) {
    const crosses = qy > y !== py > y;
    if (crosses && x < ((px - qx) * (y - qy)) / (py - qy) + qx)
      inside = !inside;
    [px, py] = [qx, qy];
  }
  return inside;
}

/** How much of pixel (`column`, `row`) of `side` is covered, 0 to 1, where `covers` knows a point. */
export function coverage(
  side: number,
  column: number,
  row: number,
  covers: (point: Point) => boolean,
): number {
  let covered = 0;
  for (let at = 0; at < FINE * FINE; at++) {
    const x = (column + ((at % FINE) + 0.5) / FINE) / side;
    const y = (row + (Math.floor(at / FINE) + 0.5) / FINE) / side;
    if (covers([2 * x - 1, y])) covered++;
  }
  return covered / (FINE * FINE);
}
