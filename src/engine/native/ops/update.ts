import * as tf from "@tensorflow/tfjs";
import { input } from "../../kernel.ts";
import type { NativeKernel, NativeOps } from "../binding.ts";

/**
 * The kernels behind update.ts, for SGD. TensorFlow changes only resource variables in place, so
 * a large parameter becomes one for the length of the step: the variable takes over its memory
 * and hands it back, and nothing is copied. That takes a third of the time of making a new one.
 */

/** With fewer numbers than this, two operations are faster than the five for a variable. */
const WORTH_A_VARIABLE = 1 << 17;

export const stepSgd: NativeKernel = (call, ops) => {
  const parameter = input(call, "parameter");
  const slope = ops.id(input(call, "gradient"));
  withNumbers(ops, [Number(call.attrs.lr)], ([rate = 0]) => {
    if (isLarge(parameter)) {
      const variable = lend(ops, parameter);
      apply(ops, "GradientDescent", [variable, rate, slope]);
      takeBack(ops, parameter, variable);
    } else {
      subtract(ops, parameter, slope, rate);
    }
  });
  return [];
};

export const stepMomentum: NativeKernel = (call, ops) => {
  const parameter = input(call, "parameter");
  const velocity = input(call, "velocity");
  const slope = ops.id(input(call, "gradient"));
  const numbers = [Number(call.attrs.lr), Number(call.attrs.momentum)];
  withNumbers(ops, numbers, ([rate = 0, momentum = 0]) => {
    if (isLarge(parameter)) {
      const [variable, memory] = [lend(ops, parameter), lend(ops, velocity)];
      const args = [variable, memory, rate, slope, momentum];
      const nesterov = ops.flag("use_nesterov", false);
      apply(ops, "Momentum", args, [nesterov]);
      takeBack(ops, parameter, variable);
      takeBack(ops, velocity, memory);
      return;
    }
    const kept = ops.run("Mul", [ops.type()], [ops.id(velocity), momentum]);
    const next = ops.run("AddV2", [ops.type()], [kept.id, slope]);
    ops.replace(velocity, next);
    subtract(ops, parameter, next.id, rate);
  });
  return [];
};

function isLarge(tensor: tf.TensorInfo): boolean {
  return tf.util.sizeFromShape(tensor.shape) >= WORTH_A_VARIABLE;
}

/** Ids of the numbers while `body` runs: a rate may differ in every step. */
function withNumbers(
  { backend: { binding } }: NativeOps,
  values: readonly number[],
  body: (ids: readonly number[]) => void,
): void {
  const ids = values.map((value) =>
    binding.createTensor([], binding.TF_FLOAT, Float32Array.of(value)),
  );
  try {
    body(ids);
  } finally {
    for (const id of ids) binding.deleteTensor(id);
  }
}

function subtract(
  ops: NativeOps,
  parameter: tf.TensorInfo,
  slope: number,
  rate: number,
): void {
  const change = ops.run("Mul", [ops.type()], [slope, rate]);
  const args = [ops.id(parameter), change.id];
  ops.replace(parameter, ops.run("Sub", [ops.type()], args));
}

function apply(
  ops: NativeOps,
  rule: string,
  args: readonly number[],
  settings: Parameters<NativeOps["runAll"]>[1] = [],
): void {
  const attributes = [ops.type(), ops.flag("use_locking", false), ...settings];
  ops.runAll(`ResourceApply${rule}`, attributes, args, 0);
}

let lent = 0;

/** A resource variable that alone holds the tensor's memory. */
function lend(ops: NativeOps, tensor: tf.TensorInfo): number {
  lent += 1;
  const variable = ops.run(
    "VarHandleOp",
    [
      ops.type("dtype"),
      ops.shape("shape", tensor.shape),
      ops.text("container", ""),
      ops.text("shared_name", `lectern ${lent}`),
    ],
    [],
  );
  const args = [variable.id, ops.id(tensor)];
  ops.runAll("AssignVariableOp", [ops.type("dtype")], args, 0);
  ops.empty(tensor);
  return variable.id;
}

/** Puts the variable's memory back under the tensor, and ends the variable. */
function takeBack(
  ops: NativeOps,
  tensor: tf.TensorInfo,
  variable: number,
): void {
  const attributes = [ops.type("dtype")];
  ops.replace(tensor, ops.run("ReadVariableOp", attributes, [variable]));
  const ignore = ops.flag("ignore_lookup_error", false);
  ops.runAll("DestroyResourceOp", [ignore], [variable], 0);
}
