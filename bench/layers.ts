import * as tf from "@tensorflow/tfjs";
import { batchNorm } from "../src/engine/fused.ts";

/** Something to be timed on the engine that is open. */
export interface Row {
  readonly name: string;
  /** Runs it once and waits for its result. */
  step(): void;
  /** Frees its tensors. */
  dispose(): void;
}

/** Side, channels in, channels out, taps, stride and padding of a convolution. */
type Layer = readonly [number, number, number, number, number, number];

/** One of each kind in ResNet-18 on pictures of 28 × 28. */
const LAYERS: readonly Layer[] = [
  [28, 3, 64, 7, 2, 3],
  [7, 64, 64, 3, 1, 1],
  [7, 64, 128, 3, 2, 1],
  [4, 128, 128, 3, 1, 1],
  [4, 128, 256, 3, 2, 1],
  [2, 256, 256, 3, 1, 1],
  [2, 256, 512, 3, 2, 1],
  [1, 512, 512, 3, 1, 1],
];

/** ResNet-18's batch. */
const BATCH = 64;

/**
 * ResNet-18's layers one by one: convolution, batch norm and ReLU, forward and with the
 * gradients in the input, the filter, gamma and beta.
 */
export function layerRows(): Row[] {
  return LAYERS.map(layerRow);
}

function layerRow(layer: Layer): Row {
  const [side, from, to, taps, stride, padding] = layer;
  const normal = (shape: number[], seed: number) =>
    tf.randomNormal(shape, 0, 0.1, "float32", seed);
  const inputs = [
    normal([BATCH, side, side, from], 1),
    normal([taps, taps, from, to], 2),
    tf.ones([to]),
    tf.zeros([to]),
  ];
  const running = {
    mean: tf.variable(tf.zeros<tf.Rank.R1>([to]), false),
    variance: tf.variable(tf.ones<tf.Rank.R1>([to]), false),
  };
  const forward = (...[x, filter, gamma, beta]: tf.Tensor[]) =>
    batchNorm(
      tf.conv2d(x as tf.Tensor4D, filter as tf.Tensor4D, stride, padding),
      gamma as tf.Tensor1D,
      beta as tf.Tensor1D,
      running,
      { training: true, relu: true },
    );
  return {
    name: `${taps}×${taps}, ${from} → ${to} on ${side}×${side}, stride ${stride}`,
    step: () => {
      const gradients = tf.tidy(() => tf.grads(forward)(inputs));
      gradients.at(-1)?.dataSync();
      tf.dispose(gradients);
    },
    dispose: () => tf.dispose([...inputs, running.mean, running.variance]),
  };
}
