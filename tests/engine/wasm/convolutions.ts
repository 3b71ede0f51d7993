import * as tf from "@tensorflow/tfjs";
import { numbers } from "../numbers.ts";
import {
  convolve,
  filterGradient,
  inputGradient,
  outputSize,
  type Shape,
} from "./reference.ts";

type Pads = tf.backend_util.ExplicitPadding;

/** The three kernels of a convolution on this shape: y, dx and dw. */
export function run(shape: Shape, pictures?: Float32Array): Float32Array[] {
  const { batch, height, width, inputs, outputs } = shape;
  const { filterHeight, filterWidth, strideDown, strideRight } = shape;
  const { high, wide } = outputSize(shape);
  const xShape = [batch, height, width, inputs] as const;
  const filterShape = [filterHeight, filterWidth, inputs, outputs] as const;
  const yShape = [batch, high, wide, outputs] as const;
  const [numbers, filter, dy] = argumentsOf(shape);
  const x = pictures ?? numbers;
  const pad: Pads = [
    [0, 0],
    [shape.top, shape.bottom],
    [shape.left, shape.right],
    [0, 0],
  ];
  const strides: [number, number] = [strideDown, strideRight];
  return tf.tidy(() => {
    const input = tf.tensor4d(x, [...xShape]);
    const weights = tf.tensor4d(filter, [...filterShape]);
    const slope = tf.tensor4d(dy, [...yShape]);
    const attributes = {
      ...{ strides, pad, dataFormat: "NHWC", dilations: 1 },
      ...{ inputShape: [...xShape], filterShape: [...filterShape] },
    };
    const call = (name: string, named: tf.NamedTensorMap) =>
      tf.engine().runKernel(name, named, attributes) as tf.Tensor;
    return [
      call(tf.Conv2D, { x: input, filter: weights }),
      call(tf.Conv2DBackpropInput, { dy: slope, filter: weights }),
      call(tf.Conv2DBackpropFilter, { x: input, dy: slope }),
    ].map((each) => each.dataSync<"float32">());
  });
}

/** x, the filter and dy. */
export function argumentsOf(
  shape: Shape,
): [Float32Array, Float32Array, Float32Array] {
  const { batch, height, width, inputs, outputs } = shape;
  const { high, wide } = outputSize(shape);
  const taps = shape.filterHeight * shape.filterWidth;
  return [
    numbers(batch * height * width * inputs, 1),
    numbers(taps * inputs * outputs, 2),
    numbers(batch * high * wide * outputs, 3),
  ];
}

/** The same by the reference. */
export function expected(shape: Shape): number[][] {
  const [x, filter, dy] = argumentsOf(shape);
  return [
    convolve(shape, x, filter),
    inputGradient(shape, dy, filter),
    filterGradient(shape, x, dy),
  ];
}
