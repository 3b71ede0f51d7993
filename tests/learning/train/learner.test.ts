import * as tf from "@tensorflow/tfjs";
import { describe, expect, test } from "vitest";
import { DataLoader } from "../../../src/learning/data/data-loader.ts";
import type { Dataset } from "../../../src/learning/data/dataset.ts";
import { batchNorm2d } from "../../../src/learning/layers/batch-norm.ts";
import { convolution } from "../../../src/learning/layers/convolution.ts";
import {
  linear,
  type Mode,
  model,
} from "../../../src/learning/layers/layers.ts";
import { Stream } from "../../../src/learning/random/stream.ts";
import { Adam } from "../../../src/learning/train/adam.ts";
import { DebiasedAverage } from "../../../src/learning/train/average.ts";
import {
  type FitProgress,
  Learner,
  type LearnerParts,
} from "../../../src/learning/train/learner.ts";
import { crossEntropy, mnistLoss } from "../../../src/learning/train/loss.ts";
import {
  BasicOptim,
  type Optimizer,
} from "../../../src/learning/train/optimizer.ts";
import { oneCycle } from "../../../src/learning/train/schedule.ts";
import { SGD } from "../../../src/learning/train/sgd.ts";
import { trainBatch } from "../../../src/learning/train/training.ts";
import { useEngine } from "../engine.ts";

useEngine();

/** Points in the plane; the target says whether x > y. */
function points(count: number, seed: number): Dataset {
  const inputs = new Stream(seed).randn(2 * count);
  const targets = Float32Array.from({ length: count }, (_, at) =>
    (inputs[2 * at] ?? 0) > (inputs[2 * at + 1] ?? 0) ? 1 : 0,
  );
  return { count, inputShape: [2], inputs, targets };
}

function parts(changes: Partial<LearnerParts> = {}): LearnerParts {
  const net = linear(2, 1, new Stream(1));
  return {
    train: new DataLoader(points(100, 2), { batchSize: 30 }),
    valid: new DataLoader(points(50, 3), { batchSize: 20 }),
    model: net,
    loss: mnistLoss,
    optimizer: new SGD(net.parameters, 0),
    ...changes,
  };
}

