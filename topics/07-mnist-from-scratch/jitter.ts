// Pictures moved by whole pixels, as rows of 784. What leaves the frame is lost.

import * as tf from "@tensorflow/tfjs";
import {
  accuracy,
  DataLoader,
  type Dataset,
  type Lab,
  type Model,
  type PythonRandom,
  threesAndSevens,
} from "lectern";

const SIDE = 28;
const AREA = SIDE * SIDE;

/** What may be done to a batch [batch, 784] on its way to the model. */
export type Change = (xb: tf.Tensor) => tf.Tensor;

/** A change that leaves the batch as it is. */
export const still: Change = (xb) => xb;

/** Every picture of the batch moved by a random step of its own, of at most `reach` pixels. */
export function jitter(
  xb: tf.Tensor,
  reach: number,
  random: PythonRandom,
): tf.Tensor {
  const step = () => random.randint(-reach, reach);
  const moved = shifted(xb.dataSync() as Float32Array, () => [step(), step()]);
  return tf.tensor(moved, xb.shape);
}

/** All pictures, each moved as `move` says: [down, right] in pixels. */
export function shifted(
  pictures: Float32Array,
  move: () => readonly [down: number, right: number],
): Float32Array {
  const moved = new Float32Array(pictures.length);
  for (let first = 0; first < pictures.length; first += AREA) {
    const [down, right] = move();
    const from = Math.max(0, -right);
    const width = SIDE - Math.abs(right);
    for (let row = Math.max(0, -down); row < SIDE - Math.max(0, down); row++) {
      const start = first + row * SIDE + from;
      const target = first + (row + down) * SIDE + from + right;
      moved.set(pictures.subarray(start, start + width), target);
    }
  }
  return moved;
}

/** Accuracies on validation digits that are moved by 0…reach pixels: down, up, right, left. */
export function scoresMoved(lab: Lab, net: Model, reach: number): number[][] {
  const valid = threesAndSevens(lab.digits.valid);
  const steps = Array.from({ length: reach + 1 }, (_, step) => step);
  return steps.map((step) => fourWays(net, valid, step));
}

function fourWays(net: Model, data: Dataset, step: number): number[] {
  const ways = [
    [step, 0],
    [-step, 0],
    [0, step],
    [0, -step],
  ] as const;
  return ways.map(([down, right]) => {
    const inputs = shifted(data.inputs, () => [down, right]);
    const loader = new DataLoader({ ...data, inputs }, { batchSize: 1024 });
    const score = accuracy(net, loader);
    loader.dispose();
    return score;
  });
}
