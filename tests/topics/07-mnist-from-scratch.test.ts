import { beforeAll, describe, expect, test } from "vitest";
import type { Record } from "../../src/record/record.ts";
import { noMnist, runTopic, testTopic } from "./topic.ts";

const slug = "mnist-from-scratch";

describe.skipIf(noMnist)(`topic 7 on MNIST ${noMnist || ""}`, () => {
  let record: Record;
  beforeAll(async () => {
    record = await runTopic(slug, "full", "mnist");
  }, 900_000);

  test("lays the digits out as the chapter does", () => {
    expect(record.texts["x-shape"]).toBe("[12396, 784]");
    expect(record.texts["y-shape"]).toBe("[12396, 1]");
  });

  test("meets the first predictions to the printed digit", () => {
    const lines = record.outputs.predictions?.split("\n") ?? [];
    expect(lines.map((line) => line.trim())).toEqual(
      "20.2336 17.0644 15.2384 ... 18.3804 23.8567 28.6816".split(" "),
    );
  });

  test("meets the first accuracy to the last digit", () => {
    expect(record.numbers["correct-at-start"]).toBe(6089);
    expect(record.numbers["accuracy-at-start"]).toBe(0.4912068545818329);
  });

  test("meets the loss of three pictures and the sigmoid", () => {
    expect(record.numbers["toy-loss"]?.toFixed(4)).toBe("0.4333");
    expect(record.numbers["toy-loss-better"]?.toFixed(4)).toBe("0.2333");
    const shares = record.outputs.sigmoid?.match(/0\.\d+/g);
    expect(shares).toEqual(["0.0180", "0.2689", "0.5000", "0.7311", "0.9820"]);
  });

  test("deals the notebook's mini-batches", () => {
    expect(record.outputs.fifteen).toBe(
      "[3, 12, 8, 10, 2]\n[9, 4, 7, 14, 5]\n[1, 13, 0, 6, 11]",
    );
    expect(record.outputs.letters).toMatch(
      /^17 18 10 22 {2}8 14 = r s k w i o/,
    );
  });

  test("shows a weight that moves the loss and leaves the accuracy", () => {
    const { numbers, claims } = record;
    expect(claims["accuracy-stays"]?.holds).toBe(true);
    expect(claims["loss-moves"]?.holds).toBe(true);
    expect(numbers["loss-levels"]).toBe(numbers["sweep-points"]);
    expect(numbers["accuracy-levels"]).toBeLessThan(20);
  });

  test("finds that larger batches agree more with all the data", () => {
    const sizes = [1, 4, 16, 64, 256, 1024, 4096];
    const cosines = sizes.map((size) => record.numbers[`cosine-batch-${size}`]);
    expect(cosines).toEqual(cosines.toSorted((a = 0, b = 0) => a - b));
  });

  test("stalls by the place of the first predictions, not by the size of the weights", () => {
    const guessing = (start: string) => record.numbers[`${start}-guessing`];
    expect(guessing("large-at-0")).toBe(0);
    expect(guessing("small-at-far")).toBe(20);
    expect(record.numbers["centred-short"]).toBeGreaterThan(0.9);
  });

  test("begins nearly three times as far out as such draws usually do", () => {
    expect(record.numbers["place-scatter"]?.toFixed(4)).toBe("6.2341"); // PyTorch
    const rarity = record.numbers["mean-prediction"] ?? 0;
    expect(rarity / 6.2341).toBeCloseTo(2.86, 2);
  });

  test("is wrong about both digits when they are pushed up or down, not about one", () => {
    const way = ["3s-up", "7s-up", "3s-down", "7s-down"];
    const shares = way.map((each) => record.numbers[`clean-${each}`] ?? 1);
    expect(Math.max(...shares)).toBeLessThan(0.5);
  });

  test("waits until the chapter's own draw comes round", () => {
    expect(record.numbers["chapter-start-long"]).toBeLessThan(0.5);
    expect(record.numbers["woke-after"]).toBeGreaterThan(40);
    expect(record.numbers["chapter-start-very-long"]).toBeGreaterThan(0.95);
  });
});

testTopic(slug, { says: "It was not the size." });
