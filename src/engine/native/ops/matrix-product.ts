import { input, isFloat } from "../../kernel.ts";
import type { NativeKernel } from "../binding.ts";
import { matMul } from "./shape.ts";

/**
 * Product of two matrices by TensorFlow's MatMul. BatchMatMulV2, which tfjs-node asks for
 * whatever the rank, takes up to seven times as long for the products of small models.
 */
export const matrixProduct: NativeKernel = (call, ops) => {
  const [a, b] = [input(call, "a"), input(call, "b")];
  const isPlain = a.shape.length === 2 && b.shape.length === 2;
  if (!isPlain || !isFloat(a, b)) return undefined;
  const transpose = {
    a: Boolean(call.attrs.transposeA),
    b: Boolean(call.attrs.transposeB),
  };
  return [matMul(ops, ops.id(a), ops.id(b), transpose)];
};
