import type * as tf from "@tensorflow/tfjs";
import { ADAM_STEP, MOMENTUM_STEP, SGD_STEP } from "../../update.ts";
import {
  addressOf,
  type Bench,
  type Call,
  input,
  type OwnKernel,
} from "../kernel.ts";
import { float } from "../operations.ts";

/** The kernels behind update.ts. */
export const UPDATE_KERNELS: readonly OwnKernel[] = [
  { name: SGD_STEP, run: stepSgd },
  { name: MOMENTUM_STEP, run: stepMomentum },
  { name: ADAM_STEP, run: stepAdam },
];

/** With fewer numbers than this, waking the other threads takes longer than the work. */
const WORTH_A_TEAM = 1 << 14;

function stepSgd(call: Call, bench: Bench): [] {
  const { lr } = call.attrs;
  return run(call, bench, 8, [float(Number(lr))], [], []);
}

function stepMomentum(call: Call, bench: Bench): [] {
  const { lr, momentum } = call.attrs;
  const numbers = [float(Number(momentum))];
  return run(call, bench, 9, [float(Number(lr))], ["velocity"], numbers);
}

function stepAdam(call: Call, bench: Bench): [] {
  const { rate, beta1, beta2, correction, epsilon } = call.attrs;
  const [b1, b2] = [Number(beta1), Number(beta2)];
  const numbers = [b1, 1 - b1, b2, 1 - b2, Number(correction), Number(epsilon)];
  const memory = ["mean", "square"];
  return run(
    call,
    bench,
    10,
    [float(Number(rate))],
    memory,
    numbers.map(float),
  );
}

function run(
  call: Call,
  bench: Bench,
  operation: number,
  rate: readonly number[],
  memory: readonly string[],
  numbers: readonly number[],
): [] {
  const parameter = input(call, "parameter");
  const changed = [parameter, ...memory.map((each) => input(call, each))];
  const at = (tensor: tf.TensorInfo) => addressOf(bench, tensor);
  const size = parameter.shape.reduce((product, each) => product * each, 1);
  const words = [
    ...[operation, at(parameter), at(input(call, "gradient")), size, ...rate],
    ...[...changed.slice(1).map(at), ...numbers],
  ];
  bench.team.run([words], size < WORTH_A_TEAM);
  for (const each of changed) bench.stock.forget(each);
  return [];
}
