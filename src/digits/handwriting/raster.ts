import { AREA, SIDE } from "../digits.ts";
import type { Ink } from "./hand.ts";

/** Side of the box that a digit fills before it is centred, in pixels. Source: MNIST. */
const BOX = 20;

/**
 * The pen's paths as MNIST would have scanned them, 784 bytes: scaled into 20×20 with the
 * aspect ratio kept, anti-aliased, then set into 28×28 with the centre of mass in the middle.
 * Source: LeCun, Bottou, Bengio, Haffner, "Gradient-based learning applied to document
 * recognition", 1998, section III-A.
 */
export function rasterize(paths: readonly (readonly Ink[])[]): Uint8Array {
  const box = new Float64Array(BOX * BOX);
  for (const path of scaleToBox(paths)) {
    for (let index = 0; index + 1 < path.length; index++) {
      const from = path[index];
      const to = path[index + 1];
      if (from && to) drawSegment(box, from, to);
    }
  }
  return centre(box);
}

/** Scales the paths so that their ink, width included, touches the box on two sides. */
function scaleToBox(paths: readonly (readonly Ink[])[]): Ink[][] {
  let [left, right, top, bottom, pen] = [1e9, -1e9, 1e9, -1e9, 0];
  for (const path of paths) {
    for (const [x, y, radius] of path) {
      left = Math.min(left, x);
      right = Math.max(right, x);
      top = Math.min(top, y);
      bottom = Math.max(bottom, y);
      pen = Math.max(pen, radius);
    }
  }
  const scale = (BOX - 2 * pen) / Math.max(right - left, bottom - top);
  return paths.map((path) =>
    path.map(([x, y, radius]) => [
      (x - (left + right) / 2) * scale + BOX / 2,
      (y - (top + bottom) / 2) * scale + BOX / 2,
      radius,
    ]),
  );
}

/** Half the width of a stroke's soft edge, in pixels. */
const EDGE = 0.6;

/** Covers the pixels that a segment with round ends passes; ink does not add up. */
function drawSegment(box: Float64Array, from: Ink, to: Ink): void {
  const [x0, y0, r0] = from;
  const [dx, dy, dr] = [to[0] - x0, to[1] - y0, to[2] - r0];
  const reach = Math.max(r0, to[2]) + EDGE;
  const length = dx * dx + dy * dy + 1e-12;
  const left = firstPixel(Math.min(x0, to[0]) - reach);
  const right = lastPixel(Math.max(x0, to[0]) + reach);
  const top = firstPixel(Math.min(y0, to[1]) - reach);
  const bottom = lastPixel(Math.max(y0, to[1]) + reach);
  for (let row = top; row <= bottom; row++) {
    for (let column = left; column <= right; column++) {
      const x = column + 0.5 - x0;
      const y = row + 0.5 - y0;
      const t = Math.max(0, Math.min(1, (x * dx + y * dy) / length));
      const [right, down] = [x - t * dx, y - t * dy];
      const square = right * right + down * down;
      if (square > reach * reach) continue;
      const away = Math.sqrt(square);
      const cover = (r0 + t * dr + EDGE - away) / (2 * EDGE);
      const index = row * BOX + column;
      if (cover > (box[index] ?? 1)) box[index] = Math.min(1, cover);
    }
  }
}

/** The first and the last pixel whose centre may lie within reach. */
function firstPixel(edge: number): number {
  return Math.max(0, Math.floor(edge - 0.5));
}

function lastPixel(edge: number): number {
  return Math.min(BOX - 1, Math.ceil(edge - 0.5));
}

/** Sets the box into the picture, moved by whole pixels, its centre of mass in the middle. */
function centre(box: Float64Array): Uint8Array {
  let mass = 0;
  let across = 0;
  let down = 0;
  for (let index = 0; index < box.length; index++) {
    const ink = box[index] ?? 0;
    mass += ink;
    across += ink * ((index % BOX) + 0.5);
    down += ink * (Math.floor(index / BOX) + 0.5);
  }
  const left = offset(across / mass);
  const top = offset(down / mass);
  const picture = new Uint8Array(AREA);
  for (let index = 0; index < box.length; index++) {
    const row = top + Math.floor(index / BOX);
    const ink = box[index] ?? 0;
    picture[row * SIDE + left + (index % BOX)] = Math.round(ink * 255);
  }
  return picture;
}

/**
 * Where the box begins when its centre of mass, measured from the pixels' edges, comes to
 * pixel (14, 14). Source: the mean over MNIST's 3s and 7s is (14.0, 14.0).
 */
function offset(centreOfMass: number): number {
  const wanted = Math.round(SIDE / 2 + 0.5 - centreOfMass);
  return Math.max(0, Math.min(SIDE - BOX, wanted));
}
