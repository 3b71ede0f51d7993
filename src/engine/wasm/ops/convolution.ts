import * as tf from "@tensorflow/tfjs";
import {
  addressOf,
  type Bench,
  borrow,
  type Call,
  input,
  isFloat,
  makeTensor,
  type OwnKernel,
} from "../kernel.ts";
import type { Operation } from "../operations.ts";
import {
  type Info,
  planFilter,
  planSliding,
  type SlidingPlan,
} from "./sliding-product.ts";

/**
 * Convolutions (height and width, channels last, no dilation) as products of matrices:
 * convolution-plan.ts says how they are cut.
 */
export const CONVOLUTION_KERNELS: readonly OwnKernel[] = [
  { name: tf.Conv2D, run: forward },
  { name: tf.Conv2DBackpropInput, run: inputGradient },
  { name: tf.Conv2DBackpropFilter, run: filterGradient },
];

/** With fewer channels than this, the filter's gradient is worth a padded copy of the input. */
const FEW_CHANNELS = 16;

function forward(call: Call, bench: Bench): tf.TensorInfo | undefined {
  const x = input(call, "x");
  const filter = input(call, "filter");
  const info = describe(call, x.shape, filter.shape);
  if (!info || !isFloat(x, filter)) return undefined;
  return slide(bench, info, "forward", x, filter);
}

function inputGradient(call: Call, bench: Bench): tf.TensorInfo | undefined {
  const dy = input(call, "dy");
  const filter = input(call, "filter");
  const shape = call.attrs.inputShape as number[];
  const info = describe(call, shape, filter.shape);
  if (!info || !isFloat(dy, filter)) return undefined;
  return slide(bench, info, "gradient", dy, filter);
}

function slide(
  bench: Bench,
  info: Info,
  direction: "forward" | "gradient",
  source: tf.TensorInfo,
  filter: tf.TensorInfo,
): tf.TensorInfo | undefined {
  const { threads } = bench.team;
  const plan = remembered(slidingPlans, [direction, threads, info], () =>
    planSliding(info, direction, threads),
  );
  if (!plan) return undefined;
  const shape = direction === "forward" ? info.outShape : info.inShape;
  const target = makeTensor(bench, shape);
  const packed = bench.team.workspace(plan.bytes);
  bench.team.run([
    at(plan.pack, addressOf(bench, filter), packed),
    at(
      plan.multiply,
      addressOf(bench, source),
      addressOf(bench, target),
      packed,
    ),
  ]);
  return target;
}

function filterGradient(call: Call, bench: Bench): tf.TensorInfo | undefined {
  const x = input(call, "x");
  const dy = input(call, "dy");
  const shape = call.attrs.filterShape as number[];
  const info = describe(call, x.shape, shape);
  if (!info || !isFloat(x, dy)) return undefined;
  const { top, left } = info.padInfo;
  if (info.inChannels >= FEW_CHANNELS || top + left === 0) {
    return multiplyFilter(bench, info, x, dy);
  }
  // Padded, the taps of a line lie side by side: one product for all of them.
  const padded = pad(bench, info, x);
  const valid = { ...call, attrs: { ...call.attrs, pad: "valid" } };
  const result = describe(valid, padded.shape, shape);
  const dw = result && multiplyFilter(bench, result, padded, dy);
  bench.stock.backend.disposeData(padded.dataId);
  return dw;
}

function multiplyFilter(
  bench: Bench,
  info: Info,
  x: tf.TensorInfo,
  dy: tf.TensorInfo,
): tf.TensorInfo {
  const plan = remembered(filterPlans, [info], () => planFilter(info));
  const dw = makeTensor(bench, info.filterShape);
  bench.team.run([at(plan, ...[x, dy, dw].map((t) => addressOf(bench, t)))]);
  return dw;
}

function pad(bench: Bench, info: Info, x: tf.TensorInfo): tf.TensorInfo {
  const { top, bottom, left, right } = info.padInfo;
  const paddings = [
    [0, 0],
    [top, bottom],
    [left, right],
    [0, 0],
  ];
  return borrow(bench, tf.PadV2, { x }, { paddings, constantValue: 0 });
}

/** Planning takes as long as a small product, and a network asks for the same few every step. */
const MOST_PLANS = 256;
const slidingPlans = new Map<string, SlidingPlan | undefined>();
const filterPlans = new Map<string, Operation>();

function remembered<T>(
  plans: Map<string, T>,
  key: unknown[],
  plan: () => T,
): T {
  const name = JSON.stringify(key);
  const known = plans.get(name);
  if (known !== undefined) return known;
  if (plans.size >= MOST_PLANS) plans.clear();
  const made = plan();
  plans.set(name, made);
  return made;
}

/** The operation with its addresses, which come first among its arguments. */
function at(operation: Operation, ...addresses: readonly number[]): Operation {
  const copy = operation.slice();
  for (const [index, each] of addresses.entries()) copy[index + 1] = each;
  return copy;
}

/** All sizes of the convolution, or undefined where it is none that our kernels know. */
function describe(
  { attrs }: Call,
  inputShape: number[],
  filterShape: number[],
): Info | undefined {
  const { strides, pad, dimRoundingMode, dataFormat, dilations } = attrs;
  const info = tf.backend_util.computeConv2DInfo(
    inputShape as [number, number, number, number],
    filterShape as [number, number, number, number],
    strides as number,
    (dilations as number | undefined) ?? 1,
    pad as number,
    dimRoundingMode as "floor",
    false,
    tf.backend_util.convertConv2DDataFormat(dataFormat as "NHWC"),
  );
  const dilated = info.dilationHeight !== 1 || info.dilationWidth !== 1;
  if (dilated || info.dataFormat !== "channelsLast") return undefined;
  return tf.util.sizeFromShape(info.inShape) > 0 ? info : undefined;
}
