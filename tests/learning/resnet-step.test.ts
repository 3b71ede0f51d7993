import { readFileSync } from "node:fs";
import * as tf from "@tensorflow/tfjs";
import { describe, expect, test } from "vitest";
import { item } from "../../src/learning/data/item.ts";
import { disposeModel, type Model } from "../../src/learning/layers/layers.ts";
import {
  resnet18,
  withRelu,
  withSoftplus,
} from "../../src/learning/layers/resnet.ts";
import {
  loadTorchState,
  type TorchTensor,
  toTorch,
} from "../../src/learning/layers/torch-state.ts";
import { TorchRandom } from "../../src/learning/random/torch-random.ts";
import { crossEntropy } from "../../src/learning/train/loss.ts";
import { useEngine } from "./engine.ts";

useEngine();

/** One entry of resnet-step.json, which resnet-step.py writes. */
interface Step {
  readonly seed: number;
  readonly ending: "relu" | "softplus";
  readonly loss: number;
  readonly gradients: Readonly<Record<string, readonly number[]>>;
  readonly running: Readonly<Record<string, readonly number[]>>;
}

const STEPS: readonly Step[] = JSON.parse(
  readFileSync(new URL("resnet-step.json", import.meta.url), "utf8"),
);
const BATCH = 64;
const SAMPLES = 8;

/** Values as `fill` in resnet-step.py draws them. */
function fill(model: Model, random: TorchRandom): void {
  const state = new Map<string, TorchTensor>();
  for (const [name, variable] of model.state) {
    const { shape } = toTorch(variable);
    const z = random.randn(variable.size);
    state.set(name, { shape, values: z.map(rule(name, shape)) });
  }
  loadTorchState(model, state);
}

function rule(name: string, shape: readonly number[]): (z: number) => number {
  const fanIn = shape.slice(1).reduce((product, each) => product * each, 1);
  if (shape.length > 1) return (z) => z * Math.fround(fanIn ** -0.5);
  if (name.endsWith("running_var")) return (z) => 1 + Math.fround(z * z);
  const mean = name.endsWith("weight") ? 1 : 0;
  return (z) => z * 0.125 + mean;
}

/** Pictures `[64, 28, 28, 3]` and targets `[64, 1]`, drawn in PyTorch's order of axes. */
function batch(random: TorchRandom): [tf.Tensor, tf.Tensor] {
  const pictures = tf.tensor(random.rand(BATCH * 3 * 28 * 28), [
    BATCH,
    3,
    28,
    28,
  ]);
  const targets = random.rand(BATCH).map((u) => (u < 0.5 ? 1 : 0));
  return [tf.transpose(pictures, [0, 2, 3, 1]), tf.tensor(targets, [BATCH, 1])];
}

/** As `samples` in resnet-step.py: 8 values, evenly spaced. */
function samples(tensor: tf.Tensor): number[] {
  const { values } = toTorch(tensor);
  const count = Math.min(SAMPLES, values.length);
  const at = (i: number) => Math.floor((values.length * i) / SAMPLES);
  return Array.from({ length: count }, (_, i) => values[at(i)] ?? Number.NaN);
}

/** |a − b| / |b| over all the samples, as Euclidean lengths. */
function distance(
  ours: (name: string) => number[],
  torch: Step["gradients"],
): number {
  let [square, whole] = [0, 0];
  for (const [name, expected] of Object.entries(torch)) {
    const values = ours(name);
    expect(values).toHaveLength(expected.length);
    for (const [at, value] of expected.entries()) {
      square += ((values[at] ?? Number.NaN) - value) ** 2;
      whole += value ** 2;
    }
  }
  return Math.sqrt(square / whole);
}

/** Relative differences between our step and PyTorch's. */
function compare(step: Step): Record<"loss" | "gradients" | "running", number> {
  const random = new TorchRandom(step.seed);
  const ending = step.ending === "relu" ? withRelu : withSoftplus;
  const model = resnet18(new TorchRandom(0), { ending });
  fill(model, random);
  const [xb, yb] = batch(random);
  const { value, grads } = tf.variableGrads(
    () => crossEntropy(model(xb, "train"), yb),
    [...model.parameters],
  );
  const variable = (name: string) => model.state.get(name) ?? expect.fail(name);
  const gradient = (name: string) => grads[variable(name).name];
  const result = {
    loss: Math.abs(item(value) - step.loss) / step.loss,
    gradients: distance(
      (name) => samples(gradient(name) ?? expect.fail(name)),
      step.gradients,
    ),
    running: distance((name) => samples(variable(name)), step.running),
  };
  tf.dispose([value, grads, xb, yb]);
  disposeModel(model);
  return result;
}

describe("one training step of ResNet-18 from PyTorch's weights", () => {
  /** ReLU flips where two engines differ by a rounding, PyTorch's own two layouts as well. */
  const tolerance = { relu: 3e-2, softplus: 1e-4 };
  for (const step of STEPS) {
    test(`seed ${step.seed}, ${step.ending}: loss, gradients and running statistics`, () => {
      const difference = compare(step);
      expect(difference.loss).toBeLessThan(2e-5);
      expect(difference.gradients).toBeLessThan(tolerance[step.ending]);
      expect(difference.running).toBeLessThan(5e-5);
    });
  }
});
