import { address, real, word } from "./arithmetic";

/*
 * Operations 8 to 10: a step of an optimizer on `count` numbers, in place. The last numbers are
 * done alone, after the vectors, by thread 0.
 *
 * A filter on maps smaller than it has taps that never get a gradient: two thirds of ResNet-18's
 * weights, on pictures of 28 × 28. Where a gradient, and what is remembered of it, are 0, nothing
 * would change; nothing is written, since these steps wait for memory alone.
 */

// @ts-ignore: decorator
@inline
function firstVector(count: i32, thread: i32, threads: i32): usize {
  return <usize>((<i64>(count >> 2) * thread) / threads) << 4;
}

/** Whether a change of factor * 0 leaves every number as it is, to the sign of a 0. */
// @ts-ignore: decorator
@inline
function leavesZeros(factor: f32): bool {
  return factor >= 0 && factor < Infinity;
}

/** Weights -= rate * gradient. Arguments: weights, gradient, count, rate. */
export function stepSgd(args: usize, thread: i32, threads: i32): void {
  const w = address(args, 0), g = address(args, 1), count = word(args, 2);
  const rate = real(args, 3);
  const end = firstVector(count, thread + 1, threads);
  const skips = leavesZeros(rate);
  for (let i = firstVector(count, thread, threads); i < end; i += 16) {
    const slope = v128.load(g + i);
    if (skips && !v128.any_true(slope)) continue;
    const change = f32x4.mul(f32x4.splat(rate), slope);
    v128.store(w + i, f32x4.sub(v128.load(w + i), change));
  }
  if (thread != 0) return;
  for (let i = <usize>(count & ~3) << 2; i < <usize>count << 2; i += 4) {
    store<f32>(w + i, load<f32>(w + i) - rate * load<f32>(g + i));
  }
}

/** Velocity = momentum * velocity + gradient; weights -= rate * velocity.
 * Arguments: weights, gradient, count, rate, velocity, momentum. */
export function stepMomentum(args: usize, thread: i32, threads: i32): void {
  const w = address(args, 0), g = address(args, 1), count = word(args, 2);
  const rate = real(args, 3), v = address(args, 4), momentum = real(args, 5);
  const end = firstVector(count, thread + 1, threads);
  const skips = leavesZeros(rate) && leavesZeros(momentum);
  for (let i = firstVector(count, thread, threads); i < end; i += 16) {
    const before = v128.load(v + i), slope = v128.load(g + i);
    if (skips && !v128.any_true(v128.or(before, slope))) continue;
    const velocity = f32x4.add(f32x4.mul(before, f32x4.splat(momentum)), slope);
    v128.store(v + i, velocity);
    v128.store(w + i, f32x4.sub(v128.load(w + i), f32x4.mul(f32x4.splat(rate), velocity)));
  }
  if (thread != 0) return;
  for (let i = <usize>(count & ~3) << 2; i < <usize>count << 2; i += 4) {
    const velocity = load<f32>(v + i) * momentum + load<f32>(g + i);
    store<f32>(v + i, velocity);
    store<f32>(w + i, load<f32>(w + i) - rate * velocity);
  }
}

/** Adam, with what depends on the step number worked out beforehand:
 *   m = b1 m + (1 - b1) g;  v = b2 v + (1 - b2) g²;  w -= rate * m / (√v / root + epsilon).
 * Arguments: weights, gradient, count, rate, m, v, b1, 1 - b1, b2, 1 - b2, root, epsilon. */
export function stepAdam(args: usize, thread: i32, threads: i32): void {
  const count = word(args, 2);
  const end = firstVector(count, thread + 1, threads);
  const w = address(args, 0), g = address(args, 1), m = address(args, 4), v = address(args, 5);
  const rate = real(args, 3), root = real(args, 10), epsilon = real(args, 11);
  const b1 = real(args, 6), c1 = real(args, 7), b2 = real(args, 8), c2 = real(args, 9);
  for (let i = firstVector(count, thread, threads); i < end; i += 16) {
    const slope = v128.load(g + i);
    const first = f32x4.add(
      f32x4.mul(v128.load(m + i), f32x4.splat(b1)), f32x4.mul(slope, f32x4.splat(c1)),
    );
    const second = f32x4.add(
      f32x4.mul(v128.load(v + i), f32x4.splat(b2)),
      f32x4.mul(f32x4.mul(slope, slope), f32x4.splat(c2)),
    );
    v128.store(m + i, first);
    v128.store(v + i, second);
    const size = f32x4.add(f32x4.div(f32x4.sqrt(second), f32x4.splat(root)), f32x4.splat(epsilon));
    const change = f32x4.mul(f32x4.div(first, size), f32x4.splat(rate));
    v128.store(w + i, f32x4.sub(v128.load(w + i), change));
  }
  if (thread != 0) return;
  for (let i = <usize>(count & ~3) << 2; i < <usize>count << 2; i += 4) {
    const slope = load<f32>(g + i);
    const first = load<f32>(m + i) * b1 + slope * c1;
    const second = load<f32>(v + i) * b2 + slope * slope * c2;
    store<f32>(m + i, first);
    store<f32>(v + i, second);
    const size = sqrt<f32>(second) / root + epsilon;
    store<f32>(w + i, load<f32>(w + i) - (first / size) * rate);
  }
}
