import { address, word } from "./arithmetic";
import { takeTask } from "./thread-pool";

/*
 * Operation 13: what Winograd's products are made from and of, ../wasm/ops/winograd.ts says why.
 * From each tile of a source, a grid of vectors, to a grid of the target: along each axis a small
 * matrix, so that target = M · source · Nᵀ.
 *
 * Arguments: source, target, bytes of a vector, images, tiles down, tiles right, M, N (numbers of
 * MATRICES); then for source and target each
 *   0 image, 1 tile down, 2 tile right, 3 down, 4 right    bytes from one to the next
 *   5 first, 6 step, 7 high      along the height: index of the first tile's first vector, from
 *   8 first, 9 step, 10 wide     one tile to the next, and how many exist; likewise along the width
 * The source is 0 where it does not exist, and the target is written only where it does. A task is
 * one line of tiles of one image.
 */
const SOURCE: i32 = 8;
const TARGET: i32 = 19;

/** In the scratch: addresses of a tile's vectors, the grid half-way, a vector of 0 and one to waste. */
const FROM: usize = 0;
const TO: usize = 256;
const HALF: usize = 512;
const ZERO: usize = 2048;
const WASTE: usize = ZERO + 4096;

export function transformTiles(args: usize, counter: usize, scratch: usize): void {
  const bytes = address(args, 2), high = word(args, 4);
  const m = word(args, 6), n = word(args, 7);
  const wideIn = columnsOf(n), wideOut = rowsOf(n);
  const tasks = word(args, 3) * high;
  memory.fill(scratch + ZERO, 0, bytes);
  for (let task = takeTask(counter); task < tasks; task = takeTask(counter)) {
    for (let x = 0; x < word(args, 5); ++x) {
      const image = task / high, y = task % high;
      const source = address(args, 0), target = address(args, 1);
      locate(args, SOURCE, source, image, y, x, columnsOf(m), wideIn, scratch + FROM, scratch + ZERO);
      locate(args, TARGET, target, image, y, x, rowsOf(m), wideOut, scratch + TO, scratch + WASTE);
      for (let c: usize = 0; c < bytes; c += 16) {
        applyDown(m, wideIn, scratch, c);
        applyRight(n, rowsOf(m), wideIn, wideOut, scratch, c);
      }
    }
  }
}

/** Notes the addresses of a tile's vectors, line by line; `missing` for those that do not exist. */
function locate(
  args: usize, grid: i32, base: usize, image: i32, y: i32, x: i32,
  high: i32, wide: i32, at: usize, missing: usize,
): void {
  const start = base + <usize>image * address(args, grid) + <usize>y * address(args, grid + 1)
    + <usize>x * address(args, grid + 2);
  const top = word(args, grid + 5) + y * word(args, grid + 6);
  const left = word(args, grid + 8) + x * word(args, grid + 9);
  for (let i = 0; i < high; ++i) {
    const exists = top + i >= 0 && top + i < word(args, grid + 7);
    for (let j = 0; j < wide; ++j) {
      const here = start + <usize>i * address(args, grid + 3) + <usize>j * address(args, grid + 4);
      const isIn = exists && left + j >= 0 && left + j < word(args, grid + 10);
      store<u32>(at, <u32>(isIn ? here : missing));
      at += 4;
    }
  }
}

/*
 * MATRICES, by number: of F(4, 3), four outputs of a filter of three, 0 Bᵀ, 1 Aᵀ, 2 A, 3 G, 4 Gᵀ;
 * of two outputs that see no further input, 5 to 9 the same.
 * F(4, 3) takes polynomials at 0, ±√½, ±√2 and ∞; at the usual
 * 0, ±1, ±2 and ∞ a result of 64 channels is off five times as far.
 */
const NEAR: f32 = 0.70710678;
const FAR: f32 = 1.41421356;

function columnsOf(matrix: i32): i32 {
  switch (matrix) {
    case 0: case 1: case 4: return 6;
    case 2: return 4;
    case 5: case 7: return 2;
    default: return 3;
  }
}

function rowsOf(matrix: i32): i32 {
  switch (matrix) {
    case 0: case 2: case 3: return 6;
    case 1: return 4;
    case 6: return 2;
    default: return 3;
  }
}

/** M times each column of the tile, for four channels, from c on. */
function applyDown(matrix: i32, wide: i32, scratch: usize, c: usize): void {
  const line = <usize>wide << 2;
  let from = scratch + FROM, to = scratch + HALF;
  for (let i = 0; i < wide; ++i) {
    apply(matrix, true, from, line, c, false, to, line << 2);
    from += 4;
    to += 16;
  }
}

/** N times each line of what came of it. */
function applyRight(
  matrix: i32, high: i32, wideIn: i32, wideOut: i32, scratch: usize, c: usize,
): void {
  let from = scratch + HALF, to = scratch + TO;
  for (let i = 0; i < high; ++i) {
    apply(matrix, false, from, 16, c, true, to, 4);
    from += <usize>wideIn << 4;
    to += <usize>wideOut << 2;
  }
}

// @ts-ignore: decorator
@inline
function get(listed: bool, from: usize, c: usize): v128 {
  return listed ? v128.load(<usize>load<u32>(from) + c) : v128.load(from);
}

// @ts-ignore: decorator
@inline
function put(listed: bool, to: usize, c: usize, value: v128): void {
  if (listed) v128.store(<usize>load<u32>(to) + c, value);
  else v128.store(to, value);
}