describe("Learner", () => {
  test("learns a line that parts the points", () => {
    const rows = new Learner(parts()).fit(20, 5);
    expect(rows.map((row) => row.epoch)).toEqual([...Array(20).keys()]);
    expect(rows.at(-1)?.accuracy).toBeGreaterThanOrEqual(0.96);
    expect(rows.at(-1)?.trainLoss).toBeLessThan(rows[0]?.trainLoss ?? 0);
  });

  test("averages the training loss over the batches since fit began, debiased, beta 0.98", () => {
    const losses: number[] = [];
    const average = new DebiasedAverage(0.98);
    const loss: LearnerParts["loss"] = (predictions, targets) => {
      const value = mnistLoss(predictions, targets);
      if (targets.shape[0] !== 20) losses.push(value.arraySync());
      return value;
    };
    const valid = new DataLoader(points(40, 3), { batchSize: 20 });
    const rows = new Learner(parts({ loss, valid })).fit(2, 1);
    for (const [at, value] of losses.entries()) {
      average.add(value);
      if (at % 4 === 3) {
        expect(rows[(at - 3) / 4]?.trainLoss).toBeCloseTo(average.value, 6);
      }
    }
    expect(losses).toHaveLength(8);
  });

  test("weighs validation batches by their size", () => {
    const whole = new DataLoader(points(50, 3), { batchSize: 50 });
    const [inParts] = new Learner(parts()).fit(1, 1);
    const [atOnce] = new Learner(parts({ valid: whole })).fit(1, 1);
    expect(inParts?.validLoss).toBeCloseTo(atOnce?.validLoss ?? 0, 6);
    expect(inParts?.accuracy).toBe(atOnce?.accuracy);
  });

  test("trains in mode train and validates in mode eval", () => {
    const modes: (Mode | undefined)[] = [];
    const net = linear(2, 1, new Stream(1));
    const spy = model(
      (x, mode) => {
        modes.push(mode);
        return net(x);
      },
      { net },
    );
    const optimizer = new SGD(spy.parameters, 0);
    new Learner(parts({ model: spy, optimizer })).fit(1, 1);
    expect(modes).toEqual([
      ...Array(4).fill("train"),
      ...Array(3).fill("eval"),
    ]);
  });

  test("tells how far it is after each batch, and each row as it comes", () => {
    const seen: FitProgress[] = [];
    const rows: number[] = [];
    new Learner(
      parts({
        onBatch: (progress) => seen.push(progress),
        onEpoch: (row) => rows.push(row.epoch),
      }),
    ).fit(2, 1);
    expect(seen.map((each) => each.done)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(new Set(seen.map((each) => each.total))).toEqual(new Set([8]));
    expect(seen.map((each) => each.epoch)).toEqual([0, 0, 0, 0, 1, 1, 1, 1]);
    expect(rows).toEqual([0, 1]);
  });

  test("fitOneCycle sets the schedule's rate before each batch, momentum where there is any", () => {
    const follow = (momentum: number) => {
      const net = linear(2, 1, new Stream(1));
      const optimizer = new SGD(net.parameters, 0, momentum);
      const settings: { lr: number; momentum: number }[] = [];
      const onBatch = () =>
        settings.push({ lr: optimizer.lr, momentum: optimizer.momentum });
      new Learner(parts({ model: net, optimizer, onBatch })).fitOneCycle(2, 1);
      return settings;
    };
    const schedule = Array.from({ length: 8 }, (_, at) => oneCycle(at / 8, 1));
    expect(follow(0.9)).toEqual(schedule);
    expect(follow(0)).toEqual(schedule.map(({ lr }) => ({ lr, momentum: 0 })));
  });

  test("Adam learns too", () => {
    const net = linear(2, 1, new Stream(1));
    const optimizer = new Adam(net.parameters, 0);
    const rows = new Learner(parts({ model: net, optimizer })).fit(20, 0.1);
    expect(rows.at(-1)?.accuracy).toBeGreaterThanOrEqual(0.96);
  });
});

describe("a hundred steps leave no tensor behind", () => {
  const optimizers: [string, (p: readonly tf.Variable[]) => Optimizer][] = [
    ["BasicOptim", (p) => new BasicOptim(p, 0.1)],
    ["SGD with momentum", (p) => new SGD(p, 0.1, 0.9)],
    ["Adam", (p) => new Adam(p, 0.1)],
  ];
  for (const [name, make] of optimizers) {
    test(`with ${name}, convolution and batch norm`, () => {
      const conv = convolution(3, 4, { kernel: 3, stride: 1 }, new Stream(1));
      const bn = batchNorm2d(4);
      const fc = linear(4, 2, new Stream(2));
      const net = model(
        (x, mode) => {
          const y = bn(conv(x), mode, { relu: true, residual: conv(x) });
          return fc(tf.mean(y, [1, 2]));
        },
        { conv, bn, fc },
      );
      const xb = tf.tensor4d(new Stream(3).rand(2 * 5 * 5 * 3), [2, 5, 5, 3]);
      const yb = tf.tensor2d([0, 1], [2, 1]);
      const optimizer = make(net.parameters);
      const step = () => trainBatch(net, [xb, yb], crossEntropy, optimizer);
      step();
      const before = tf.memory().numTensors;
      for (let i = 0; i < 100; i++) step();
      expect(tf.memory().numTensors).toBe(before);
    });
  }
});

test("training that diverges stops at the loss that is no finite number", () => {
  const net = linear(2, 1, new Stream(1));
  const loss: LearnerParts["loss"] = (predictions) =>
    tf.mean(tf.square(predictions));
  const optimizer = new SGD(net.parameters, 1e6);
  const learner = new Learner(parts({ model: net, loss, optimizer }));
  expect(() => learner.fit(20, 1e6)).toThrow(
    /^the loss is (Infinity|NaN): the training diverged, and a lower/,
  );
});
