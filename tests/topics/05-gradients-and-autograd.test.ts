import { beforeAll, describe, expect, test } from "vitest";
import type { Record } from "../../src/record/record.ts";
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
    expect(graph.nodes.map(({ detail }) => detail)).toEqual([
      "slope 4.5",
      "slope 4.5",
      "slope 0.75",
      "slope 0.25",
      "slope 1",
    ]);
    expect(graph.edges.map(({ label }) => label)).toContain("2.25 + 2.25");
  });
});

testTopic(slug, { says: "got a pendulum" });
