import { address, word } from "./arithmetic";
import { takeTask } from "./thread-pool";

/** Writes 4 × 4 numbers, read along the rows at p0 … p3, down the columns at `to`. */
// @ts-ignore: decorator
@inline
function transpose4(
  p0: usize, p1: usize, p2: usize, p3: usize, to: usize, step: usize,
): void {
  const r0 = v128.load(p0), r1 = v128.load(p1);
  const r2 = v128.load(p2), r3 = v128.load(p3);
  const t0 = i32x4.shuffle(r0, r1, 0, 4, 1, 5), t1 = i32x4.shuffle(r2, r3, 0, 4, 1, 5);
  const t2 = i32x4.shuffle(r0, r1, 2, 6, 3, 7), t3 = i32x4.shuffle(r2, r3, 2, 6, 3, 7);
  v128.store(to, i32x4.shuffle(t0, t1, 0, 1, 4, 5));
  v128.store(to + step, i32x4.shuffle(t0, t1, 2, 3, 6, 7));
  v128.store(to + 2 * step, i32x4.shuffle(t2, t3, 0, 1, 4, 5));
  v128.store(to + 3 * step, i32x4.shuffle(t2, t3, 2, 3, 6, 7));
}

/** Packs `length` numbers of four rows as [length][4]. */
export function packFourRows(
  p0: usize, p1: usize, p2: usize, p3: usize, length: i32, to: usize,
): void {
  let k = length;
  for (; k >= 4; k -= 4) {
    transpose4(p0, p1, p2, p3, to, 16);
    p0 += 16; p1 += 16; p2 += 16; p3 += 16;
    to += 64;
  }
  for (; k > 0; --k) {
    store<f32>(to, load<f32>(p0));
    store<f32>(to, load<f32>(p1), 4);
    store<f32>(to, load<f32>(p2), 8);
    store<f32>(to, load<f32>(p3), 12);
    p0 += 4; p1 += 4; p2 += 4; p3 += 4;
    to += 16;
  }
}

/** Packs up to 8 numbers of a row, and zeros after them. */
// @ts-ignore: decorator
@inline
export function packEight(from: usize, to: usize, count: i32): void {
  if (count >= 8) {
    v128.store(to, v128.load(from));
    v128.store(to, v128.load(from, 16), 16);
    return;
  }
  v128.store(to, f32x4.splat(0));
  v128.store(to, f32x4.splat(0), 16);
  // Number by number: for so few, memory.copy costs more than it saves.
  for (; count > 0; --count) {
    store<f32>(to, load<f32>(from));
    from += 4;
    to += 4;
  }
}

/**
 * Operation 1: packs the right-hand side of a product in panels of 8 columns, [taps * depth][8] each.
 * Arguments: matrix, packed, taps, depth, columns, transposed, row step, tap step, then which tap
 * lies at each place. Row k of tap t starts at matrix + t * tapStep + k * rowStep; transposed,
 * column n does so instead. A task is two panels, or one tap of one where transposed.
 */
export function packMatrix(args: usize, counter: usize): void {
  const taps = word(args, 2), columns = word(args, 4), transposed = word(args, 5);
  const panels = (columns + 7) >> 3;
  if (transposed) {
    for (let t = takeTask(counter); t < panels * taps; t = takeTask(counter)) {
      packTransposed(args, t / taps, t % taps);
    }
    return;
  }
  for (let t = takeTask(counter); t < ((panels + 1) >> 1) * taps; t = takeTask(counter)) {
    const panel = (t / taps) << 1;
    packStraight(args, panel, t % taps);
    if (panel + 1 < panels) packStraight(args, panel + 1, t % taps);
  }
}

function packStraight(args: usize, panel: i32, place: i32): void {
  const taps = word(args, 2), depth = word(args, 3), columns = word(args, 4);
  const rowStep = address(args, 6);
  let from = address(args, 0) + <usize>word(args, 8 + place) * address(args, 7);
  from += <usize>panel << 5;
  let to = address(args, 1) + (<usize>((panel * taps + place) * depth) << 5);
  const count = columns - (panel << 3);
  for (let k = 0; k < depth; ++k) {
    packEight(from, to, count);
    from += rowStep;
    to += 32;
  }
}

function packTransposed(args: usize, panel: i32, place: i32): void {
  const taps = word(args, 2), depth = word(args, 3), columns = word(args, 4);
  const step = address(args, 6);
  let from = address(args, 0) + <usize>word(args, 8 + place) * address(args, 7);
  from += <usize>(panel << 3) * step;
  let to = address(args, 1) + (<usize>((panel * taps + place) * depth) << 5);
  const count = columns - (panel << 3);
  let k = 0;
  if (count >= 8) {
    for (; k + 4 <= depth; k += 4) {
      const lower = from + (step << 2);
      transpose4(from, from + step, from + 2 * step, from + 3 * step, to, 32);
      transpose4(lower, lower + step, lower + 2 * step, lower + 3 * step, to + 16, 32);
      from += 16;
      to += 128;
    }
  }
  for (; k < depth; ++k) {
    for (let n = 0; n < 8; ++n) {
      const value = n < count ? load<f32>(from + <usize>n * step) : 0;
      store<f32>(to + (<usize>n << 2), value);
    }
    from += 4;
    to += 32;
  }
}
