import { address, real, word } from "./arithmetic";
import { barrier } from "./thread-pool";

/*
 * Operation 4: batch norm, then plus a residual and ReLU where asked for.
 * Arguments: x, y, gamma, beta, running mean, running variance, new running mean, new running
 * variance, saved (mean, then 1 / standard deviation), residual or 0, rows, channels, relu,
 * epsilon, momentum, sums (room for CHUNKS + 2 rows).
 * Channels are a multiple of 4; a row is the channels of one pixel.
 *
 * Sums run over a fixed number of chunks of rows, so the result is the same on any number of threads.
 */
export const CHUNKS: i32 = 16;

export function batchNorm(args: usize, thread: i32, threads: i32, pool: usize): void {
  const rows = word(args, 10), channels = word(args, 11);
  const stride = <usize>channels << 2;
  const x = address(args, 0), mean = address(args, 8), sums = address(args, 15);
  for (let chunk = thread; chunk < CHUNKS; chunk += threads) {
    sumChunk(x, sums, chunk, rows, stride);
  }
  barrier(pool, threads);
  for (let c = <usize>thread << 4; c < stride; c += <usize>threads << 4) {
    const share = f32x4.splat(<f32>1 / <f32>rows);
    v128.store(mean + c, f32x4.mul(total(sums + c, stride), share));
  }
  barrier(pool, threads);
  for (let chunk = thread; chunk < CHUNKS; chunk += threads) {
    squareChunk(x, mean, sums, chunk, rows, stride);
  }
  barrier(pool, threads);
  for (let c = <usize>thread << 4; c < stride; c += <usize>threads << 4) {
    finishStatistics(args, c, stride, rows);
  }
  barrier(pool, threads);
  normalise(args, rows * thread / threads, rows * (thread + 1) / threads, stride);
}

// @ts-ignore: decorator
@inline
export function firstRow(chunk: i32, rows: i32): i32 {
  return <i32>((<i64>rows * chunk) / CHUNKS);
}

/** Goes down the rows with sixteen channels in registers: a line of the cache, read once. */
function sumChunk(x: usize, sums: usize, chunk: i32, rows: i32, stride: usize): void {
  const sum = sums + <usize>chunk * stride;
  const count = firstRow(chunk + 1, rows) - firstRow(chunk, rows);
  const from = x + <usize>firstRow(chunk, rows) * stride;
  let c: usize = 0;
  for (; c + 64 <= stride; c += 64) {
    let s0 = f32x4.splat(0), s1 = s0, s2 = s0, s3 = s0;
    let row = from + c;
    for (let r = 0; r < count; ++r) {
      s0 = f32x4.add(s0, v128.load(row));
      s1 = f32x4.add(s1, v128.load(row, 16));
      s2 = f32x4.add(s2, v128.load(row, 32));
      s3 = f32x4.add(s3, v128.load(row, 48));
      row += stride;
    }
    v128.store(sum + c, s0);
    v128.store(sum + c, s1, 16);
    v128.store(sum + c, s2, 32);
    v128.store(sum + c, s3, 48);
  }
  for (; c < stride; c += 16) {
    let total = f32x4.splat(0);
    let row = from + c;
    for (let r = 0; r < count; ++r) {
      total = f32x4.add(total, v128.load(row));
      row += stride;
    }
    v128.store(sum + c, total);
  }
}

