import type { KernelBody } from "./convolution.ts";
import { matMul } from "./shape.ts";

/**
 * Product of two matrices by TensorFlow's MatMul. BatchMatMulV2, which tfjs-node asks for
 * whatever the rank, takes up to seven times as long for the products of small models.
 */
export const product: KernelBody = (ops, { a, b }, attributes) => {
  const isPlain = [a, b].every(
    (each) => each?.shape.length === 2 && each.dtype === "float32",
  );
  if (!isPlain) return undefined;
  const transpose = {
    a: Boolean(attributes.transposeA),
    b: Boolean(attributes.transposeB),
  };
  return [matMul(ops, ops.id(a), ops.id(b), transpose)];
};
