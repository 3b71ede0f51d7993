import type * as tf from "@tensorflow/tfjs";
import type { NativeOps } from "../binding.ts";
import type { KernelBody } from "./convolution.ts";

/**
 * Batch norm in training, then the residual and ReLU where asked for: inputs and outputs as
 * `BATCH_NORM` in fused.ts names them. TensorFlow's op moves the running statistics itself, with
 * the unbiased variance, as PyTorch does.
 */
export const batchNorm: KernelBody = (ops, inputs, attributes) => {
  const { x, gamma, beta, mean, variance, residual } = inputs;
  const settings = [
    ...batchNormSettings(ops, attributes),
    ops.float("exponential_avg_factor", attributes.momentum as number),
  ];
  const args = [x, gamma, beta, mean, variance].map((each) => ops.id(each));
  const [normed, ...others] = ops.runAll("FusedBatchNormV3", settings, args, 6);
  if (normed === undefined) throw new Error("FusedBatchNormV3 has no output");
  let y = normed;
  if (residual !== undefined) {
    y = ops.run("AddV2", [ops.type()], [y.id, ops.id(residual)]);
  }
  if (attributes.relu === true) y = ops.run("Relu", [ops.type()], [y.id]);
  return [y, ...others];
};

/** Gradient of `batchNorm`, as `BATCH_NORM_GRAD` in fused.ts names it. */
export const batchNormGrad: KernelBody = (ops, inputs, attributes) => {
  const { dy, x, y, gamma, saved0, saved1, saved2 } = inputs;
  const dsum =
    attributes.relu === true
      ? ops.run("ReluGrad", [ops.type()], [ops.id(dy), ops.id(y)])
      : ops.run("Identity", [ops.type()], [ops.id(dy)]);
  const saved = [x, gamma, saved0, saved1, saved2].map((each) => ops.id(each));
  const gradients = ops.runAll(
    "FusedBatchNormGradV3",
    batchNormSettings(ops, attributes),
    [dsum.id, ...saved],
    5,
  );
  const own = gradients.slice(0, 3);
  return attributes.residual === true ? [...own, dsum] : own;
};

function batchNormSettings(ops: NativeOps, attributes: tf.NamedAttrMap) {
  return [
    ops.type(),
    ops.type("U"),
    ops.float("epsilon", attributes.epsilon as number),
    ops.text("data_format", "NHWC"),
    ops.flag("is_training", true),
  ];
}
