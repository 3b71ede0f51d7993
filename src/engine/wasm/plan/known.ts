import type { Attributes } from "./hooks.ts";

/**
 * Kernels that a plan may run again: their result depends on the numbers and shapes handed to them,
 * and on nothing else. Not among them: kernels that draw random numbers, whose result's shape
 * depends on values, or that keep weights prepared by the tensor's id, since a plan writes new
 * numbers under the same id.
 */
const KNOWN = new Set(
  (
    "Abs Add AddN All Any ArgMax ArgMin BatchMatMul Cast Ceil ClipByValue Concat " +
    "Conv2D Conv2DBackpropFilter Conv2DBackpropInput Cos Cumsum Elu EluGrad Equal Exp ExpandDims " +
    "Expm1 Fill Floor GatherV2 Greater GreaterEqual Identity LeakyRelu Less LessEqual Log Log1p " +
    "LogicalAnd LogicalNot LogicalOr Max MaxPool MaxPoolGrad Maximum Mean Min Minimum Multiply Neg " +
    "NotEqual OneHot OnesLike Pack PadV2 Pow Prod RealDiv Reciprocal Relu Relu6 Reshape Reverse " +
    "Rsqrt Select Selu Sigmoid Sign Sin Slice Softmax Softplus SplitV Sqrt Square " +
    "SquaredDifference Step StridedSlice Sub Sum Tanh Tile Transpose Unpack ZerosLike _FusedMatMul " +
    "LecternBatchNorm LecternBatchNormGrad LecternSgdStep LecternMomentumStep LecternAdamStep"
  ).split(" "),
);

/** Kernels whose attributes are numbers that a schedule may change from step to step. */
const STEPS = new Set([
  "LecternSgdStep",
  "LecternMomentumStep",
  "LecternAdamStep",
]);

/** Whether a plan may run this kernel again. */
export function isKnown(name: string, attributes: Attributes): boolean {
  const dilations = [attributes.dilations ?? 1].flat();
  const plain = dilations.every((each) => each === 1);
  return KNOWN.has(name) && plain && attributes.dataFormat !== "NCHW";
}

/** Whether the kernel is a step of an optimizer: it takes the numbers of the day. */
export function isOptimizerStep(name: string): boolean {
  return STEPS.has(name);
}

/**
 * Whether this is an operation of TensorFlow.js that brings its gradient along: a gradient that a
 * topic brings could do anything on the way back.
 */
export function hasKnownGradient(operation: string | undefined): boolean {
  return operation === "logSoftmax__op";
}
