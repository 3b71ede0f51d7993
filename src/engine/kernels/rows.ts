import { address, word } from "./arithmetic";
import { packFourRows } from "./pack";
import { takeTask } from "./thread-pool";
import { edgeTile, tile } from "./tile";

/*
 * Operation 2: the product of gathered rows with a packed matrix. A row of the left side is
 * a few segments of the source that lie apart, such as the pixels under a convolution's kernel.
 *
 * Arguments: source, target, packed, columns, images, source bytes an image, target bytes an
 * image, panel bytes, accumulate, rows a block, column splits, classes; then for each class of rows
 *   0 high, 1 wide          its rows are a grid of positions, in each image
 *   2 segments, 3 length    what a row is made of
 *   4 source, 5 down, 6 right, 7 step      bytes: first position, next ones, next segment
 *   8 target, 9 down, 10 right             bytes: where a position's result goes
 *   11 packed, 12 step      bytes in a panel: first segment, next one
 * A task is a block of rows times a share of the columns.
 */
const HEAD: i32 = 12;
const CLASS: i32 = 13;

/** Room for the tile at an edge (128 bytes), then target addresses of up to 64 rows. */
const TARGETS: usize = 128;
const PACKED: usize = 512;

export function multiplyRows(args: usize, counter: usize, scratch: usize): void {
  const images = word(args, 4), block = word(args, 9), splits = word(args, 10);
  const classes = word(args, 11);
  let index = 0;
  let before = 0;
  let here = 0;
  let task = takeTask(counter);
  while (index < classes) {
    const cls = args + (<usize>(HEAD + index * CLASS) << 2);
    const rows = word(cls, 0) * word(cls, 1) * images;
    here = ((rows + block - 1) / block) * splits;
    if (task >= before + here) {
      before += here;
      index += 1;
      continue;
    }
    const within = task - before;
    const first = (within / splits) * block;
    const count = min(rows - first, block);
    multiplyBlock(args, cls, first, count, within % splits, scratch);
    task = takeTask(counter);
  }
}

function multiplyBlock(
  args: usize, cls: usize, first: i32, count: i32, split: i32, scratch: usize,
): void {
  const columns = word(args, 3), splits = word(args, 10);
  const segments = word(cls, 2), length = word(cls, 3), step = address(cls, 12);
  const quad = <usize>(segments * length) << 4;
  const packed = scratch + PACKED;
  packBlock(args, cls, first, count, scratch);
  const panels = (columns + 7) >> 3;
  const end = (panels * (split + 1)) / splits;
  const accumulate = word(args, 8) != 0;
  for (let panel = (panels * split) / splits; panel < end; ++panel) {
    const b = address(args, 2) + <usize>panel * address(args, 7) + address(cls, 11);
    const offset = <usize>panel << 5;
    const wide = columns - (panel << 3);
    let a = packed;
    for (let i = 0; i < count; i += 4) {
      const at = scratch + TARGETS + (<usize>i << 2);
      if (wide >= 8 && count - i >= 4) {
        tile(
          segments, length, a, b, step,
          <usize>load<u32>(at) + offset, <usize>load<u32>(at, 4) + offset,
          <usize>load<u32>(at, 8) + offset, <usize>load<u32>(at, 12) + offset, accumulate,
        );
      } else {
        const high = min(count - i, 4);
        edgeTile(
          segments, length, a, b, step, at, offset, high, min(wide, 8), accumulate, scratch,
        );
      }
      a += quad;
    }
  }
}

/** Packs the block's rows by fours and notes where their results go. */
function packBlock(args: usize, cls: usize, first: i32, count: i32, scratch: usize): void {
  const segments = word(cls, 2), length = word(cls, 3);
  const step = address(cls, 7);
  let to = scratch + PACKED;
  for (let i = 0; i < count; i += 4) {
    const at = scratch + TARGETS + (<usize>i << 2);
    let p0 = locate(args, cls, first + i, at);
    let p1 = p0, p2 = p0, p3 = p0; // past the last row: packed again, and never stored
    if (i + 1 < count) p1 = locate(args, cls, first + i + 1, at + 4);
    if (i + 2 < count) p2 = locate(args, cls, first + i + 2, at + 8);
    if (i + 3 < count) p3 = locate(args, cls, first + i + 3, at + 12);
    for (let s = 0; s < segments; ++s) {
      packFourRows(p0, p1, p2, p3, length, to);
      p0 += step; p1 += step; p2 += step; p3 += step;
      to += <usize>length << 4;
    }
  }
}

/** Where the row starts in the source; stores its target's address at `at`. */
// @ts-ignore: decorator
@inline
function locate(args: usize, cls: usize, row: i32, at: usize): usize {
  const wide = word(cls, 1), grid = word(cls, 0) * wide;
  const image = row / grid, position = row - image * grid;
  const y = position / wide, x = position - y * wide;
  const target = address(args, 1) + <usize>image * address(args, 6) + address(cls, 8)
    + <usize>y * address(cls, 9) + <usize>x * address(cls, 10);
  store<u32>(at, <u32>target);
  return address(args, 0) + <usize>image * address(args, 5) + address(cls, 4)
    + <usize>y * address(cls, 5) + <usize>x * address(cls, 6);
}
