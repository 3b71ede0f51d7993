import { address, word } from "./arithmetic";
import { CHUNKS, firstRow, total } from "./batch-norm";
import { barrier } from "./thread-pool";

/*
 * Operation 5: the gradient of operation 4. With d = dy where y > 0 (everywhere without ReLU) and
 * x̂ = (x - mean) / deviation: dbeta = Σ d, dgamma = Σ d x̂, dresidual = d and
 *   dx = gamma / deviation * (d - dbeta / rows - x̂ dgamma / rows).
 * Arguments: dy, x, y or 0 without ReLU, gamma, saved (mean, then 1 / deviation), dx, dgamma,
 * dbeta, dresidual or 0, rows, channels, sums (room for 2 CHUNKS + 3 rows).
 */
export function batchNormGradient(args: usize, thread: i32, threads: i32, pool: usize): void {
  const rows = word(args, 9), channels = word(args, 10);
  const stride = <usize>channels << 2;
  for (let chunk = thread; chunk < CHUNKS; chunk += threads) {
    sumChunk(args, chunk, rows, stride);
  }
  barrier(pool, threads);
  for (let c = <usize>thread << 4; c < stride; c += <usize>threads << 4) {
    finishSums(args, c, stride, rows);
  }
  barrier(pool, threads);
  writeInputGradient(args, rows * thread / threads, rows * (thread + 1) / threads, stride);
}

/** dy where the output was above 0, else 0. */
// @ts-ignore: decorator
@inline
function masked(dy: v128, y: usize): v128 {
  return y ? v128.and(dy, f32x4.gt(v128.load(y), f32x4.splat(0))) : dy;
}

function sumChunk(args: usize, chunk: i32, rows: i32, stride: usize): void {
  const plain = address(args, 11) + <usize>chunk * stride;
  const weighted = plain + <usize>CHUNKS * stride;
  const mean = address(args, 4);
  memory.fill(plain, 0, stride);
  memory.fill(weighted, 0, stride);
  for (let r = firstRow(chunk, rows); r < firstRow(chunk + 1, rows); ++r) {
    const at = <usize>r * stride;
    const dy = address(args, 0) + at, x = address(args, 1) + at;
    const y = address(args, 2) ? address(args, 2) + at : 0;
    for (let c: usize = 0; c < stride; c += 16) {
      const d = masked(v128.load(dy + c), y ? y + c : 0);
      const centred = f32x4.sub(v128.load(x + c), v128.load(mean + c));
      v128.store(plain + c, f32x4.add(v128.load(plain + c), d));
      v128.store(weighted + c, f32x4.add(v128.load(weighted + c), f32x4.mul(d, centred)));
    }
  }
}

/** For four channels: dgamma, dbeta, and the three factors of dx = d * a - x * b + e. */
function finishSums(args: usize, c: usize, stride: usize, rows: i32): void {
  const sums = address(args, 11), factors = sums + 2 * <usize>CHUNKS * stride + c;
  const plain = total(sums + c, stride);
  const weighted = total(sums + <usize>CHUNKS * stride + c, stride);
  const mean = v128.load(address(args, 4) + c);
  const inverse = v128.load(address(args, 4) + stride + c);
  const share = f32x4.splat(<f32>1 / <f32>rows);
  v128.store(address(args, 6) + c, f32x4.mul(weighted, inverse));
  v128.store(address(args, 7) + c, plain);
  const a = f32x4.mul(v128.load(address(args, 3) + c), inverse);
  const b = f32x4.mul(f32x4.mul(a, f32x4.mul(inverse, inverse)), f32x4.mul(weighted, share));
  v128.store(factors, a);
  v128.store(factors + stride, b);
  const e = f32x4.sub(f32x4.mul(b, mean), f32x4.mul(a, f32x4.mul(plain, share)));
  v128.store(factors + 2 * stride, e);
}

function writeInputGradient(args: usize, from: i32, to: i32, stride: usize): void {
  const a = address(args, 11) + 2 * <usize>CHUNKS * stride, b = a + stride, e = b + stride;
  const residual = address(args, 8);
  for (let r = from; r < to; ++r) {
    const at = <usize>r * stride;
    const dy = address(args, 0) + at, x = address(args, 1) + at, dx = address(args, 5) + at;
    const y = address(args, 2) ? address(args, 2) + at : 0;
    for (let c: usize = 0; c < stride; c += 16) {
      const d = masked(v128.load(dy + c), y ? y + c : 0);
      if (residual) v128.store(residual + at + c, d);
      const slope = f32x4.mul(v128.load(x + c), v128.load(b + c));
      const value = f32x4.sub(f32x4.mul(d, v128.load(a + c)), slope);
      v128.store(dx + c, f32x4.add(value, v128.load(e + c)));
    }
  }
}