/** Sums of squared distances to the mean: two passes lose no digits to a large mean. */
function squareChunk(
  x: usize, mean: usize, sums: usize, chunk: i32, rows: i32, stride: usize,
): void {
  const sum = sums + <usize>chunk * stride;
  const count = firstRow(chunk + 1, rows) - firstRow(chunk, rows);
  const from = x + <usize>firstRow(chunk, rows) * stride;
  let c: usize = 0;
  for (; c + 64 <= stride; c += 64) {
    const m0 = v128.load(mean + c), m1 = v128.load(mean + c, 16);
    const m2 = v128.load(mean + c, 32), m3 = v128.load(mean + c, 48);
    let s0 = f32x4.splat(0), s1 = s0, s2 = s0, s3 = s0;
    let row = from + c;
    for (let r = 0; r < count; ++r) {
      s0 = addSquare(s0, v128.load(row), m0);
      s1 = addSquare(s1, v128.load(row, 16), m1);
      s2 = addSquare(s2, v128.load(row, 32), m2);
      s3 = addSquare(s3, v128.load(row, 48), m3);
      row += stride;
    }
    v128.store(sum + c, s0);
    v128.store(sum + c, s1, 16);
    v128.store(sum + c, s2, 32);
    v128.store(sum + c, s3, 48);
  }
  for (; c < stride; c += 16) {
    const centre = v128.load(mean + c);
    let total = f32x4.splat(0);
    let row = from + c;
    for (let r = 0; r < count; ++r) {
      total = addSquare(total, v128.load(row), centre);
      row += stride;
    }
    v128.store(sum + c, total);
  }
}

// @ts-ignore: decorator
@inline
function addSquare(sum: v128, value: v128, mean: v128): v128 {
  const distance = f32x4.sub(value, mean);
  return f32x4.add(sum, f32x4.mul(distance, distance));
}

/** The sum of all chunks' sums for four channels. */
export function total(sums: usize, stride: usize): v128 {
  let sum = v128.load(sums);
  for (let chunk = 1; chunk < CHUNKS; ++chunk) {
    sum = f32x4.add(sum, v128.load(sums + <usize>chunk * stride));
  }
  return sum;
}

/** For four channels: 1 / standard deviation, the running statistics, and y = x * scale + shift. */
function finishStatistics(args: usize, c: usize, stride: usize, rows: i32): void {
  const mean = v128.load(address(args, 8) + c), sums = address(args, 15);
  const sum = total(sums + c, stride);
  const variance = f32x4.mul(sum, f32x4.splat(<f32>1 / <f32>rows));
  const root = f32x4.sqrt(f32x4.add(variance, f32x4.splat(real(args, 13))));
  const inverse = f32x4.div(f32x4.splat(1), root);
  v128.store(address(args, 8) + stride + c, inverse);
  const unbiased = f32x4.mul(sum, f32x4.splat(<f32>1 / <f32>(rows - 1)));
  const momentum = real(args, 14);
  v128.store(address(args, 6) + c, towards(v128.load(address(args, 4) + c), mean, momentum));
  v128.store(address(args, 7) + c, towards(v128.load(address(args, 5) + c), unbiased, momentum));
  const scale = f32x4.mul(inverse, v128.load(address(args, 2) + c));
  const shift = f32x4.sub(v128.load(address(args, 3) + c), f32x4.mul(mean, scale));
  const scales = sums + <usize>CHUNKS * stride;
  v128.store(scales + c, scale);
  v128.store(scales + stride + c, shift);
}

// @ts-ignore: decorator
@inline
function towards(running: v128, batch: v128, momentum: f32): v128 {
  const kept = f32x4.mul(running, f32x4.splat(<f32>1 - momentum));
  return f32x4.add(kept, f32x4.mul(batch, f32x4.splat(momentum)));
}

function normalise(args: usize, from: i32, to: i32, stride: usize): void {
  const relu = word(args, 12) != 0, residual = address(args, 9);
  const scale = address(args, 15) + <usize>CHUNKS * stride, shift = scale + stride;
  const floor = f32x4.splat(relu ? 0 : -Infinity);
  for (let r = from; r < to; ++r) {
    const at = <usize>r * stride;
    const x = address(args, 0) + at, y = address(args, 1) + at, extra = residual + at;
    for (let c: usize = 0; c < stride; c += 16) {
      let value = f32x4.mul(v128.load(x + c), v128.load(scale + c));
      value = f32x4.add(value, v128.load(shift + c));
      if (residual) value = f32x4.add(value, v128.load(extra + c));
      v128.store(y + c, f32x4.max(value, floor));
    }
  }
}
