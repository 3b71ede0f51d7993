import { beforeAll, describe, expect, test } from "vitest";
import type { Record } from "../../src/record/record.ts";
import { noMnist, runTopic, testTopic } from "./topic.ts";

const slug = "sgd-seven-steps";

/** x after 1, 2, 3, 10 and 20 steps on x² from −1.5, as the facts of the course print it. */
const walks = {
  slow: ["-1.47", "-1.4406", "-1.4118", "-1.22561", "-1.00141"],
  good: ["-1.2", "-0.96", "-0.768", "-0.161061", "-0.0172938"],
  "one-step": ["0", "0", "0", "0", "0"],
  bouncing: ["1.2", "-0.96", "0.768", "-0.161061", "-0.0172938"],
  edge: ["1.5", "-1.5", "1.5", "-1.5", "-1.5"],
  diverging: ["1.8", "-2.16", "2.592", "-9.28761", "-57.5065"],
};

describe.skipIf(noMnist)(`topic 4 on MNIST ${noMnist || ""}`, () => {
  let record: Record;
  beforeAll(async () => {
    record = await runTopic(slug, "full", "mnist");
  });

  test.each(Object.entries(walks))(
    "walks on x² as the course prints it: %s",
    (name, printed) => {
      const after = [1, 2, 3, 10, 20].map(
        (step) => record.numbers[`${name}-after-${step}`],
      );
      const digits = printed.map((text) => text.split(".")[1]?.length ?? 0);
      expect(after.map((x, at) => x?.toFixed(digits[at]))).toEqual(printed);
    },
  );

  test("multiplies x by 1 − 2 · lr, at every rate", () => {
    const rates = { slow: 0.01, good: 0.1, bouncing: 0.9, diverging: 1.1 };
    for (const [name, lr] of Object.entries(rates)) {
      expect(record.numbers[`${name}-multiplier`]).toBeCloseTo(1 - 2 * lr, 6);
    }
  });

  test("needs as many steps at 0.9 as at 0.1", () => {
    const { numbers } = record;
    expect(numbers["good-steps"]).toBe(numbers["bouncing-steps"]);
    expect(numbers["one-step-steps"]).toBe(1);
  });

  test("remembers as many digits as the formula says, in the mean of twenty draws", () => {
    const rows = record.tables.memory?.rows ?? [];
    const [first = [], second = [], slow = []] = rows;
    expect(rows.map((row) => [row[0], row[5]])).toEqual([
      [0.5, 16],
      [0.1, 144],
      [0.01, 1584],
    ]);
    for (const [, , mean, least, most, paper] of [first, second, slow]) {
      expect(Number(mean) / Number(paper)).toBeGreaterThan(0.95);
      expect(Number(mean) / Number(paper)).toBeLessThan(1.05);
      expect(Number(least)).toBeLessThan(Number(mean));
      expect(Number(most)).toBeGreaterThan(Number(mean));
    }
    expect(record.spreads?.["slow-memories"]?.n).toBe(20);
    // One draw alone proves nothing at the slowest rate.
    expect(Number(slow[3]) / 1584).toBeLessThan(0.9);
    expect(Number(slow[4]) / 1584).toBeGreaterThan(1.1);
  });

  test("mends the mistakes by the loss alone, whatever the start", () => {
    const { numbers } = record;
    expect(numbers["mistakes-own-loss"]).toBe(numbers["mistakes-before"]);
    expect(numbers["mistakes-after"]).toBeLessThan(50);
    expect(numbers["mistakes-zeros"]).toBeLessThan(50);
    expect(numbers["mistakes-scale-1"]).toBeGreaterThan(60);
  });

  test("finds the large start short of step, and not worse", () => {
    const { numbers, claims } = record;
    expect(numbers["mistakes-tenfold"]).toBeLessThan(52);
    expect(numbers["mistakes-entropy-tenfold"]).toBeLessThan(45);
    expect(claims["step-was-short"]?.holds).toBe(true);
    expect(claims["nothing-left-when-steep"]?.holds).toBe(true);
  });

  test("finds that few weights are felt by a count, and all that see ink by the loss", () => {
    expect(record.numbers["nudges-counted"]).toBe(50);
    expect(record.numbers["nudges-in-loss"]).toBe(582);
  });

  test("starts from the mistakes that pixel similarity makes", async () => {
    const pixels = await runTopic("pixel-similarity", "full", "mnist");
    const {
      "rmse-missed-threes": threes = 0,
      "rmse-missed-sevens": sevens = 0,
    } = pixels.numbers;
    expect(record.numbers["mistakes-before"]).toBe(threes + sevens);
  });
});

testTopic(slug);
