import * as tf from "@tensorflow/tfjs";
import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Engine } from "../../../../src/engine/engine.ts";
import { openEngine } from "../../../../src/engine/open.ts";
import { farthest } from "../../compare.ts";
import { numbers } from "../../numbers.ts";
import { maxPool, outputSize, type Shape } from "../reference.ts";
import { shapes } from "../shapes.ts";

let engine: Engine;
beforeAll(async () => {
  engine = await openEngine({ engine: "wasm", threads: 2 });
});
afterAll(() => engine.close());

/** Pools whose every window sees at least one pixel, as TensorFlow.js demands. */
const pools = shapes.filter((shape) => {
  const { filterHeight, filterWidth, top, bottom, left, right } = shape;
  return (
    Math.max(top, bottom) < filterHeight && Math.max(left, right) < filterWidth
  );
});

function run(shape: Shape, x: Float32Array, dy: Float32Array) {
  const { batch, height, width, inputs, filterHeight, filterWidth } = shape;
  const { high, wide } = outputSize(shape);
  const pad: tf.backend_util.ExplicitPadding = [
    [0, 0],
    [shape.top, shape.bottom],
    [shape.left, shape.right],
    [0, 0],
  ];
  const attributes = {
    filterSize: [filterHeight, filterWidth],
    strides: [shape.strideDown, shape.strideRight],
    pad,
  };
  return tf.tidy(() => {
    const input = tf.tensor4d(x, [batch, height, width, inputs]);
    const slope = tf.tensor4d(dy, [batch, high, wide, inputs]);
    const call = (name: string, inputs: tf.NamedTensorMap) =>
      tf.engine().runKernel(name, inputs, attributes) as tf.Tensor;
    const output = call(tf.MaxPool, { x: input });
    const dx = call(tf.MaxPoolGrad, { dy: slope, input, output });
    return [output.dataSync(), dx.dataSync()] as const;
  });
}

it("takes the largest, and hands the gradient to the first that is largest", () => {
  fc.assert(
    fc.property(pools, fc.boolean(), (shape, ties) => {
      const size = shape.batch * shape.height * shape.width * shape.inputs;
      // With ties: only the values -1, 0 and 1.
      const x = numbers(size, 4).map((each) =>
        ties ? Math.round(each) : each,
      );
      const wanted = maxPool(shape, x);
      const dy = numbers(wanted.y.length, 5);
      const dx = new Float64Array(size);
      wanted.from.forEach((place, i) => {
        dx[place] = (dx[place] ?? 0) + (dy[i] ?? 0);
      });
      const [y, slope] = run(shape, x, dy);
      expect(farthest(y, wanted.y)).toBe(0);
      expect(farthest(slope, dx)).toBeLessThan(1e-5);
    }),
    { numRuns: 150 },
  );
});
