import * as tf from "@tensorflow/tfjs";
import { describe, expect, test } from "vitest";
import { Adam } from "../../../src/learning/train/adam.ts";
import {
  BasicOptim,
  type Optimizer,
} from "../../../src/learning/train/optimizer.ts";
import { SGD } from "../../../src/learning/train/sgd.ts";
import { useEngine } from "../engine.ts";

useEngine();

const GRADIENTS = [
  [1, -2, 0.5],
  [0.25, 1, -1],
  [3, 0, 0.125],
];

/** Where three steps lead from (1, 2, 3), and how many tensors are left after dispose. */
function threeSteps(
  make: (parameters: tf.Variable[]) => Optimizer,
  scale = 1,
): { parameter: Float32Array; left: number } {
  const before = tf.memory().numTensors;
  const w = tf.tidy(() => tf.variable(tf.tensor1d([1, 2, 3])));
  const optimizer = make([w]);
  for (const values of GRADIENTS) {
    const gradient = tf.tensor1d(values.map((each) => each * scale));
    optimizer.step({ [w.name]: gradient });
    gradient.dispose();
  }
  const parameter = Float32Array.from(w.dataSync());
  optimizer.dispose?.();
  w.dispose();
  return { parameter, left: tf.memory().numTensors - before };
}

/** What torch.optim's optimizers make of the same steps, as torch 2.13 prints it. */
const TORCH: [string, (p: tf.Variable[]) => Optimizer, number, number[]][] = [
  [
    "BasicOptim is SGD without momentum",
    (p) => new BasicOptim(p, 0.1),
    1,
    [0.575, 2.1, 3.0375],
  ],
  ["SGD", (p) => new SGD(p, 0.1), 1, [0.575, 2.1, 3.0375]],
  [
    "SGD with momentum 0.9",
    (p) => new SGD(p, 0.1, 0.9),
    1,
    [0.3815, 2.352, 3.042],
  ],
  ["Adam", (p) => new Adam(p, 0.1), 1, [0.735674262, 2.14722157, 2.95763278]],
  [
    "Adam with other means",
    (p) => new Adam(p, 0.1, { squareMomentum: 0.99, epsilon: 1e-5 }),
    1,
    [0.735801578, 2.14733195, 2.95760226],
  ],
  [
    "Adam, epsilon as large as the gradients: it is added to the freed root",
    (p) => new Adam(p, 0.1, { epsilon: 1e-3 }),
    1e-3,
    [0.862415373, 2.09458041, 2.99110961],
  ],
];

describe("three steps lead where torch.optim's lead", () => {
  for (const [name, make, scale, printed] of TORCH) {
    test(name, () => {
      const { parameter, left } = threeSteps(make, scale);
      for (const [at, value] of printed.entries()) {
        expect(parameter[at]).toBeCloseTo(value, 6);
      }
      expect(left).toBe(0);
    });
  }
});

test("a parameter without a gradient stays", () => {
  const w = tf.variable(tf.tensor1d([1, 2]));
  for (const optimizer of [
    new BasicOptim([w], 1),
    new SGD([w], 1, 0.9),
    new Adam([w], 1),
  ]) {
    optimizer.step({});
  }
  expect([...w.dataSync()]).toEqual([1, 2]);
});
