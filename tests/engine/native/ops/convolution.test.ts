import * as tf from "@tensorflow/tfjs";
import fc from "fast-check";
import { expect, it } from "vitest";
import { sample } from "../../numbers.ts";
import { describeNative, expectSame } from "../describe-native.ts";

type Edges = [number, number];
type Padding = "same" | "valid" | number | [Edges, Edges, Edges, Edges];

interface Layer {
  readonly batch: number;
  readonly size: [number, number];
  readonly channels: [number, number];
  readonly taps: [number, number];
  readonly stride: number;
  readonly padding: Padding;
}

const upTo = (max: number) => fc.integer({ min: 0, max });
const from1 = (max: number) => fc.integer({ min: 1, max });

/** Convolutions that have an output, and whose padding is narrower than their filter. */
const layers: fc.Arbitrary<Layer> = fc
  .record({
    batch: fc.integer({ min: 1, max: 3 }),
    size: fc.tuple(from1(9), from1(9)),
    channels: fc.tuple(from1(5), from1(5)),
    taps: fc.tuple(from1(5), from1(5)),
    stride: fc.integer({ min: 1, max: 3 }),
    edges: fc.tuple(upTo(4), upTo(4), upTo(4), upTo(4)),
    kind: fc.constantFrom<"same" | "valid" | "number" | "edges">(
      "same",
      "valid",
      "number",
      "edges",
    ),
  })
  .map(({ kind, edges: [top, bottom, left, right], ...layer }) => {
    const room = Math.min(...layer.taps) - 1;
    const edges = (before: number, after: number): Edges => [
      Math.min(before, room),
      Math.min(after, room),
    ];
    const explicit: Padding = [
      [0, 0],
      edges(top, bottom),
      edges(left, right),
      [0, 0],
    ];
    if (kind === "edges") return { ...layer, padding: explicit };
    if (kind !== "number") return { ...layer, padding: kind };
    // TensorFlow.js takes a filter for square where its padding is a number.
    const taps: Edges = [layer.taps[0], layer.taps[0]];
    return { ...layer, taps, padding: Math.min(top, taps[0] - 1) };
  })
  .filter(hasOutput);

function hasOutput(layer: Layer): boolean {
  const { batch, size, channels, taps, stride, padding } = layer;
  const { outHeight, outWidth } = tf.backend_util.computeConv2DInfo(
    [batch, ...size, channels[0]],
    [...taps, ...channels],
    stride,
    1,
    padding,
  );
  return outHeight > 0 && outWidth > 0;
}

function convolve({ batch, size, channels, taps, stride, padding }: Layer) {
  const x = sample([batch, ...size, channels[0]], 1) as tf.Tensor4D;
  const filter = sample([...taps, ...channels], 2) as tf.Tensor4D;
  const layer = (x: tf.Tensor, filter: tf.Tensor) =>
    tf.conv2d(x as tf.Tensor4D, filter as tf.Tensor4D, stride, padding);
  const y = layer(x, filter);
  const dy = sample(y.shape, 3);
  return [y, ...tf.grads(layer)([x, filter], dy)];
}

const RESNET_LAYERS: [string, Layer][] = [
  ["7×7, stride 2, padding 3 on 28×28", conv(28, 3, 8, 7, 2, 3)],
  ["3×3 on 7×7", conv(7, 8, 8, 3, 1, 1)],
  ["3×3, stride 2 on 7×7", conv(7, 8, 16, 3, 2, 1)],
  ["3×3, stride 2 on 4×4", conv(4, 8, 16, 3, 2, 1)],
  ["3×3, stride 2 on 2×2", conv(2, 8, 16, 3, 2, 1)],
  ["3×3 on 1×1", conv(1, 16, 16, 3, 1, 1)],
  ["1×1, stride 2 on 2×2", conv(2, 8, 16, 1, 2, 0)],
  ["1×1, stride 2 on 7×7", conv(7, 8, 16, 1, 2, 0)],
];

function conv(
  size: number,
  from: number,
  to: number,
  taps: number,
  stride: number,
  padding: number,
): Layer {
  return {
    batch: 2,
    size: [size, size],
    channels: [from, to],
    taps: [taps, taps],
    stride,
    padding,
  };
}

describeNative("convolution on TensorFlow", () => {
  it("is the plain one at any shape, gradients included", async () => {
    await fc.assert(
      fc.asyncProperty(layers, (layer) => expectSame(() => convolve(layer))),
      { numRuns: 150 },
    );
  });

  it.each(RESNET_LAYERS)(
    "is the plain one at ResNet-18's %s",
    async (_, layer) => {
      await expectSame(() => convolve(layer));
    },
  );

  it("is left to tfjs-node where it is dilated", async () => {
    await expectSame(() => [
      tf.conv2d(
        sample([2, 7, 7, 3], 1) as tf.Tensor4D,
        sample([3, 3, 3, 2], 2) as tf.Tensor4D,
        1,
        "valid",
        "NHWC",
        2,
      ),
    ]);
  });

  it("counts positions right where TensorFlow.js takes the filter for square", () => {
    const x = sample([1, 2, 3, 1], 1) as tf.Tensor4D;
    const filter = sample([2, 1, 1, 1], 2) as tf.Tensor4D;
    const byNumber = tf.conv2d(x, filter, 1, 0);
    const byName = tf.conv2d(x, filter, 1, "valid");
    expect(byNumber.arraySync()).toEqual(byName.arraySync());
    tf.dispose([x, filter, byNumber, byName]);
  });

  it("gives a filter no gradient where it only meets padding", () => {
    const gradient = tf.tidy(() =>
      tf
        .grad((filter) =>
          tf.conv2d(
            sample([2, 1, 1, 3], 1) as tf.Tensor4D,
            filter as tf.Tensor4D,
            1,
            1,
          ),
        )(sample([3, 3, 3, 2], 2))
        .abs()
        .sum([2, 3])
        .dataSync(),
    );
    const zeros = [0, 0, 0, 0, gradient[4], 0, 0, 0, 0];
    expect([...gradient]).toEqual(zeros);
    expect(gradient[4]).toBeGreaterThan(0);
  });
});
