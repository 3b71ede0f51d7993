import { beforeAll, describe, expect, test } from "vitest";
import type { Record } from "../../src/record/record.ts";
import { articleOf, noMnist, runTopic, testTopic } from "./topic.ts";

const slug = "optimizer";

/** What the chapter prints for its own optimizer. */
const printed =
  "0.4932 0.8618 0.8203 0.9102 0.9331 0.9468 0.9555 0.9629 0.9658 0.9673 0.9687 0.9707 0.9726 0.9751 0.9761 0.9761 0.9775 0.9780 0.9785 0.9785";

/** Of the Learner's table: train loss, valid loss, accuracy of the first row and the last. */
const learner = {
  first: [0.636857, 0.503549, 0.495584],
  last: [0.017402, 0.038573, 0.967615],
};

describe.skipIf(noMnist)(`topic 9 on MNIST ${noMnist || ""}`, () => {
  let record: Record;
  beforeAll(async () => {
    record = await runTopic(slug, "full", "mnist");
  });

  test("meets the chapter's 20 rows for BasicOptim to the printed digit", () => {
    expect(record.outputs["basic-optim"]?.split(/\s+/).join(" ")).toBe(printed);
  });

  test("meets the Learner's ten rows; losses to what torch's own rounding costs", () => {
    const rows = record.tables.learner?.rows ?? [];
    expect(rows).toHaveLength(10);
    for (const [row, expected] of [
      [rows[0], learner.first],
      [rows.at(-1), learner.last],
    ] as const) {
      for (const [at, value] of expected?.entries() ?? []) {
        expect(Math.abs(Number(row?.[at + 1]) - value)).toBeLessThan(1e-5);
      }
    }
  });

  test("exchanging the optimizer changes nothing, from either start", () => {
    const { numbers } = record;
    expect(numbers["apart-by-way"]).toBe(0);
    for (const start of ["normal", "uniform"]) {
      const ends = ["by-hand", "basic-optim", "sgd"].map(
        (way) => numbers[`${start}-${way}`],
      );
      expect(new Set(ends).size).toBe(1);
    }
  });

  test("exchanging the start gives topic 8's result with the library's SGD, and topic 9's by hand", () => {
    const { numbers } = record;
    expect(numbers["normal-sgd"]).toBeCloseTo(0.9691, 3);
    expect(numbers["uniform-by-hand"]).toBe(0.9785);
  });
});

describe.skipIf(noMnist)(`topic 9's controls ${noMnist || ""}`, () => {
  const spreadOf = async (name: string) => {
    const { spreads = {} } = await runTopic(slug, "full", "mnist");
    return spreads[name] ?? { mean: Number.NaN, least: 0, most: 0, n: 0 };
  };

  test("twenty draws of each start do not overlap", async () => {
    const [normal, uniform] = [
      await spreadOf("normal-end"),
      await spreadOf("uniform-end"),
    ];
    expect([normal.n, uniform.n]).toEqual([20, 20]);
    expect(uniform.least).toBeGreaterThan(normal.most);
  });

  test("a loss without a flat part does not lift the large start: the flat sigmoid is no excuse", async () => {
    const own = (await spreadOf("normal-end")).mean;
    for (const loss of ["entropy", "entropy-half"]) {
      expect((await spreadOf(`normal-${loss}`)).mean).toBeLessThan(own);
    }
  });

  test("at three times the rate it is the small start that is lost", async () => {
    expect((await spreadOf("uniform-fast")).most).toBeLessThan(60);
    expect((await spreadOf("normal-fast")).least).toBeGreaterThan(95);
  });

  test("the random start does harm: on finished weights, and where it is taken away again", async () => {
    const end = (await spreadOf("normal-end")).mean;
    expect((await spreadOf("noise-added")).mean).toBeLessThan(90);
    expect((await spreadOf("noise-removed")).mean).toBeLessThan(end - 1);
  });

  test("from the large start it takes epochs, not for ever", async () => {
    const { numbers } = await runTopic(slug, "full", "mnist");
    expect(numbers["catch-up-epochs"]).toBeGreaterThan(30);
    expect(numbers["catch-up-epochs"]).toBeLessThan(70);
  });
});

test("after two epochs the article does not praise what has not helped yet", async () => {
  const record = await runTopic(slug, "quick", "handwriting");
  expect(record.claims["smaller-is-better"]?.holds).toBe(false);
  const article = await articleOf(slug, record);
  expect(article).not.toContain("reaches what");
  expect(article).not.toContain("the accuracy ends higher");
});

test("an optimizer that was made for another model leaves this one where it was", async () => {
  const { claims } = await runTopic(slug, "quick", "handwriting");
  expect(claims["stale-learns-nothing"]?.holds).toBe(true);
  expect(claims["ways-agree"]?.holds).toBe(true);
});

testTopic(slug, { says: "ends at 96.92%", hides: "96.92%" });
