import * as tf from "@tensorflow/tfjs";
import fc from "fast-check";
import { beforeEach, describe, expect, test } from "vitest";
import { DataLoader } from "../../../src/learning/data/data-loader.ts";
import type { Dataset } from "../../../src/learning/data/dataset.ts";
import { Stream } from "../../../src/learning/random/stream.ts";
import { useEngine } from "../engine.ts";

useEngine();

/** Item i has the inputs [i, i + ½] and the target 10·i. */
function numbered(count: number): Dataset {
  return {
    count,
    inputShape: [2],
    inputs: Float32Array.from({ length: 2 * count }, (_, at) => at / 2),
    targets: Float32Array.from({ length: count }, (_, at) => 10 * at),
  };
}

/** The items of each batch of one pass, read from its inputs. */
function pass(loader: DataLoader): number[][] {
  return Array.from(loader, ([xb, yb]) => {
    const [x, y] = [[...xb.dataSync()], [...yb.dataSync()]];
    const items = y.map((target) => target / 10);
    expect(x).toEqual(items.flatMap((item) => [item, item + 0.5]));
    return items;
  });
}

let before = 0;
beforeEach(() => {
  before = tf.memory().numTensors;
});
const left = () => tf.memory().numTensors - before;

describe("DataLoader without a shuffle", () => {
  test("cuts the data in its own order, the last batch smaller", () => {
    const loader = new DataLoader(numbered(8), { batchSize: 3 });
    expect(pass(loader)).toEqual([
      [0, 1, 2],
      [3, 4, 5],
      [6, 7],
    ]);
    expect(loader.length).toBe(3);
  });

  test("gives inputs [size, …inputShape] and targets [size, 1]", () => {
    const data = { ...numbered(6), inputShape: [1, 2] };
    const [[xb, yb] = expect.fail("no batch")] = new DataLoader(data, {
      batchSize: 4,
    });
    expect([xb.shape, yb.shape]).toEqual([
      [4, 1, 2],
      [4, 1],
    ]);
  });

  test("leaves out the last batch with dropLast, unless it is full", () => {
    const drop = (count: number) =>
      pass(new DataLoader(numbered(count), { batchSize: 3, dropLast: true }));
    expect(drop(8)).toEqual([
      [0, 1, 2],
      [3, 4, 5],
    ]);
    expect(drop(6)).toEqual([
      [0, 1, 2],
      [3, 4, 5],
    ]);
  });

  test("makes its batches once and frees them on dispose", () => {
    const loader = new DataLoader(numbered(8), { batchSize: 3 });
    pass(loader);
    pass(loader);
    expect(left()).toBe(6);
    loader.dispose();
    expect(left()).toBe(0);
    expect(pass(loader)).toHaveLength(3);
    loader.dispose();
  });
});

test("a batch outlives the tidy that the loop runs in", () => {
  const loader = new DataLoader(numbered(8), { batchSize: 3 });
  tf.tidy(() => pass(loader));
  expect(pass(loader).flat()).toHaveLength(8);
  loader.dispose();
});

describe("DataLoader with a shuffle", () => {
  const shuffled = (count: number, batchSize: number, seed = 42) =>
    new DataLoader(numbered(count), { batchSize, shuffle: new Stream(seed) });

  test("gives every item once, in batches of the right size", () => {
    const sizes = fc.tuple(
      fc.integer({ min: 1, max: 40 }),
      fc.integer({ min: 1, max: 12 }),
    );
    fc.assert(
      fc.property(sizes, fc.nat(), ([count, batchSize], seed) => {
        const batches = pass(shuffled(count, batchSize, seed));
        expect(
          batches.slice(0, -1).every((each) => each.length === batchSize),
        ).toBe(true);
        expect(batches.flat().sort((a, b) => a - b)).toEqual([
          ...Array(count).keys(),
        ]);
      }),
      { numRuns: 25 },
    );
  });

  test("gives another order at every pass, the same for the same seed", () => {
    const [one, two] = [shuffled(20, 5), shuffled(20, 5)];
    const [first, second] = [pass(one), pass(one)];
    expect(first).not.toEqual(second);
    expect([pass(two), pass(two)]).toEqual([first, second]);
  });

  test("frees each batch when the next one is asked for", () => {
    for (const _ of shuffled(20, 5)) expect(left()).toBe(2);
    expect(left()).toBe(0);
  });

  test("frees its batch when the loop breaks off", () => {
    for (const _ of shuffled(20, 5)) break;
    expect(left()).toBe(0);
  });
});

test("a batch size that is no integer from 1 on is refused by name", () => {
  for (const batchSize of [0, -1, 2.5]) {
    expect(() => new DataLoader(numbered(8), { batchSize })).toThrow(
      `batch size is not an integer from 1 on: ${batchSize}`,
    );
  }
});
