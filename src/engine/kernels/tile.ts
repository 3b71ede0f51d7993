import { multiplyAdd } from "./arithmetic";

/**
 * The heart of every product: a tile of 4 rows and 8 columns,
 *   row i, column j: sum over segments s and k < length of a[s][k][i] * b[s][k][j].
 * `a` is packed [segments][length][4], without gaps; segment s of `b`, packed [length][8], starts
 * at b + s * step. The tile is stored to (or, with `accumulate`, added to) the rows at r0 … r3.
 * The sum runs over k in order whatever the shape, so results do not depend on who computes what.
 */
export function tile(
  segments: i32, length: i32, a: usize, b: usize, step: usize,
  r0: usize, r1: usize, r2: usize, r3: usize, accumulate: bool,
): void {
  let s00 = f32x4.splat(0), s01 = s00, s10 = s00, s11 = s00;
  let s20 = s00, s21 = s00, s30 = s00, s31 = s00;
  for (let s = 0; s < segments; ++s) {
    let panel = b;
    let k = length;
    do {
      const b0 = v128.load(panel), b1 = v128.load(panel, 16);
      let x = v128.load32_splat(a);
      s00 = multiplyAdd(s00, x, b0); s01 = multiplyAdd(s01, x, b1);
      x = v128.load32_splat(a, 4);
      s10 = multiplyAdd(s10, x, b0); s11 = multiplyAdd(s11, x, b1);
      x = v128.load32_splat(a, 8);
      s20 = multiplyAdd(s20, x, b0); s21 = multiplyAdd(s21, x, b1);
      x = v128.load32_splat(a, 12);
      s30 = multiplyAdd(s30, x, b0); s31 = multiplyAdd(s31, x, b1);
      a += 16;
      panel += 32;
    } while (--k);
    b += step;
  }
  putRow(r0, s00, s01, accumulate);
  putRow(r1, s10, s11, accumulate);
  putRow(r2, s20, s21, accumulate);
  putRow(r3, s30, s31, accumulate);
}

// @ts-ignore: decorator
@inline
function putRow(row: usize, left: v128, right: v128, accumulate: bool): void {
  if (accumulate) {
    left = f32x4.add(left, v128.load(row));
    right = f32x4.add(right, v128.load(row, 16));
  }
  v128.store(row, left);
  v128.store(row, right, 16);
}

/** The same for a tile at the edge, of which only `rows` rows and `columns` columns exist.
 * `rowsAt`: four addresses; `spare`: 128 bytes for the whole tile. */
export function edgeTile(
  segments: i32, length: i32, a: usize, b: usize, step: usize,
  rowsAt: usize, offset: usize, rows: i32, columns: i32, accumulate: bool, spare: usize,
): void {
  tile(segments, length, a, b, step, spare, spare + 32, spare + 64, spare + 96, false);
  for (let i = 0; i < rows; ++i) {
    const to = <usize>load<u32>(rowsAt + (<usize>i << 2)) + offset;
    const from = spare + (<usize>i << 5);
    for (let j: usize = 0; j < <usize>columns << 2; j += 4) {
      const sum = load<f32>(from + j);
      store<f32>(to + j, accumulate ? sum + load<f32>(to + j) : sum);
    }
  }
}
