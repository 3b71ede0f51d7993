import { beforeAll, describe, expect, test } from "vitest";
import type { Record } from "../../src/record/record.ts";
import { noMnist, runTopic, testTopic } from "./topic.ts";

const slug = "computers-and-images";

describe.skipIf(noMnist)(`topic 1 on MNIST ${noMnist || ""}`, () => {
  let record: Record;
  beforeAll(async () => {
    record = await runTopic(slug, "full", "mnist");
  });

  test("looks at the chapter's picture", () => {
    const { numbers, texts } = record;
    expect(texts["picture-shape"]).toBe("[28, 28]");
    expect(numbers["lit-pixels"]).toBe(164);
    expect(numbers["ink-sum"]).toBe(28465);
    expect(numbers["mean-byte"]?.toFixed(4)).toBe("36.3074");
  });

  test("draws the numbers that the chapter prints", () => {
    const { corner } = record.figures;
    expect(corner?.kind === "numbers" && corner.rows).toEqual([
      [0, 0, 0, 0, 0, 0],
      [0, 0, 0, 0, 0, 29],
      [0, 0, 0, 48, 166, 224],
      [0, 93, 244, 249, 253, 187],
      [0, 107, 253, 253, 230, 48],
      [0, 3, 20, 20, 15, 0],
    ]);
  });

  test("cuts the same crops from the canvas and from the tensor", () => {
    const { numbers } = record;
    expect(numbers["crops-differing"]).toBe(0);
    expect([numbers["top-left-sum"], numbers["top-left-lit"]]).toEqual([
      6580, 43,
    ]);
    expect([numbers["top-right-sum"], numbers["top-right-lit"]]).toEqual([
      7782, 40,
    ]);
    expect([numbers["centre-sum"], numbers["centre-lit"]]).toEqual([16500, 98]);
  });

  test("shows swapped axes off the diagonal, and nowhere on it", () => {
    const { numbers } = record;
    expect(numbers["swapped-top-left"]).toBe(0);
    expect(numbers["swapped-centre"]).toBe(0);
    expect(numbers["swapped-bottom-right"]).toBe(0);
    expect(numbers["swapped-top-right"]).toBe(69);
    expect(numbers["swapped-bottom-left"]).toBe(69);
  });

  test("counts the crops off the diagonal that hide the mistake, too", () => {
    const { numbers } = record;
    const of = (size: string) => [
      numbers[`${size}-boxes-hiding`],
      numbers[`${size}-boxes`],
    ];
    expect(of("large")).toEqual([0, 210]);
    expect(of("small")).toEqual([152, 600]);
  });

  test("counts a torn strip only where both pictures have numbers", () => {
    const { numbers } = record;
    expect(numbers["torn-compared"]).toBe(100);
    expect(numbers["torn-differing"]).toBe(46);
    expect(numbers["strips-unharmed"]).toBe(3);
  });

  test("finds that colours with equal numbers hide misplaced channels", () => {
    const { numbers } = record;
    expect(numbers["channels-differing"]).toBe(875);
    expect(numbers["channels-in-black"]).toBe(870);
    expect(numbers["channels-on-cream"]).toBe(1853);
    expect(numbers["channels-in-yellow"]).toBe(320);
    // Equal, not alike: a hair off and the mistake is back.
    expect(numbers["channels-a-hair-off"]).toBe(1850);
    expect(numbers["channels-in-shifted-yellow"]).toBe(813);
  });

  test("makes each mistake again on a hundred 3s, as PyTorch does", () => {
    const box = record.spreads?.["box-wrong"];
    expect(box?.n).toBe(100);
    expect(
      [box?.mean, box?.least, box?.most].map((x) => x?.toFixed(2)),
    ).toEqual(["41.83", "16.84", "63.78"]);
    expect(record.spreads?.["channels-wrong"]?.mean.toFixed(2)).toBe("38.42");
  });

  test("asks the riddle without its answer, which the talk shows", () => {
    const { looks, "looks-counted": counted } = record.figures;
    const notesOf = (figure: typeof looks) =>
      figure?.kind === "images" ? figure.panels.map(({ note }) => note) : [];
    expect(notesOf(looks)).toEqual([undefined, undefined, undefined]);
    expect(notesOf(counted).slice(1)).toEqual([
      "0 of 784 numbers differ from A",
      "164 of 784 numbers differ from A",
    ]);
  });

  test("stacks the threes to rank 3, at four times the bytes as floats", () => {
    const { numbers, texts } = record;
    expect(texts["batch-shape"]).toBe("[6131, 28, 28]");
    expect(numbers["batch-rank"]).toBe(3);
    expect(numbers["bytes-as-uint8"]).toBe(4806704);
    expect(numbers["bytes-as-float32"]).toBe(19226816);
    expect(numbers["colour-rank"]).toBe(3);
    expect(numbers["colour-batch-rank"]).toBe(4);
    expect(texts["torch-batch-shape"]).toBe("[3, 3, 28, 28]");
  });
});

testTopic(slug, {
  says: "whole picture is 36.3",
  hides: "whole picture is 36.3",
});
