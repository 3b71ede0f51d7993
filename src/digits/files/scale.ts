import { AREA, SIDE } from "../digits.ts";

/** A picture's pixels, row by row: red, green, blue, opacity, one byte each. */
export interface Rgba {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array | Uint8ClampedArray;
}

/**
 * 28×28 bytes, each the mean brightness of the pixels that it covers, those at its edges by the
 * part that lies in it: the same bytes on every machine, which a canvas does not promise.
 * Brightness is luma. Source: ITU-R BT.601.
 */
export function scaleToGray({ width, height, data }: Rgba): Uint8Array {
  const columns = cells(width);
  const narrow = new Float64Array(height * SIDE); // [height, 28]
  for (let y = 0; y < height; y++) {
    for (const [x, { from, weights }] of columns.entries()) {
      let sum = 0;
      for (const [offset, weight] of weights.entries()) {
        const at = 4 * (y * width + from + offset);
        const luma =
          0.299 * (data[at] ?? 0) +
          0.587 * (data[at + 1] ?? 0) +
          0.114 * (data[at + 2] ?? 0);
        sum += weight * luma;
      }
      narrow[y * SIDE + x] = sum;
    }
  }
  const gray = new Uint8Array(AREA);
  for (const [y, { from, weights }] of cells(height).entries()) {
    for (let x = 0; x < SIDE; x++) {
      let sum = 0;
      for (const [offset, weight] of weights.entries())
        sum += weight * (narrow[(from + offset) * SIDE + x] ?? 0);
      gray[y * SIDE + x] = Math.round(sum);
    }
  }
  return gray;
}

/** The pixels that one of 28 cells covers along a side: the first one's index, and their shares. */
interface Cell {
  readonly from: number;
  /** They add up to 1. */
  readonly weights: readonly number[];
}

function cells(length: number): Cell[] {
  return Array.from({ length: SIDE }, (_, index) => {
    const start = (index * length) / SIDE;
    const end = ((index + 1) * length) / SIDE;
    const from = Math.floor(start);
    const weights: number[] = [];
    for (let at = from; at < end; at++) {
      const share = Math.min(at + 1, end) - Math.max(at, start);
      weights.push((share * SIDE) / length);
    }
    return { from, weights };
  });
}
