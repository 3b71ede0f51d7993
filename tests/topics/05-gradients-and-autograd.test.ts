import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import type { Record } from "../../src/record/record.ts";
import { home } from "../../src/topic/topic.ts";
import { noMnist, runTopic, testTopic } from "./topic.ts";

const slug = "gradients-and-autograd";

describe.skipIf(noMnist)(`topic 5 on MNIST ${noMnist || ""}`, () => {
  let record: Record;
  beforeAll(async () => {
    record = await runTopic(slug, "full", "mnist");
  });

  test("finds the slope of x² at 3, and secants that close in on it", () => {
    const { numbers } = record;
    expect(numbers["value-at-3"]).toBe(9);
    expect(numbers["gradient-at-3"]).toBe(6);
    const secants = ["1", "tenth", "hundredth", "thousandth"].map((nudge) =>
      numbers[`secant-${nudge}`]?.toFixed(3),
    );
    expect(secants).toEqual(["7.000", "6.100", "6.010", "6.001"]);
  });

  test("gives a vector one slope an entry", () => {
    expect(record.numbers["sum-of-squares"]).toBe(125);
    expect(record.texts["vector-gradient"]).toBe("[6, 8, 20]");
    expect(record.texts.vjp).toBe("[6, 0.8, 0.2]");
  });

  test("adds up the gradients of three calls", () => {
    const { numbers } = record;
    const calls = [1, 2, 3].map((call) => numbers[`after-${call}-calls`]);
    expect(calls).toEqual([6, 12, 18]);
  });

  test("meets the autograd notebook, and draws its graph from the tape", () => {
    expect(record.numbers["notebook-value"]).toBe(27);
    expect(record.numbers["notebook-gradient"]).toBe(4.5);
    const { graph } = record.figures;
    if (graph?.kind !== "diagram") throw new Error("no diagram");
    expect(graph.nodes.map(({ label }) => label)).toEqual([
      "x = 1",
      "+ 2 = 3",
      "× itself = 9",
      "× 3 = 27",
      "mean = 27",
    ]);
    const ways = graph.edges.map(({ from, to, label }) =>
      [from, to, label].join(" "),
    );
    expect(ways).toEqual([
      "x step-1 ",
      "step-1 step-2 ",
      "step-1 step-2 ", // y is used twice
      "step-2 step-3 ",
      "step-3 step-4 ",
      "step-4 step-3 slope 0.25",
      "step-3 step-2 slope 0.75",
      "step-2 step-1 slope 2.25",
      "step-2 step-1 slope 2.25", // and each use hands back its share
      "step-1 x slope 4.5",
    ]);
  });

  test("forgets the zero in the chapter's loop: ruin in its order, hidden when shuffled", () => {
    const spread = (name: string) => record.spreads?.[name];
    expect(spread("loop-never")).toMatchObject({ n: 20 });
    expect(spread("loop-never")?.most.toFixed(4)).toBe("0.4956"); // 1,010 of 2,038
    expect(spread("loop-never-shuffled")?.least).toBeGreaterThan(0.96);
    expect(spread("loop-zeroed-shuffled")?.least).toBeGreaterThan(0.97);
  });

  test("finds a rate at which forgetting the zero pays, and another that pays more", () => {
    const { claims, numbers, spreads } = record;
    expect(numbers["slow-ahead"]).toBeGreaterThanOrEqual(16);
    expect(spreads?.["slow-never-shuffled"]?.n).toBe(20);
    expect(claims["zeroed-and-faster-pays-more"]?.holds).toBe(true);
    expect(spreads?.["slow-never"]?.most.toFixed(4)).toBe("0.4956");
  });

  test("lets the pendulum grow from a rate of 2 on, step by step before it explodes", () => {
    expect(record.numbers["swing-at-two"]).toBe(3 + 2 * 3 * 2000);
    expect(record.numbers["widest-swing"]).toBeCloseTo(3 * Math.sqrt(20), 2);
    expect(record.claims["explodes-beyond-two"]?.holds).toBe(true);
  });

  test("finds no random direction of 2,000 that a step against the gradient does not beat sixfold", () => {
    const { numbers, spreads } = record;
    expect(numbers.directions).toBe(2000);
    const ratio =
      (spreads?.["change-down"]?.most ?? 0) / (numbers["best-random"] ?? 0);
    expect(ratio).toBeGreaterThan(6);
  });

  test("is told another slope of |x| at 0 by TensorFlow.js than PyTorch gives", () => {
    expect(record.numbers["kink-tape"]).toBe(-1);
    expect(record.numbers["kink-both-sides"]).toBe(0);
  });
});

test("quotes PyTorch in the words that its checks insist on", () => {
  const topic = join(home, "topics/05-gradients-and-autograd");
  const said = readFileSync(join(topic, "checks.py"), "utf8").replace(
    /"\s*"/g,
    "",
  );
  const article = readFileSync(join(topic, "example/article.md"), "utf8");
  for (const words of [
    "grad can be implicitly created only for scalar outputs",
    "a leaf Variable that requires grad is being used in an in-place operation",
    "modified by an inplace operation",
  ]) {
    expect(article).toContain(words);
    expect(said).toContain(words);
  }
});

testTopic(slug, { says: "No explosion: a pendulum" });
