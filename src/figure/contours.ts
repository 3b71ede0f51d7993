/** A place on a grid: column and row, both fractional. */
export type GridPoint = readonly [number, number];

/** Corners of a cell as (column, row) steps, going round. */
const corners = [
  [0, 0],
  [1, 0],
  [1, 1],
  [0, 1],
] as const;

/**
 * Where the values cross the level: one or two segments a cell, in grid coordinates.
 * Source: marching squares; a saddle is decided by the mean of its corners.
 */
export function contourLines(
  values: readonly (readonly number[])[],
  level: number,
): [GridPoint, GridPoint][] {
  const segments: [GridPoint, GridPoint][] = [];
  for (let row = 0; row + 1 < values.length; row += 1) {
    const width = values[row]?.length ?? 0;
    for (let column = 0; column + 1 < width; column += 1) {
      segments.push(...cellSegments(values, row, column, level));
    }
  }
  return segments;
}

function cellSegments(
  values: readonly (readonly number[])[],
  row: number,
  column: number,
  level: number,
): [GridPoint, GridPoint][] {
  const heights = corners.map(
    ([dc, dr]) => (values[row + dr]?.[column + dc] ?? 0) - level,
  );
  const crossings: GridPoint[] = [];
  heights.forEach((from, index) => {
    const to = heights[(index + 1) % 4] ?? 0;
    if (from >= 0 === to >= 0) return;
    const [c0, r0] = corners[index] ?? corners[0];
    const [c1, r1] = corners[(index + 1) % 4] ?? corners[0];
    const part = from / (from - to);
    crossings.push([
      column + c0 + (c1 - c0) * part,
      row + r0 + (r1 - r0) * part,
    ]);
  });
  const [a, b, c, d] = crossings;
  if (a === undefined || b === undefined) return [];
  if (c === undefined || d === undefined) return [[a, b]];
  const middle = heights.reduce((sum, each) => sum + each, 0);
  const first = heights[0] ?? 0;
  return middle >= 0 === first >= 0
    ? [
        [a, b],
        [c, d],
      ]
    : [
        [a, d],
        [b, c],
      ];
}
