import * as tf from "@tensorflow/tfjs";
import { type Call, input } from "../../kernel.ts";
import { ADAM_STEP, MOMENTUM_STEP, SGD_STEP } from "../../update.ts";
import { addressOf, type Context, type WasmKernels } from "../kernel.ts";
import { float } from "../operations.ts";

/** The kernels behind update.ts. */
export const UPDATE_KERNELS: WasmKernels = {
  [SGD_STEP](call, context) {
    return step(call, context, 8, "lr", [], []);
  },
  [MOMENTUM_STEP](call, context) {
    const { momentum } = call.attrs;
    return step(call, context, 9, "lr", ["velocity"], [Number(momentum)]);
  },
  [ADAM_STEP](call, context) {
    const { beta1, beta2, correction, epsilon } = call.attrs;
    const [b1, b2] = [Number(beta1), Number(beta2)];
    const shares = [b1, 1 - b1, b2, 1 - b2];
    const numbers = [...shares, Number(correction), Number(epsilon)];
    return step(call, context, 10, "rate", ["mean", "square"], numbers);
  },
};

/** With fewer numbers than this, waking the other threads takes longer than the work. */
const WORTH_SHARING = 1 << 14;

/** One operation on a parameter and what the optimizer remembers of it, all changed in place. */
function step(
  call: Call,
  context: Context,
  operation: number,
  rate: string,
  memory: readonly string[],
  numbers: readonly number[],
): [] {
  const parameter = input(call, "parameter");
  const remembered = memory.map((each) => input(call, each));
  const at = (tensor: tf.TensorInfo) => addressOf(context, tensor);
  const size = tf.util.sizeFromShape(parameter.shape);
  const words = [
    ...[operation, at(parameter), at(input(call, "gradient")), size],
    ...[float(Number(call.attrs[rate]))],
    ...[...remembered.map(at), ...numbers.map(float)],
  ];
  context.pool.run([words], size < WORTH_SHARING);
  for (const each of [parameter, ...remembered]) context.backend.forget(each);
  return [];
}
