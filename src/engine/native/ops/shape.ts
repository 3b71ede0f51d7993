import type { Handle, NativeOps } from "../binding.ts";

/** `[before, after]` of each axis. */
export type Paddings = readonly (readonly [number, number])[];

/** The same values under another shape: nothing is copied. */
export function reshape(ops: NativeOps, x: number, shape: number[]): Handle {
  const attributes = [ops.type(), ops.index("Tshape")];
  return ops.run("Reshape", attributes, [x, ops.constant(shape)]);
}

/** The block of `size` that starts at `begin`. */
export function slice(
  ops: NativeOps,
  x: number,
  begin: readonly number[],
  size: readonly number[],
): Handle {
  const attributes = [ops.type(), ops.index("Index")];
  const range = [ops.constant(begin), ops.constant(size)];
  return ops.run("Slice", attributes, [x, ...range]);
}

/** x with zeros around it. */
export function pad(ops: NativeOps, x: number, paddings: Paddings): Handle {
  const table = ops.constant(paddings.flat(), [paddings.length, 2]);
  return ops.run("Pad", [ops.type(), ops.index("Tpaddings")], [x, table]);
}

/** a · b of two matrices, each transposed first where asked for. */
export function matMul(
  ops: NativeOps,
  a: number,
  b: number,
  transpose: { readonly a?: boolean; readonly b?: boolean } = {},
): Handle {
  const attributes = [
    ops.type(),
    ops.flag("transpose_a", transpose.a ?? false),
    ops.flag("transpose_b", transpose.b ?? false),
  ];
  return ops.run("MatMul", attributes, [a, b]);
}
