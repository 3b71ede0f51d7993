import { address, multiplyAdd, word } from "./arithmetic";
import { DEPTH } from "./columns";
import { takeTask } from "./thread-pool";

/*
 * Products of a matrix with a single column, for which packing takes longer than the work.
 * They add in the order of rows.ts and columns.ts, so the results are the same to the bit.
 */

/**
 * Operation 11: target[row] = sum over k of matrix[row][k] * vector[k].
 * Arguments: matrix, vector, target, rows, depth. A task is 8 rows, a lane each.
 */
export function multiplyVector(args: usize, counter: usize): void {
  const rows = word(args, 3), step = <usize>word(args, 4) << 2;
  for (let i = takeTask(counter) << 3; i < rows; i = takeTask(counter) << 3) {
    const from = address(args, 0) + <usize>i * step;
    const to = address(args, 2) + (<usize>i << 2);
    eightRows(args, from, step, rows - i, to);
  }
}

function eightRows(args: usize, p0: usize, step: usize, count: i32, to: usize): void {
  const last = p0 + <usize>(count - 1) * step; // read again for rows that do not exist
  let p1 = min(p0 + step, last), p2 = min(p0 + 2 * step, last), p3 = min(p0 + 3 * step, last);
  let p4 = min(p0 + 4 * step, last), p5 = min(p0 + 5 * step, last);
  let p6 = min(p0 + 6 * step, last), p7 = min(p0 + 7 * step, last);
  let vector = address(args, 1);
  let upper = f32x4.splat(0), lower = upper;
  let k = word(args, 4);
  for (; k >= 4; k -= 4) {
    upper = addFour(upper, p0, p1, p2, p3, vector);
    lower = addFour(lower, p4, p5, p6, p7, vector);
    p0 += 16; p1 += 16; p2 += 16; p3 += 16;
    p4 += 16; p5 += 16; p6 += 16; p7 += 16;
    vector += 16;
  }
  for (; k > 0; --k) {
    upper = addOne(upper, p0, p1, p2, p3, vector);
    lower = addOne(lower, p4, p5, p6, p7, vector);
    p0 += 4; p1 += 4; p2 += 4; p3 += 4;
    p4 += 4; p5 += 4; p6 += 4; p7 += 4;
    vector += 4;
  }
  storeLanes(to, upper, count);
  storeLanes(to + 16, lower, count - 4);
}

/** Each lane plus the products of four numbers of its row, one after another. */
// @ts-ignore: decorator
@inline
function addFour(sum: v128, p0: usize, p1: usize, p2: usize, p3: usize, vector: usize): v128 {
  const r0 = v128.load(p0), r1 = v128.load(p1), r2 = v128.load(p2), r3 = v128.load(p3);
  const t0 = i32x4.shuffle(r0, r1, 0, 4, 1, 5), t1 = i32x4.shuffle(r2, r3, 0, 4, 1, 5);
  const t2 = i32x4.shuffle(r0, r1, 2, 6, 3, 7), t3 = i32x4.shuffle(r2, r3, 2, 6, 3, 7);
  sum = multiplyAdd(sum, i32x4.shuffle(t0, t1, 0, 1, 4, 5), v128.load32_splat(vector));
  sum = multiplyAdd(sum, i32x4.shuffle(t0, t1, 2, 3, 6, 7), v128.load32_splat(vector, 4));
  sum = multiplyAdd(sum, i32x4.shuffle(t2, t3, 0, 1, 4, 5), v128.load32_splat(vector, 8));
  return multiplyAdd(sum, i32x4.shuffle(t2, t3, 2, 3, 6, 7), v128.load32_splat(vector, 12));
}

// @ts-ignore: decorator
@inline
function addOne(sum: v128, p0: usize, p1: usize, p2: usize, p3: usize, vector: usize): v128 {
  let row = f32x4.splat(load<f32>(p0));
  row = f32x4.replace_lane(row, 1, load<f32>(p1));
  row = f32x4.replace_lane(row, 2, load<f32>(p2));
  row = f32x4.replace_lane(row, 3, load<f32>(p3));
  return multiplyAdd(sum, row, v128.load32_splat(vector));
}

/** Stores the first `count` lanes, at most four. */
// @ts-ignore: decorator
@inline
function storeLanes(to: usize, lanes: v128, count: i32): void {
  if (count >= 4) {
    v128.store(to, lanes);
    return;
  }
  if (count > 0) store<f32>(to, f32x4.extract_lane(lanes, 0));
  if (count > 1) store<f32>(to, f32x4.extract_lane(lanes, 1), 4);
  if (count > 2) store<f32>(to, f32x4.extract_lane(lanes, 2), 8);
}

/** Columns of the matrix that a task takes: their sums stay in the nearest cache. */
const COLUMNS: i32 = 1024;

/**
 * Operation 12: target[column] = sum over k of matrix[k][column] * vector[k].
 * Arguments: matrix, vector, target, columns, depth.
 */
export function multiplyTransposedVector(args: usize, counter: usize, scratch: usize): void {
  const columns = word(args, 3), depth = word(args, 4);
  const step = <usize>columns << 2;
  for (let i = takeTask(counter) * COLUMNS; i < columns; i = takeTask(counter) * COLUMNS) {
    const from = address(args, 0) + (<usize>i << 2);
    const to = address(args, 2) + (<usize>i << 2);
    const count = min(columns - i, COLUMNS);
    for (let k = 0; k < depth; k += DEPTH) {
      memory.fill(scratch, 0, COLUMNS << 2);
      const end = min(depth, k + DEPTH);
      for (let row = k; row < end; ++row) {
        const factor = address(args, 1) + (<usize>row << 2);
        addRow(from + <usize>row * step, load<f32>(factor), scratch, count);
      }
      addSums(scratch, to, count, k > 0);
    }
  }
}

/** Adds factor times the row to the sums. */
// @ts-ignore: decorator
@inline
function addRow(row: usize, factor: f32, sums: usize, count: i32): void {
  const factors = f32x4.splat(factor);
  let i = count;
  for (; i >= 4; i -= 4) {
    v128.store(sums, multiplyAdd(v128.load(sums), v128.load(row), factors));
    row += 16;
    sums += 16;
  }
  for (; i > 0; --i) {
    const product = multiplyAdd(v128.load32_zero(sums), v128.load32_zero(row), factors);
    store<f32>(sums, f32x4.extract_lane(product, 0));
    row += 4;
    sums += 4;
  }
}

function addSums(sums: usize, to: usize, count: i32, accumulate: bool): void {
  for (let i: usize = 0; i < <usize>count << 2; i += 4) {
    const sum = load<f32>(sums + i);
    store<f32>(to + i, accumulate ? sum + load<f32>(to + i) : sum);
  }
}
