import type { Call } from "../../kernel.ts";
import type { Attribute, NativeKernel, NativeOps } from "../binding.ts";

/**
 * Batch norm in training, then the residual and ReLU where asked for: inputs and outputs as
 * `BATCH_NORM` in fused.ts names them. TensorFlow's op moves the running statistics itself, with
 * the unbiased variance, as PyTorch does.
 */
export const batchNorm: NativeKernel = (call, ops) => {
  const settings = [
    ...settingsOf(call, ops),
    ops.float("exponential_avg_factor", call.attrs.momentum as number),
  ];
  const names = ["x", "gamma", "beta", "mean", "variance"];
  const args = ops.inputs(call, ...names);
  const [normed, ...others] = ops.runAll("FusedBatchNormV3", settings, args, 6);
  if (normed === undefined) throw new Error("FusedBatchNormV3 has no output");
  let y = normed;
  const { residual } = call.inputs;
  if (residual !== undefined) {
    y = ops.run("AddV2", [ops.type()], [y.id, ops.id(residual)]);
  }
  if (call.attrs.relu === true) y = ops.run("Relu", [ops.type()], [y.id]);
  return [y, ...others];
};

/** Gradient of `batchNorm`, as `BATCH_NORM_GRAD` in fused.ts names it. */
export const batchNormGrad: NativeKernel = (call, ops) => {
  const dsum =
    call.attrs.relu === true
      ? ops.run("ReluGrad", [ops.type()], ops.inputs(call, "dy", "y"))
      : ops.run("Identity", [ops.type()], ops.inputs(call, "dy"));
  const names = ["x", "gamma", "saved0", "saved1", "saved2"];
  const saved = ops.inputs(call, ...names);
  const gradients = ops.runAll(
    "FusedBatchNormGradV3",
    settingsOf(call, ops),
    [dsum.id, ...saved],
    5,
  );
  const own = gradients.slice(0, 3);
  return call.attrs.residual === true ? [...own, dsum] : own;
};

function settingsOf({ attrs }: Call, ops: NativeOps): Attribute[] {
  return [
    ops.type(),
    ops.type("U"),
    ops.float("epsilon", attrs.epsilon as number),
    ops.text("data_format", "NHWC"),
    ops.flag("is_training", true),
  ];
}
