import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import type { Record } from "../../src/record/record.ts";
import { home } from "../../src/topic/topic.ts";
import { noMnist, runTopic, testTopic } from "./topic.ts";

const slug = "tensors-and-broadcasting";

describe.skipIf(noMnist)(`topic 2 on MNIST ${noMnist || ""}`, () => {
  let record: Record;
  beforeAll(async () => {
    record = await runTopic(slug, "full", "mnist");
  });

  test("names the shapes that mean(0), mean(1) and mean(2) leave", () => {
    expect(record.outputs.shapes).toBe(
      "mean(0): [28, 28]\nmean(1): [6131, 28]\nmean(2): [6131, 28]",
    );
  });

  test("finds the means and the peaks of both ideals", () => {
    const { numbers } = record;
    expect(numbers["threes-mean"]?.toFixed(4)).toBe("0.1415");
    expect(numbers["mean7-mean"]?.toFixed(4)).toBe("0.1145");
    expect(numbers["mean3-peak"]?.toFixed(4)).toBe("0.7795");
    expect([numbers["mean3-peak-row"], numbers["mean3-peak-column"]]).toEqual([
      13, 14,
    ]);
    expect(numbers["mean7-peak"]?.toFixed(4)).toBe("0.7682");
    expect([numbers["mean7-peak-row"], numbers["mean7-peak-column"]]).toEqual([
      9, 17,
    ]);
  });

  test("loses little without the columns, and much without the rows", () => {
    const { numbers } = record;
    expect(numbers["by-rows"]?.toFixed(4)).toBe("0.9319");
    expect(numbers["by-columns"]?.toFixed(4)).toBe("0.6925");
  });

  test("owes what columns tell mostly to the amount of ink, and what rows tell to the shape", () => {
    const { numbers } = record;
    expect(numbers["by-ink"]?.toFixed(4)).toBe("0.6586");
    expect(numbers["even-by-columns"]?.toFixed(2)).toBe("0.56");
    expect(numbers["even-by-rows"]?.toFixed(2)).toBe("0.93");
  });

  test("ends the loop by working on a stack, and the copy by broadcasting", () => {
    const { numbers } = record;
    expect(numbers["operations-loop"]).toBeGreaterThan(3000);
    expect(numbers["operations-copies"]).toBeLessThan(10);
    expect(numbers["bytes-more-with-copies"]).toBeGreaterThanOrEqual(3167360);
  });

  test("lends the ideal a first axis of stride 0", () => {
    const { numbers, texts } = record;
    expect(texts["lent-shape"]).toBe("[1010, 28, 28]");
    expect(texts["lent-strides"]).toBe("[0, 28, 1]");
    expect(numbers["bytes-held"]).toBe(3136);
    expect(numbers["bytes-seen"]).toBe(3167360);
  });

  test("shows the accuracy that was meant beside the one that a table gives", () => {
    const { numbers } = record;
    expect(numbers["accuracy-meant"]?.toFixed(4)).toBe("0.9514");
    expect(numbers["accuracy-got"]?.toFixed(3)).toBe("0.500");
    expect(numbers.comparisons).toBe(2038 * 2038);
    const [right, wrong, threes] = ["right", "wrong", "threes"].map((answers) =>
      numbers[`got-all-${answers}`]?.toFixed(3),
    );
    expect([right, wrong, threes]).toEqual(["0.500", "0.500", "0.496"]);
  });

  test("looks like a coin only where the labels are half and half", () => {
    const { numbers } = record;
    expect(numbers["got-uneven-right"]?.toFixed(2)).toBe("0.82");
    expect(numbers["got-uneven-wrong"]?.toFixed(2)).toBe("0.18");
  });
});

describe("topic 2 in a quick run on handwriting", () => {
  let record: Record;
  beforeAll(async () => {
    record = await runTopic(slug, "quick", "handwriting");
  });

  test("adds the shapes of the broadcasting notebook", () => {
    const lines = record.outputs.fits?.split("\n");
    expect(lines?.map((line) => line.replace(/ +/g, " "))).toEqual([
      "[3] + [] → [3]",
      "[2, 3] + [3] → [2, 3]",
      "[3, 1] + [3] → [3, 3]",
      "[3, 2] + [3, 1] → [3, 2]",
      "[3, 2] + [3] → error",
    ]);
    expect(record.outputs.repaired).toBe(
      "sum:   [[1,1],[2,2],[3,3]]\nouter: [[0,1,2],[1,2,3],[2,3,4]]",
    );
  });

  test("quotes PyTorch in the words that pytorch.py insists on", () => {
    const twin = join(home, "topics/02-tensors-and-broadcasting/pytorch.py");
    const [, words = ""] =
      /TORCH_SAYS = \(([^)]*\([^)]*\)[^)]*\([^)]*\)[^)]*)\)/.exec(
        readFileSync(twin, "utf8"),
      ) ?? [];
    const said = [...words.matchAll(/"([^"]*)"/g)].map(([, part]) => part);
    const quoted = record.outputs.failing?.replace(/\s+/g, " ");
    expect(said.length).toBe(2);
    const article = readFileSync(
      join(home, "topics/02-tensors-and-broadcasting/example/article.md"),
      "utf8",
    );
    const checked = readFileSync(twin, "utf8");
    for (const quote of [
      "This will likely lead to incorrect results due to broadcasting.",
      "Input dtype must be either a floating point",
    ]) {
      expect(article).toContain(quote);
      expect(checked).toContain(quote);
    }
    expect(quoted).toContain(`PyTorch: ${said.join("")}`);
    expect(quoted).toContain("TensorFlow.js: Operands could not be broadcast");
  });
});

testTopic(slug, {
  says: "The mean of the first is 95.1%",
  hides: "The mean of the first is 95.1%",
});
