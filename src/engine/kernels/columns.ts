import { address, word } from "./arithmetic";
import { packEight } from "./pack";
import { takeTask } from "./thread-pool";
import { edgeTile, tile } from "./tile";

/*
 * Operation 3: the product of a transposed matrix with another one,
 *   target[m][n] = sum over positions of left[position][m] * right[position][n],
 * such as the gradient of a convolution's filter, where a position is a pixel of an image.
 *
 * Arguments: left, right, target, columns, images, left bytes an image, right bytes an image,
 * left down, left right, right down, right right (bytes to the next position), accumulate, parts;
 * then for each part of the target
 *   0 high, 1 wide     its positions are a grid, in each image
 *   2 left, 3 right    bytes: first position
 *   4 target, 5 rows   bytes: where the part starts; how many rows it has
 * A task is ROWS × COLUMNS of a part's target, the sum over blocks of DEPTH positions.
 */
const HEAD: i32 = 13;
const PART: i32 = 6;
const ROWS: i32 = 64;
const COLUMNS: i32 = 128;
/** Products that are added up before they are added to the target: the order of every sum here. */
export const DEPTH: i32 = 128;

/** Room for the tile at an edge (128 bytes), target addresses of 64 rows, both packed blocks. */
const TARGETS: usize = 128;
const LEFT: usize = 512;
const RIGHT: usize = LEFT + (DEPTH * 16 + 64) * ROWS / 4;

export function multiplyColumns(args: usize, counter: usize, scratch: usize): void {
  const across = (word(args, 3) + COLUMNS - 1) / COLUMNS;
  const parts = word(args, 12);
  let index = 0;
  let before = 0;
  let task = takeTask(counter);
  while (index < parts) {
    const part = args + (<usize>(HEAD + index * PART) << 2);
    const here = ((word(part, 5) + ROWS - 1) / ROWS) * across;
    if (task >= before + here) {
      before += here;
      index += 1;
      continue;
    }
    const within = task - before;
    multiplyShare(args, part, (within / across) * ROWS, (within % across) * COLUMNS, scratch);
    task = takeTask(counter);
  }
}

function multiplyShare(args: usize, part: usize, row: i32, column: i32, scratch: usize): void {
  const stride = <usize>word(args, 3) << 2;
  const rows = min(word(part, 5) - row, ROWS);
  const columns = min(word(args, 3) - column, COLUMNS);
  const target = address(args, 2) + address(part, 4)
    + <usize>row * stride + (<usize>column << 2);
  for (let i = 0; i < rows; ++i) {
    store<u32>(scratch + TARGETS + (<usize>i << 2), <u32>(target + <usize>i * stride));
  }
  const positions = word(part, 0) * word(part, 1) * word(args, 4);
  let accumulate = word(args, 11) != 0;
  if (positions == 0 && !accumulate) {
    for (let i = 0; i < rows; ++i) {
      clear(target + <usize>i * stride, <usize>columns << 2);
    }
  }
  for (let first = 0; first < positions; first += DEPTH) {
    const depth = min(positions - first, DEPTH);
    packPositions(args, part, first, depth, row, rows, column, columns, scratch);
    multiplyPacked(depth, rows, columns, accumulate, scratch);
    accumulate = true;
  }
}

/** Zeros, written only where there are others: taps that only meet padding stay 0 step after step. */
function clear(at: usize, bytes: usize): void {
  const end = at + bytes;
  for (; at + 64 <= end; at += 64) {
    const upper = v128.or(v128.load(at), v128.load(at, 16));
    const lower = v128.or(v128.load(at, 32), v128.load(at, 48));
    if (v128.any_true(v128.or(upper, lower))) memory.fill(at, 0, 64);
  }
  for (; at < end; at += 4) store<f32>(at, 0);
}

/** Bytes from a packed group of rows or panel to the next: a line of the cache more than it takes,
 * or all of them would compete for the same few places there. */
// @ts-ignore: decorator
@inline
function leftStep(depth: i32): usize {
  return (<usize>depth << 4) + 64;
}

