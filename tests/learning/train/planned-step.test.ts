import { createHash } from "node:crypto";
import * as tf from "@tensorflow/tfjs";
import { afterEach, describe, expect, test } from "vitest";
import type { Engine } from "../../../src/engine/engine.ts";
import { openEngine } from "../../../src/engine/open.ts";
import { eagerStep } from "../../../src/engine/step.ts";
import {
  type Batch,
  DataLoader,
} from "../../../src/learning/data/data-loader.ts";
import { item } from "../../../src/learning/data/item.ts";
import {
  disposeModel,
  linear,
  type Model,
  model,
} from "../../../src/learning/layers/layers.ts";
import {
  linearModel,
  onDigits,
  simpleNet,
} from "../../../src/learning/layers/models.ts";
import { resnet18 } from "../../../src/learning/layers/resnet.ts";
import { Stream } from "../../../src/learning/random/stream.ts";
import { TorchRandom } from "../../../src/learning/random/torch-random.ts";
import { Adam } from "../../../src/learning/train/adam.ts";
import {
  binaryCrossEntropy,
  crossEntropy,
  type Loss,
  meanSquare,
  mnistLoss,
} from "../../../src/learning/train/loss.ts";
import {
  BasicOptim,
  type Optimizer,
} from "../../../src/learning/train/optimizer.ts";
import { SGD } from "../../../src/learning/train/sgd.ts";
import { trainBatch } from "../../../src/learning/train/training.ts";

/** A training from its start: everything in it is made anew, so that two of it are alike. */
interface Training {
  readonly model: Model;
  readonly loss: Loss;
  readonly optimizer: Optimizer;
  readonly items: number;
  readonly batchSize: number;
  readonly epochs: number;
  /** Numbers that the training's own code has put down on the way. */
  readonly notes?: readonly number[];
  readonly width?: number;
}

type Step = typeof trainBatch;

const eagerly: Step = (forward, [xb, yb], loss, optimizer) =>
  eagerStep({
    ...{ owner: optimizer, inputs: [xb, yb] },
    parameters: optimizer.parameters,
    loss: () => loss(forward(xb, "train"), yb),
    update: (gradients) => optimizer.step(gradients),
  });

/** What comes out of the training: losses, notes, the model at the end, and tensors left. */
function outcome(make: () => Training, step: Step) {
  const before = tf.memory().numTensors;
  const training = make();
  const { model: net, loss, optimizer, items, epochs } = training;
  const width = training.width ?? 784;
  const random = new Stream(2);
  const data = {
    ...{ count: items, inputShape: [width] },
    inputs: random.rand(items * width),
    targets: random.rand(items).map((u) => Number(u < 0.5)),
  };
  const { batchSize } = training;
  const loader = new DataLoader(data, { batchSize, shuffle: random });
  const losses: number[] = [];
  for (let epoch = 0; epoch < epochs; epoch += 1) {
    for (const batch of loader) {
      optimizer.lr *= 0.99; // as a schedule would
      losses.push(step(net, batch as Batch, loss, optimizer));
    }
  }
  const hash = createHash("sha256");
  for (const each of net.state.values()) hash.update(each.dataSync());
  optimizer.dispose?.();
  disposeModel(net);
  const left = tf.memory().numTensors - before;
  return { losses, notes: training.notes, left, model: hash.digest("hex") };
}

/** The topics' models. 90 items in batches of 32: the last one of an epoch has another shape. */
const SMALL = { items: 90, batchSize: 32, epochs: 34 };
const trainings: Readonly<Record<string, () => Training>> = {
  "784-1, by hand": () => {
    const net = linearModel(new Stream(1));
    const optimizer = new BasicOptim(net.parameters, 1);
    return { ...SMALL, model: net, loss: mnistLoss, optimizer };
  },
  "784-30-1, momentum": () => {
    const net = simpleNet(new Stream(1));
    const optimizer = new SGD(net.parameters, 0.1, 0.9);
    return { ...SMALL, model: net, loss: binaryCrossEntropy, optimizer };
  },
  "784-30-1, Adam": () => {
    const net = simpleNet(new Stream(1));
    const optimizer = new Adam(net.parameters, 0.01);
    return { ...SMALL, model: net, loss: meanSquare, optimizer };
  },
  "ResNet-18": () => {
    const net = onDigits(resnet18(new TorchRandom(1)));
    const optimizer = new SGD(net.parameters, 0.01);
    const sizes = { items: 2, batchSize: 2, epochs: 4 };
    return { ...sizes, model: net, loss: crossEntropy, optimizer };
  },
};

let engine: Engine | undefined;
afterEach(async () => engine?.close());

/** Engines that compute other bits, or share the work otherwise. */
const modes = [
  { reproducible: true, threads: 1 },
  { reproducible: true, threads: 2 },
  { reproducible: false, threads: 2 },
];

for (const mode of modes) {
  test(`a planned step comes to the eager step's bits: ${JSON.stringify(mode)}`, async () => {
    engine = await openEngine({ engine: "wasm", ...mode });
    for (const [name, make] of Object.entries(trainings)) {
      const planned = outcome(make, trainBatch);
      expect(planned, name).toEqual(outcome(make, eagerly));
    }
  });
}

