import * as tf from "@tensorflow/tfjs";
import { describe, expect, test } from "vitest";
import { batchNorm2d } from "../../../src/learning/layers/batch-norm.ts";
import { convolution } from "../../../src/learning/layers/convolution.ts";
import {
  disposeModel,
  linear,
  model,
  parameterCount,
  relu,
  sequential,
} from "../../../src/learning/layers/layers.ts";
import {
  linearModel,
  onDigits,
  simpleNet,
} from "../../../src/learning/layers/models.ts";
import { resnet18 } from "../../../src/learning/layers/resnet.ts";
import {
  loadTorchState,
  toTorch,
} from "../../../src/learning/layers/torch-state.ts";
import { Stream } from "../../../src/learning/random/stream.ts";
import { TorchRandom } from "../../../src/learning/random/torch-random.ts";
import { useEngine } from "../engine.ts";

useEngine();

describe("the chapter's models", () => {
  test("have 785, 23,581 and 11,177,538 parameters", () => {
    const models = [linearModel, simpleNet, resnet18];
    const counts = models.map((make) => {
      const made = make(new TorchRandom(42));
      const count = parameterCount(made);
      disposeModel(made);
      return count;
    });
    expect(counts).toEqual([785, 23_581, 11_177_538]);
  });

  test("resnet18 names its variables as torchvision does", () => {
    const net = resnet18(new Stream(1));
    const names = [...net.state.keys()];
    expect(names.slice(0, 6)).toEqual([
      "conv1.weight",
      "bn1.weight",
      "bn1.bias",
      "bn1.running_mean",
      "bn1.running_var",
      "layer1.0.conv1.weight",
    ]);
    expect(names).toContain("layer2.0.downsample.0.weight");
    expect(names).not.toContain("layer1.0.downsample.0.weight");
    expect(names.slice(-2)).toEqual(["fc.weight", "fc.bias"]);
    expect(net.parameters).toHaveLength(62);
    disposeModel(net);
  });

  test("onDigits lets resnet18 read rows of pixels", () => {
    const net = onDigits(resnet18(new Stream(1)));
    const logits = tf.tidy(() => net(tf.ones([2, 784])).shape);
    expect(logits).toEqual([2, 2]);
    disposeModel(net);
  });
});

test("linear is x·wᵀ + b with PyTorch's initial values", () => {
  const { weight, bias } = new TorchRandom(42).linearInit(3, 2);
  const layer = linear(3, 2, new TorchRandom(42));
  const y = tf.tidy(() => [...layer(tf.tensor2d([[1, 2, 3]])).dataSync()]);
  for (const out of [0, 1]) {
    const [a = 0, b = 0, c = 0] = weight.subarray(3 * out, 3 * out + 3);
    expect(y[out]).toBeCloseTo(a + 2 * b + 3 * c + (bias[out] ?? 0), 6);
  }
});

test("sequential runs its layers one after the other and names them by number", () => {
  const twice = model((x) => x.mul(2), {});
  const less = model((x) => x.sub(5), {});
  const net = sequential(less, relu, twice, linear(1, 1, new Stream(1)));
  expect([...net.state.keys()]).toEqual(["3.weight", "3.bias"]);
  const y = tf.tidy(() => [
    ...sequential(less, relu, twice)(tf.tensor1d([4, 8])).dataSync(),
  ]);
  expect(y).toEqual([0, 6]);
});

test("convolution with stride 1 keeps height and width, with stride 2 halves them up", () => {
  const shapes = [1, 2].map((stride) =>
    tf.tidy(() => {
      const layer = convolution(3, 4, { kernel: 3, stride }, new Stream(1));
      return layer(tf.ones([1, 7, 7, 3])).shape;
    }),
  );
  expect(shapes).toEqual([
    [1, 7, 7, 4],
    [1, 4, 4, 4],
  ]);
});

describe("batchNorm2d", () => {
  const x = () => tf.tensor4d([1, 2, 3, 6], [4, 1, 1, 1]);
  const values = (tensor: tf.Tensor) => [...tensor.dataSync()];

  test("in training goes by the batch and remembers a tenth of it, unbiased", () => {
    const layer = batchNorm2d(1);
    const y = tf.tidy(() => values(layer(x(), "train")));
    const deviation = Math.sqrt(3.5 + 1e-5);
    for (const [at, each] of [-2, -1, 0, 3].entries()) {
      expect(y[at]).toBeCloseTo(each / deviation, 5);
    }
    const [mean = 0, variance = 0] = ["running_mean", "running_var"].map(
      (name) => layer.state.get(name)?.dataSync()[0],
    );
    expect(mean).toBeCloseTo(0.3, 6);
    expect(variance).toBeCloseTo(0.9 + 0.1 * (14 / 3), 5);
  });

  test("otherwise goes by what it remembers, and keeps it", () => {
    const layer = batchNorm2d(1);
    const y = tf.tidy(() => values(layer(x())));
    for (const [at, each] of [1, 2, 3, 6].entries()) {
      expect(y[at]).toBeCloseTo(each, 4);
    }
    expect(layer.state.get("running_mean")?.dataSync()[0]).toBe(0);
  });

  test("adds the residual, then cuts off below 0", () => {
    const layer = batchNorm2d(1);
    const y = tf.tidy(() =>
      values(
        layer(x(), "eval", {
          relu: true,
          residual: tf.fill([4, 1, 1, 1], -2.5),
        }),
      ),
    );
    for (const [at, each] of [0, 0, 0.5, 3.5].entries()) {
      expect(y[at]).toBeCloseTo(each, 4);
    }
  });
});

describe("loadTorchState", () => {
  test("turns kernels and weights as PyTorch keeps them, and toTorch turns them back", () => {
    const net = model((x) => x, {
      kernel: tf.variable(tf.zeros([3, 3, 2, 4])),
      weight: tf.variable(tf.zeros([5, 2])),
      bias: tf.variable(tf.zeros([2])),
    });
    const random = new Stream(1);
    const state = new Map([
      ["kernel", { shape: [4, 2, 3, 3], values: random.rand(72) }],
      ["weight", { shape: [2, 5], values: random.rand(10) }],
      ["bias", { shape: [2], values: random.rand(2) }],
    ]);
    loadTorchState(net, state);
    for (const [name, variable] of net.state) {
      expect(toTorch(variable)).toEqual(state.get(name));
    }
    const kernel = net.state.get("kernel")?.arraySync() as number[][][][];
    const values = state.get("kernel")?.values;
    expect(kernel[1]?.[2]?.[0]?.[3]).toBe(
      values?.[(3 * 2 + 0) * 9 + 1 * 3 + 2],
    );
  });

  test("names what is missing, unknown or of another shape", () => {
    const net = linear(3, 2, new Stream(1));
    const weight = { shape: [2, 3], values: new Float32Array(6) };
    const bias = { shape: [2], values: new Float32Array(2) };
    const load = (state: Record<string, typeof weight>) => () =>
      loadTorchState(net, new Map(Object.entries(state)));
    expect(load({ weight })).toThrow("missing name: bias");
    expect(load({ weight, bias, scale: bias })).toThrow("unknown name: scale");
    expect(load({ weight: { ...weight, shape: [3, 2] }, bias })).toThrow(
      "shape of weight is not [2,3] but [3,2]",
    );
  });
});
