import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, test } from "vitest";
import { openDigits } from "../../src/digits/open.ts";
import { DataLoader } from "../../src/learning/data/data-loader.ts";
import { threesAndSevens } from "../../src/learning/data/dataset.ts";
import { item } from "../../src/learning/data/item.ts";
import { linearModel, simpleNet } from "../../src/learning/layers/models.ts";
import { chapterStream } from "../../src/learning/random/chapter-stream.ts";
import { type EpochRow, Learner } from "../../src/learning/train/learner.ts";
import { meanSquare, mnistLoss } from "../../src/learning/train/loss.ts";
import { accuracy, validateEpoch } from "../../src/learning/train/metrics.ts";
import { BasicOptim } from "../../src/learning/train/optimizer.ts";
import { SGD } from "../../src/learning/train/sgd.ts";
import { trainEpoch } from "../../src/learning/train/training.ts";
import { useEngine } from "./engine.ts";

/**
 * The tables that the chapter's notebook prints, met on real MNIST: from the same stream, in the
 * same order, unshuffled, batch 256.
 */
useEngine();

const folder = process.env.LECTERN_DATA;
const onMnist = test.skipIf(!folder);
if (!folder) {
  console.warn(
    "chapter.test.ts: LECTERN_DATA is not set, so MNIST's tables are not compared",
  );
}

let train: DataLoader;
let valid: DataLoader;
beforeAll(async () => {
  if (!folder) return;
  const { digits } = await openDigits({ data: "mnist", env: process.env });
  const loader = (set: typeof digits.train) =>
    new DataLoader(threesAndSevens(set), { batchSize: 256 });
  [train, valid] = [loader(digits.train), loader(digits.valid)];
});

/** The chapter's model written by hand: weights `randn(784)`, bias `randn(1)`. */
function byHand(section: "mnist-loss" | "putting-it-all-together") {
  const random = chapterStream(section);
  const weights = tf.variable(tf.tensor2d(random.randn(784), [784, 1]));
  const bias = tf.variable(tf.tensor1d(random.randn(1)));
  const predict = (xb: tf.Tensor) => tf.add(tf.matMul(xb, weights), bias);
  return { weights, bias, predict };
}

test("6 End to end: the losses of ten steps, to 6 digits", () => {
  const random = chapterStream("end-to-end");
  const time = tf.range(0, 20);
  const noise = tf.mul(random.randn(20), 3);
  const curve = tf.mul(0.75, tf.square(tf.sub(time, 9.5)));
  const speed = tf.add(tf.add(noise, curve), 1);
  const [a = 0, b = 0, c = 0] = random.randn(3);
  const params = [a, b, c].map((value) => tf.variable(tf.scalar(value)));
  const loss = () => {
    const [a = tf.scalar(0), b = tf.scalar(0), c = tf.scalar(0)] = params;
    const at = tf.add(tf.add(tf.mul(a, tf.square(time)), tf.mul(b, time)), c);
    return meanSquare(at, speed);
  };
  const optimizer = new BasicOptim(params, 1e-5);
  const losses = Array.from({ length: 11 }, () => {
    const { value, grads } = tf.variableGrads(loss, params);
    optimizer.step(grads);
    return item(value);
  });
  const printed = [
    25823.8086, 5435.53662, 1577.44958, 847.378052, 709.222656, 683.075745,
    678.124512, 677.18396, 677.002502, 676.964355, 676.953735,
  ];
  for (const [at, value] of printed.entries()) {
    // Native adds the 20 squares in lanes, which moves a loss by up to its last printed digit.
    if (process.env.LECTERN_ENGINE === "native") {
      expect(Math.abs((losses[at] ?? 0) / value - 1)).toBeLessThan(2e-6);
    } else {
      expect(losses[at]?.toPrecision(6)).toBe(value.toPrecision(6));
    }
  }
});

describe("7 The MNIST loss", () => {
  onMnist("first predictions and accuracy", () => {
    const { predict } = byHand("mnist-loss");
    const first = [...train].flatMap(([xb]) => [...predict(xb).dataSync()]);
    const printed = [
      20.23362, 17.06435, 15.23835, 18.38036, 23.85667, 28.68162,
    ];
    for (const [at, value] of printed.entries()) {
      expect(first.at(at < 3 ? at : at - 6)).toBeCloseTo(value, 4);
    }
    expect(accuracy(predict, train)).toBe(6089 / 12396);
  });
});

