import { beforeAll, describe, expect, test } from "vitest";
import { openDigits } from "../../src/digits/open.ts";
import { DataLoader } from "../../src/learning/data/data-loader.ts";
import { threesAndSevens } from "../../src/learning/data/dataset.ts";
import type { Record } from "../../src/record/record.ts";
import { chapterNet } from "../../topics/10-nonlinearity-and-architecture/experiment.ts";
import { useEngine } from "../learning/engine.ts";
import { articleOf, noMnist, notLong, runTopic, testTopic } from "./topic.ts";

const slug = "nonlinearity-and-architecture";
useEngine();

test.skipIf(noMnist)(
  `the chapter's net on MNIST gets 2003 of 2038 after 40 epochs ${noMnist || ""}`,
  async () => {
    const { digits } = await openDigits({ data: "mnist", env: process.env });
    const data = threesAndSevens(digits.train);
    const rows = chapterNet({
      data,
      inOrder: new DataLoader(data, { batchSize: 256 }),
      valid: new DataLoader(threesAndSevens(digits.valid), { batchSize: 256 }),
      epochs: 40,
    });
    expect(rows.at(-1)?.accuracy).toBeCloseTo(0.982826292514801, 7);
  },
);

describe.skipIf(notLong)(`topic 10 on MNIST ${notLong || ""}`, () => {
  let record: Record;
  beforeAll(async () => {
    record = await runTopic(slug, "full", "mnist");
  }, 1_800_000);

  test("meets the chapter's net, and the ranges of the linear models", () => {
    const { numbers } = record;
    expect(numbers["net-errors"]).toBe(2038 - 2003);
    expect(numbers["linear-accuracy"]?.toFixed(4)).toBe("0.9814");
    expect(numbers["two-linear-accuracy"]).toBeGreaterThan(0.9815);
    expect(numbers["two-linear-accuracy"]).toBeLessThan(0.9835);
    expect(numbers["pixel-errors"]).toBe(1010 - 926 + 1028 - 1013);
  });

  test("gets ResNet-18 beyond 0.985 in the chapter's one epoch, from every start", () => {
    expect(record.spreads?.["resnet-one"]?.least).toBeGreaterThan(98.5);
  });

  test("finds no single ingredient that makes the ReLU count", () => {
    const { claims, spreads } = record;
    expect(claims["none-alone"]?.holds).toBe(true);
    expect(spreads?.["own-sgd-sorted-saved"]?.n).toBe(20);
  });

  test("finds that plain SGD at a larger rate does what Adam did", () => {
    const { claims, spreads } = record;
    expect(claims["rate-replaces-adam"]?.holds).toBe(true);
    expect(spreads?.["fast-sgd-saved"]?.n).toBe(20);
  });
});

describe("a quick run on handwriting", () => {
  let record: Record;
  beforeAll(async () => {
    record = await runTopic(slug, "quick", "handwriting");
  }, 900_000);

  test("counts the parameters that the chapter's models have", () => {
    const { numbers } = record;
    expect(numbers["linear-parameters"]).toBe(785);
    expect(numbers["net-parameters"]).toBe(23_581);
    expect(numbers["resnet-parameters"]).toBe(11_177_538);
  });

  test("counts a multiplication for each weight of the net, biases not", () => {
    expect(record.numbers["net-multiplications"]).toBe(784 * 30 + 30);
  });

  test("folds two linear layers into one, and cannot where a ReLU is between", () => {
    const { numbers, claims } = record;
    expect(numbers["folded-parameters"]).toBe(785);
    expect(numbers["folded-gap"]).toBeLessThan(1e-4);
    expect(claims["relu-cannot-be-folded"]?.holds).toBe(true);
  });

  test("goes straight from a 7 to a 3 without a ReLU, and bends with one", () => {
    const { numbers } = record;
    expect(numbers["bend-two-linear"]).toBeLessThan(1e-5);
    expect(numbers["bend-net"]).toBeGreaterThan(1e-3);
  });

  test("draws digits that are not pushed into the panel of every direction", () => {
    const { moved } = record.figures;
    if (moved?.kind !== "panels") throw new Error("no panels");
    const starts = moved.panels.map(({ figure }) =>
      figure.kind === "line" ? figure.series[0]?.points[0] : undefined,
    );
    expect(starts).toHaveLength(4);
    expect(new Set(starts.map(String)).size).toBe(1);
    expect(starts[0]?.[0]).toBe(0);
  });

  test("does not praise a ResNet that calls all digits the same", async () => {
    expect(record.numbers["pushed-down-resnet"]).toBeLessThan(0.6);
    const article = await articleOf(slug, record);
    expect(article).not.toContain("Its worst draw stands a push better");
    expect(article).toContain("does not stand a push, either");
  });
});

// The full profile trains ResNet-18 for minutes. More of it does not help its first draw.
testTopic(slug, {
  fails: ["second-epoch-helps"],
  hides: "98.28%",
  isLong: true,
});
