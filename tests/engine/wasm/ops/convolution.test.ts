import * as tf from "@tensorflow/tfjs";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Engine } from "../../../../src/engine/engine.ts";
import { openEngine } from "../../../../src/engine/open.ts";
import { farthest } from "../../compare.ts";
import { numbers } from "../../numbers.ts";
import {
  convolve,
  filterGradient,
  inputGradient,
  outputSize,
  type Shape,
} from "../reference.ts";
import { shapes } from "../shapes.ts";

type Pads = tf.backend_util.ExplicitPadding;

/** The three kernels of a convolution on this shape: y, dx and dw. */
function run(shape: Shape): Float32Array[] {
  const { batch, height, width, inputs, outputs } = shape;
  const { filterHeight, filterWidth, strideDown, strideRight } = shape;
  const { high, wide } = outputSize(shape);
  const xShape = [batch, height, width, inputs] as const;
  const filterShape = [filterHeight, filterWidth, inputs, outputs] as const;
  const yShape = [batch, high, wide, outputs] as const;
  const [x, filter, dy] = arguments_(shape);
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

function arguments_(shape: Shape): [Float32Array, Float32Array, Float32Array] {
  const { batch, height, width, inputs, outputs } = shape;
  const { high, wide } = outputSize(shape);
  const taps = shape.filterHeight * shape.filterWidth;
  return [
    numbers(batch * height * width * inputs, 1),
    numbers(taps * inputs * outputs, 2),
    numbers(batch * high * wide * outputs, 3),
  ];
}

function expected(shape: Shape): number[][] {
  const [x, filter, dy] = arguments_(shape);
  return [
    convolve(shape, x, filter),
    inputGradient(shape, dy, filter),
    filterGradient(shape, x, dy),
  ];
}

for (const reproducible of [true, false]) {
  describe(`convolution, reproducible: ${reproducible}`, () => {
    let engine: Engine;
    beforeAll(async () => {
      engine = await openEngine({ engine: "wasm", threads: 2, reproducible });
    });
    afterAll(() => engine.close());

    it("computes what the reference computes, and both gradients", () => {
      fc.assert(
        fc.property(shapes, (shape) => {
          const wanted = expected(shape);
          run(shape).forEach((each, index) => {
            expect(farthest(each, wanted[index] ?? [])).toBeLessThan(1e-5);
          });
        }),
        { numRuns: 150 },
      );
    });
  });
}

it("computes the same bits on one, two and three threads", async () => {
  const shape: Shape = {
    ...{ batch: 5, height: 9, width: 8, inputs: 21, outputs: 37 },
    ...{ filterHeight: 3, filterWidth: 3, strideDown: 2, strideRight: 1 },
    ...{ top: 1, bottom: 1, left: 1, right: 1 },
  };
  const results: string[] = [];
  for (const threads of [1, 2, 3]) {
    const engine = await openEngine({ engine: "wasm", threads });
    results.push(JSON.stringify(run(shape).map((each) => [...each])));
    await engine.close();
  }
  expect(results[1]).toBe(results[0]);
  expect(results[2]).toBe(results[0]);
});