/** A small training whose own code does something on the way. */
function habit(
  change: (parts: { net: Model; notes: number[]; random: Stream }) => {
    readonly forward?: (x: tf.Tensor) => tf.Tensor;
    readonly loss?: Loss;
    readonly optimizer?: Optimizer;
  },
): () => Training {
  return () => {
    const notes: number[] = [];
    const net = linear(4, 1, new Stream(1));
    const changed = change({ net, notes, random: new Stream(3) });
    return {
      ...{ items: 24, batchSize: 8, epochs: 10, width: 4, notes },
      model: model(changed.forward ?? net, { net }),
      loss: changed.loss ?? meanSquare,
      optimizer: changed.optimizer ?? new BasicOptim(net.parameters, 0.1),
    };
  };
}

const habits: Readonly<Record<string, () => Training>> = {
  "looks at activations": habit(({ net, notes }) => ({
    forward(x) {
      const y = net(x);
      notes.push(item(tf.mean(y)));
      return y;
    },
  })),
  "keeps a tensor until the next step": habit(({ net, notes }) => {
    let before: tf.Tensor | undefined;
    return {
      forward(x) {
        if (before) notes.push(...before.dataSync());
        before?.dispose();
        const y = net(x);
        before = tf.keep(tf.clone(y));
        return y;
      },
    };
  }),
  "drops out at random, from step 12 on": habit(({ net, random, notes }) => ({
    forward(x) {
      notes.push(notes.length);
      const hidden = tf.relu(tf.add(x, -0.2));
      if (notes.length < 12) return net(hidden);
      const mask = random.rand(x.size).map((u) => Number(u < 0.5));
      return net(tf.mul(hidden, tf.tensor(mask, x.shape)));
    },
  })),
  "turns a knob in JavaScript": habit(({ notes }) => ({
    loss(predictions, targets) {
      notes.push(notes.length);
      return tf.mul(meanSquare(predictions, targets), 1 / notes.length);
    },
  })),
  "changes its softmax halfway": habit(({ notes }) => ({
    loss(predictions, targets) {
      notes.push(notes.length);
      const pair = tf.concat([predictions, tf.neg(predictions)], 1);
      const logits = notes.length > 15 ? tf.mul(pair, 2) : pair;
      const loss = crossEntropy(logits, targets);
      return notes.length > 20 ? tf.mul(loss, loss) : loss;
    },
  })),
  "has a gradient of its own": habit(({ net, notes }) => {
    const half = tf.customGrad((x) => ({
      value: tf.mul(x as tf.Tensor, 1),
      gradFunc(dy: tf.Tensor) {
        notes.push(item(tf.sum(dy)));
        return tf.mul(dy, 0.5);
      },
    }));
    return { forward: (x) => half(net(x)) };
  }),
  "clips gradients that it looks at": habit(({ net, notes }) => {
    const optimizer = new SGD(net.parameters, 0.1);
    return {
      optimizer: Object.assign(Object.create(optimizer) as Optimizer, {
        step(this: Optimizer, gradients: tf.NamedTensorMap) {
          const norms = Object.values(gradients).map((g) => item(tf.norm(g)));
          notes.push(...norms);
          const most = 1 / Math.max(1, ...norms);
          const clipped = Object.entries(gradients).map(([name, g]) => [
            name,
            tf.mul(g, most),
          ]);
          optimizer.lr = this.lr;
          optimizer.step(Object.fromEntries(clipped));
        },
      }),
    };
  }),
  "starts over halfway": habit(({ net, notes }) => ({
    forward(x) {
      notes.push(notes.length);
      return net(x);
    },
    loss(predictions, targets) {
      if (notes.length === 14) {
        for (const each of net.parameters) each.assign(tf.zerosLike(each));
      }
      return meanSquare(predictions, targets);
    },
  })),
};

describe("what a training's own code does on the way comes out as in an eager step, where it", () => {
  for (const [name, make] of Object.entries(habits)) {
    test(name, async () => {
      engine = await openEngine({ engine: "wasm", threads: 1 });
      const planned = outcome(make, trainBatch);
      expect(planned).toEqual(outcome(make, eagerly));
    });
  }
});

test("from the third step on, a step runs by its plan", async () => {
  engine = await openEngine({ engine: "wasm", threads: 1 });
  const net = linear(4, 1, new Stream(1));
  const optimizer = new SGD(net.parameters, 0.1);
  const batch: Batch = [tf.ones([8, 4]), tf.ones([8, 1])];
  const step = () => trainBatch(net, batch, meanSquare, optimizer);
  const losses = [step(), step()];
  // A plan knows its kernels: what TensorFlow.js would look up is not asked.
  const kernels = tf.getKernelsForBackend("wasm");
  const putBack = kernels.map((each) => {
    const run = each.kernelFunc;
    each.kernelFunc = () => {
      throw new Error(`${each.kernelName} was run eagerly`);
    };
    return () => {
      each.kernelFunc = run;
    };
  });
  losses.push(step(), step());
  for (const each of putBack) each();
  const falling = [...losses].sort((a, b) => b - a);
  expect(losses).toEqual(falling);
});