describe("8 Putting it all together", () => {
  onMnist(
    "the first four digits: predictions, loss, gradients that pile up",
    () => {
      const { weights, bias, predict } = byHand("putting-it-all-together");
      const [[xb, yb] = expect.fail("no batch")] = train;
      const [four, targets] = [tf.slice(xb, 0, 4), tf.slice(yb, 0, 4)];
      const predictions = [...predict(four).dataSync()].map((p) =>
        p.toFixed(4),
      );
      expect(predictions).toEqual(["-11.1002", "5.9263", "9.9627", "-8.1484"]);
      const { value, grads } = tf.variableGrads(
        () => mnistLoss(predict(four), targets),
        [weights, bias],
      );
      expect(item(value).toFixed(4)).toBe("0.5006");
      const [dw, db] = [weights, bias].map((each) =>
        item(tf.mean(grads[each.name] ?? expect.fail(each.name))),
      );
      const calls = [1, 2, 3].map((n) =>
        [dw, db].map((gradient) => ((gradient ?? 0) * n).toFixed(4)),
      );
      expect(calls).toEqual([
        ["-0.0001", "-0.0008"],
        ["-0.0002", "-0.0015"],
        ["-0.0003", "-0.0023"],
      ]);
    },
  );

  onMnist(
    "21 epochs, the first within 0.0004, the others within 0.0001",
    () => {
      const printed = [
        0.688, 0.8314, 0.9017, 0.9227, 0.9349, 0.9438, 0.9501, 0.9535, 0.9564,
        0.9594, 0.9618, 0.9613, 0.9638, 0.9643, 0.9652, 0.9662, 0.9677, 0.9687,
        0.9691, 0.9691, 0.9696,
      ];
      const { weights, bias, predict } = byHand("putting-it-all-together");
      const before = validateEpoch(predict, valid);
      expect(before).toBeGreaterThanOrEqual(0.5213);
      expect(before).toBeLessThanOrEqual(0.5219);
      const optimizer = new BasicOptim([weights, bias], 1);
      const rows = printed.map(() => {
        trainEpoch(predict, train, mnistLoss, optimizer);
        return validateEpoch(predict, valid);
      });
      for (const [at, value] of printed.entries()) {
        const room = at === 0 ? 0.00041 : 0.00011; // the first moves fastest
        expect(Math.abs((rows[at] ?? Number.NaN) - value)).toBeLessThan(room);
      }
    },
  );
});

describe("9 Optimizer", () => {
  const tables = {
    "basic-optim": [
      0.4932, 0.8618, 0.8203, 0.9102, 0.9331, 0.9468, 0.9555, 0.9629, 0.9658,
      0.9673, 0.9687, 0.9707, 0.9726, 0.9751, 0.9761, 0.9761, 0.9775, 0.978,
      0.9785, 0.9785,
    ],
    sgd: [
      0.4932, 0.8521, 0.8335, 0.9116, 0.9326, 0.9473, 0.9555, 0.9624, 0.9648,
      0.9668, 0.9692, 0.9712, 0.9731, 0.9746, 0.9761, 0.9765, 0.9775, 0.978,
      0.9785, 0.9785,
    ],
  } as const;
  for (const [section, optim] of [
    ["basic-optim", BasicOptim],
    ["sgd", SGD],
  ] as const) {
    onMnist(`${optim.name}: 20 epochs to the printed digit`, () => {
      const model = linearModel(chapterStream(section));
      const optimizer = new optim(model.parameters, 1);
      const rows = tables[section].map(() => {
        trainEpoch(model, train, mnistLoss, optimizer);
        return validateEpoch(model, valid);
      });
      expect(rows).toEqual(tables[section]);
    });
  }

  onMnist(
    "Learner: 10 rows; losses to 1e-5, which is what torch's own rounding costs",
    () => {
      const printed = [
        [0.636857, 0.503549, 0.495584],
        [0.545725, 0.170281, 0.866045],
        [0.199223, 0.184893, 0.831207],
        [0.08658, 0.107836, 0.911187],
        [0.045185, 0.078481, 0.932777],
        [0.029108, 0.062792, 0.946516],
        [0.02256, 0.053017, 0.955348],
        [0.019687, 0.0465, 0.962218],
        [0.018252, 0.041929, 0.965162],
        [0.017402, 0.038573, 0.967615],
      ];
      const rows = learn("learner", linearModel, 10, 1);
      for (const [
        at,
        [trainLoss = 0, validLoss = 0, share = 0],
      ] of printed.entries()) {
        const row = rows[at] ?? expect.fail(`no row ${at}`);
        expect(Math.abs(row.trainLoss - trainLoss)).toBeLessThan(1e-5);
        expect(Math.abs(row.validLoss - validLoss)).toBeLessThan(1e-5);
        expect(row.accuracy).toBeCloseTo(share, 6);
      }
    },
  );
});

describe("10 Nonlinearity", () => {
  onMnist("784-30-1 after 40 epochs at 0.1: 2003 of 2038", () => {
    const rows = learn("small-net", simpleNet, 40, 0.1);
    expect(rows[0]?.accuracy).toBe(1036 / 2038);
    expect(rows.at(-1)?.accuracy).toBe(2003 / 2038);
  });
});

function learn(
  section: "learner" | "small-net",
  make: typeof linearModel,
  epochs: number,
  lr: number,
): EpochRow[] {
  const model = make(chapterStream(section));
  const optimizer = new SGD(model.parameters, lr);
  return new Learner({ train, valid, model, loss: mnistLoss, optimizer }).fit(
    epochs,
    lr,
  );
}
