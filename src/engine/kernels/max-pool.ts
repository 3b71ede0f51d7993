import { address, word } from "./arithmetic";

/*
 * Operations 6 and 7: max pool, and its gradient.
 * Arguments: x, y, (gradient: dy, dx; else 0, 0), images, height, width, channels, out height, out
 * width, window height, window width, stride down, stride right, padding top, padding left.
 * Among equal largest values the first in reading order gets the gradient, as in PyTorch.
 */
const LOWEST: f32 = -Infinity;

// @ts-ignore: decorator
@inline
function firstIn(out: i32, stride: i32, padding: i32): i32 {
  return max(0, out * stride - padding);
}

// @ts-ignore: decorator
@inline
function endIn(out: i32, stride: i32, padding: i32, window: i32, size: i32): i32 {
  return min(size, out * stride - padding + window);
}

export function maxPool(args: usize, thread: i32, threads: i32): void {
  const high = word(args, 8), rows = word(args, 4) * high;
  for (let row = rows * thread / threads; row < rows * (thread + 1) / threads; ++row) {
    for (let ox = 0; ox < word(args, 9); ++ox) poolWindow(args, row / high, row % high, ox);
  }
}

function poolWindow(args: usize, image: i32, oy: i32, ox: i32): void {
  const height = word(args, 5), width = word(args, 6);
  const stride = <usize>word(args, 7) << 2;
  const x = address(args, 0) + <usize>(image * height * width) * stride;
  const at = (image * word(args, 8) + oy) * word(args, 9) + ox;
  const y = address(args, 1) + <usize>at * stride;
  const y0 = firstIn(oy, word(args, 12), word(args, 14));
  const y1 = endIn(oy, word(args, 12), word(args, 14), word(args, 10), height);
  const x0 = firstIn(ox, word(args, 13), word(args, 15));
  const x1 = endIn(ox, word(args, 13), word(args, 15), word(args, 11), width);
  let c: usize = 0;
  for (; c + 16 <= stride; c += 16) {
    let best = f32x4.splat(LOWEST);
    for (let iy = y0; iy < y1; ++iy) {
      for (let ix = x0; ix < x1; ++ix) {
        best = f32x4.max(best, v128.load(x + <usize>(iy * width + ix) * stride + c));
      }
    }
    v128.store(y + c, best);
  }
  for (; c < stride; c += 4) {
    let best = LOWEST;
    for (let iy = y0; iy < y1; ++iy) {
      for (let ix = x0; ix < x1; ++ix) {
        best = max(best, load<f32>(x + <usize>(iy * width + ix) * stride + c));
      }
    }
    store<f32>(y + c, best);
  }
}

export function maxPoolGradient(args: usize, thread: i32, threads: i32): void {
  const images = word(args, 4);
  const bytes = <usize>(word(args, 5) * word(args, 6) * word(args, 7)) << 2;
  for (let n = images * thread / threads; n < images * (thread + 1) / threads; ++n) {
    memory.fill(address(args, 3) + <usize>n * bytes, 0, bytes);
    for (let oy = 0; oy < word(args, 8); ++oy) {
      for (let ox = 0; ox < word(args, 9); ++ox) spreadWindow(args, n, oy, ox);
    }
  }
}

function spreadWindow(args: usize, image: i32, oy: i32, ox: i32): void {
  const height = word(args, 5), width = word(args, 6);
  const stride = <usize>word(args, 7) << 2;
  const start = <usize>(image * height * width) * stride;
  const at = <usize>((image * word(args, 8) + oy) * word(args, 9) + ox) * stride;
  const y0 = firstIn(oy, word(args, 12), word(args, 14));
  const y1 = endIn(oy, word(args, 12), word(args, 14), word(args, 10), height);
  const x0 = firstIn(ox, word(args, 13), word(args, 15));
  const x1 = endIn(ox, word(args, 13), word(args, 15), word(args, 11), width);
  let c: usize = 0;
  for (; c + 16 <= stride; c += 16) {
    const best = v128.load(address(args, 1) + at + c);
    let left = v128.load(address(args, 2) + at + c); // what nobody has got yet
    for (let iy = y0; iy < y1; ++iy) {
      for (let ix = x0; ix < x1; ++ix) {
        const pixel = start + <usize>(iy * width + ix) * stride + c;
        const found = f32x4.eq(v128.load(address(args, 0) + pixel), best);
        const dx = address(args, 3) + pixel;
        v128.store(dx, f32x4.add(v128.load(dx), v128.and(left, found)));
        left = v128.andnot(left, found);
      }
    }
  }
  for (; c < stride; c += 4) {
    const best = load<f32>(address(args, 1) + at + c);
    let left = load<f32>(address(args, 2) + at + c);
    for (let iy = y0; iy < y1; ++iy) {
      for (let ix = x0; ix < x1; ++ix) {
        const pixel = start + <usize>(iy * width + ix) * stride + c;
        if (load<f32>(address(args, 0) + pixel) != best) continue;
        const dx = address(args, 3) + pixel;
        store<f32>(dx, load<f32>(dx) + left);
        left = 0;
      }
    }
  }
}
