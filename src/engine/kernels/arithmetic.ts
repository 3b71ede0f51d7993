/**
 * sum + a * b in four lanes. Fused (rounded once) it is faster, but a machine without such an
 * instruction rounds twice; plain, WebAssembly fixes every bit on every machine.
 */
// @ts-ignore: decorator
@inline
export function multiplyAdd(sum: v128, a: v128, b: v128): v128 {
  // @ts-ignore: 1 in kernels-fma.wasm, 0 in kernels.wasm: ../wasm/build-kernels.ts puts it in
  if (FMA) return f32x4.relaxed_madd(a, b, sum);
  return f32x4.add(sum, f32x4.mul(a, b));
}

/** The word `index` of an operation's arguments. */
// @ts-ignore: decorator
@inline
export function word(args: usize, index: i32): i32 {
  return load<i32>(args + (<usize>index << 2));
}

/** The same, as an address or a number of bytes. */
// @ts-ignore: decorator
@inline
export function address(args: usize, index: i32): usize {
  return <usize>load<u32>(args + (<usize>index << 2));
}

/** The same, as a number. */
// @ts-ignore: decorator
@inline
export function real(args: usize, index: i32): f32 {
  return load<f32>(args + (<usize>index << 2));
}