// @ts-ignore: decorator
@inline
function rightStep(depth: i32): usize {
  return (<usize>depth << 5) + 64;
}

/** Packs both sides' numbers at these positions: [rows / 4][depth][4] and [columns / 8][depth][8]. */
function packPositions(
  args: usize, part: usize, first: i32, depth: i32,
  row: i32, rows: i32, column: i32, columns: i32, scratch: usize,
): void {
  const wide = word(part, 1), high = word(part, 0), grid = high * wide;
  const left = address(args, 0) + address(part, 2) + (<usize>row << 2);
  const right = address(args, 1) + address(part, 3) + (<usize>column << 2);
  const leftImage = address(args, 5), rightImage = address(args, 6);
  const leftDown = address(args, 7), rightDown = address(args, 9);
  const leftRight = address(args, 8), rightRight = address(args, 10);
  let image = first / grid;
  let y = (first - image * grid) / wide;
  let x = first - image * grid - y * wide;
  for (let k = 0; k < depth; ) {
    let l = left + <usize>image * leftImage + <usize>y * leftDown + <usize>x * leftRight;
    let r = right + <usize>image * rightImage + <usize>y * rightDown + <usize>x * rightRight;
    for (const end = min(depth, k + wide - x); k < end; ++k) {
      packLeft(l, scratch + LEFT + (<usize>k << 4), leftStep(depth), rows);
      packRight(r, scratch + RIGHT + (<usize>k << 5), rightStep(depth), columns);
      l += leftRight;
      r += rightRight;
    }
    x = 0;
    y += 1;
    if (y == high) {
      y = 0;
      image += 1;
    }
  }
}

// @ts-ignore: decorator
@inline
function packLeft(from: usize, to: usize, step: usize, count: i32): void {
  for (; count >= 16; count -= 16) {
    const second = to + step, third = second + step, fourth = third + step;
    v128.store(to, v128.load(from));
    v128.store(second, v128.load(from, 16));
    v128.store(third, v128.load(from, 32));
    v128.store(fourth, v128.load(from, 48));
    from += 64;
    to = fourth + step;
  }
  for (; count >= 4; count -= 4) {
    v128.store(to, v128.load(from));
    from += 16;
    to += step;
  }
  // Number by number: for so few, memory.copy costs more than it saves.
  for (; count > 0; --count) {
    store<f32>(to, load<f32>(from));
    from += 4;
    to += 4;
  }
}

// @ts-ignore: decorator
@inline
function packRight(from: usize, to: usize, step: usize, count: i32): void {
  for (; count >= 16; count -= 16) {
    const second = to + step;
    v128.store(to, v128.load(from));
    v128.store(to, v128.load(from, 16), 16);
    v128.store(second, v128.load(from, 32));
    v128.store(second, v128.load(from, 48), 16);
    from += 64;
    to = second + step;
  }
  for (; count > 0; count -= 8) {
    packEight(from, to, count);
    from += 32;
    to += step;
  }
}

function multiplyPacked(
  depth: i32, rows: i32, columns: i32, accumulate: bool, scratch: usize,
): void {
  for (let j = 0; j < columns; j += 8) {
    const b = scratch + RIGHT + <usize>(j >> 3) * rightStep(depth);
    const offset = <usize>j << 2;
    for (let i = 0; i < rows; i += 4) {
      const a = scratch + LEFT + <usize>(i >> 2) * leftStep(depth);
      const at = scratch + TARGETS + (<usize>i << 2);
      if (rows - i >= 4 && columns - j >= 8) {
        tile(
          1, depth, a, b, 0,
          <usize>load<u32>(at) + offset, <usize>load<u32>(at, 4) + offset,
          <usize>load<u32>(at, 8) + offset, <usize>load<u32>(at, 12) + offset, accumulate,
        );
      } else {
        const high = min(rows - i, 4);
        edgeTile(1, depth, a, b, 0, at, offset, high, min(columns - j, 8), accumulate, scratch);
      }
    }
  }
}