// @ts-ignore: decorator
@inline
function times(factor: f32, value: v128): v128 {
  return f32x4.mul(f32x4.splat(factor), value);
}

/** The matrix times the vectors at `from`; those at `from` or `to` may be listed by address. */
// @ts-ignore: decorator
@inline
function apply(
  matrix: i32, isListed: bool, from: usize, step: usize, c: usize,
  toList: bool, to: usize, toStep: usize,
): void {
  const a = get(isListed, from, c), b = get(isListed, from + step, c);
  if (matrix == 7) { // A: 2 → 3
    put(toList, to, c, f32x4.add(a, b));
    put(toList, to + toStep, c, a);
    put(toList, to + 2 * toStep, c, b);
    return;
  }
  if (matrix == 5) { // Bᵀ: 2 → 3
    put(toList, to, c, f32x4.add(a, b));
    put(toList, to + toStep, c, b);
    put(toList, to + 2 * toStep, c, a);
    return;
  }
  const d = get(isListed, from + 2 * step, c);
  if (matrix == 6) { // Aᵀ: 3 → 2
    put(toList, to, c, f32x4.add(a, b));
    put(toList, to + toStep, c, f32x4.add(a, d));
    return;
  }
  if (matrix == 8) { // G: 3 → 3
    put(toList, to, c, b);
    put(toList, to + toStep, c, f32x4.sub(d, b));
    put(toList, to + 2 * toStep, c, f32x4.sub(a, b));
    return;
  }
  if (matrix == 9) { // Gᵀ: 3 → 3
    put(toList, to, c, d);
    put(toList, to + toStep, c, f32x4.sub(a, f32x4.add(b, d)));
    put(toList, to + 2 * toStep, c, b);
    return;
  }
  if (matrix == 3) { // G: 3 → 6
    const near = f32x4.add(a, times(0.5, d)), far = f32x4.add(a, times(2, d));
    put(toList, to, c, a);
    put(toList, to + toStep, c, times(-2.0 / 3.0, f32x4.add(near, times(NEAR, b))));
    put(toList, to + 2 * toStep, c, times(-2.0 / 3.0, f32x4.sub(near, times(NEAR, b))));
    put(toList, to + 3 * toStep, c, times(1.0 / 6.0, f32x4.add(far, times(FAR, b))));
    put(toList, to + 4 * toStep, c, times(1.0 / 6.0, f32x4.sub(far, times(FAR, b))));
    put(toList, to + 5 * toStep, c, d);
    return;
  }
  const e = get(isListed, from + 3 * step, c);
  if (matrix == 2) { // A: 4 → 6
    const even = f32x4.add(a, times(0.5, d)), odd = times(NEAR, f32x4.add(b, times(0.5, e)));
    const even2 = f32x4.add(a, times(2, d)), odd2 = times(FAR, f32x4.add(b, times(2, e)));
    put(toList, to, c, a);
    put(toList, to + toStep, c, f32x4.add(even, odd));
    put(toList, to + 2 * toStep, c, f32x4.sub(even, odd));
    put(toList, to + 3 * toStep, c, f32x4.add(even2, odd2));
    put(toList, to + 4 * toStep, c, f32x4.sub(even2, odd2));
    put(toList, to + 5 * toStep, c, e);
    return;
  }
  const f = get(isListed, from + 4 * step, c), g = get(isListed, from + 5 * step, c);
  if (matrix == 0) { // Bᵀ: 6 → 6
    const even = f32x4.sub(f, times(2, d)), odd = times(NEAR, f32x4.sub(e, times(2, b)));
    const even2 = f32x4.sub(f, times(0.5, d)), odd2 = times(FAR, f32x4.sub(e, times(0.5, b)));
    put(toList, to, c, f32x4.sub(f32x4.add(a, f), times(2.5, d)));
    put(toList, to + toStep, c, f32x4.add(even, odd));
    put(toList, to + 2 * toStep, c, f32x4.sub(even, odd));
    put(toList, to + 3 * toStep, c, f32x4.add(even2, odd2));
    put(toList, to + 4 * toStep, c, f32x4.sub(even2, odd2));
    put(toList, to + 5 * toStep, c, f32x4.sub(f32x4.add(b, g), times(2.5, e)));
    return;
  }
  const sum = f32x4.add(b, d), difference = times(NEAR, f32x4.sub(b, d));
  const sum2 = f32x4.add(e, f), difference2 = times(FAR, f32x4.sub(e, f));
  if (matrix == 1) { // Aᵀ: 6 → 4
    put(toList, to, c, f32x4.add(a, f32x4.add(sum, sum2)));
    put(toList, to + toStep, c, f32x4.add(difference, difference2));
    put(toList, to + 2 * toStep, c, f32x4.add(times(0.5, sum), times(2, sum2)));
    const last = f32x4.add(times(0.5, difference), times(2, difference2));
    put(toList, to + 3 * toStep, c, f32x4.add(last, g));
    return;
  }
  // Gᵀ: 6 → 3
  const third = times(2.0 / 3.0, sum), sixth = times(1.0 / 6.0, sum2);
  put(toList, to, c, f32x4.add(f32x4.sub(a, third), sixth));
  put(toList, to + toStep, c, f32x4.sub(times(1.0 / 6.0, difference2), times(2.0 / 3.0, difference)));
  put(toList, to + 2 * toStep, c, f32x4.add(times(1.0 / 3.0, f32x4.sub(sum2, sum)), g));
}
