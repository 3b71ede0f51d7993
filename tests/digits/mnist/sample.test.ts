import { describe, expect, test } from "vitest";
import { hashSets } from "../../../src/digits/digits.ts";
import { parseIdx } from "../../../src/digits/files/idx.ts";
import { MNIST_SHA256 } from "../../../src/digits/identities.ts";
import { readMnist } from "../../../src/digits/mnist/mnist.ts";
import {
  type Labelled,
  selectSample,
} from "../../../src/digits/mnist/sample.ts";
import { labelled, NEEDS_REAL, REAL } from "../files.ts";

function parsed(labels: number[]): Labelled {
  const files = labelled(labels);
  return {
    images: parseIdx(files.images, "images"),
    imagesFile: "images",
    labels: parseIdx(files.labels, "labels"),
    labelsFile: "labels",
  };
}

describe("the sample of two idx pairs", () => {
  test("has only 3s and 7s, their names sorted as strings", () => {
    const labels = Array.from({ length: 120 }, (_, index) =>
      [2, 9, 10, 100].includes(index) ? 3 : index === 11 ? 7 : 1,
    );
    const sets = selectSample(parsed(labels), parsed([7, 3]));
    expect(sets.train.threes.names).toEqual([
      "10.png",
      "100.png",
      "2.png",
      "9.png",
    ]);
    expect(sets.train.sevens.names).toEqual(["11.png"]);
    expect(sets.valid.threes.names).toEqual(["60001.png"]);
    expect(sets.valid.sevens.names).toEqual(["60000.png"]);
  });

  test("keeps each picture with its name", () => {
    const sets = selectSample(
      parsed([3, 1, 3, ...Array(8).fill(0), 3]),
      parsed([]),
    );
    const { names, pixels } = sets.train.threes;
    expect(names).toEqual(["0.png", "11.png", "2.png"]);
    expect([pixels[0], pixels[784], pixels[2 * 784 + 783]]).toEqual([0, 11, 2]);
  });

  test("refuses images and labels of different counts", () => {
    const odd = { ...parsed([3, 7]), labels: parsed([3]).labels };
    expect(() => selectSample(odd, parsed([]))).toThrow(
      "images and labels do not fit: images has 2, labels has 1",
    );
  });

  test("refuses labels where images belong", () => {
    const odd = { ...parsed([3]), images: parsed([3]).labels };
    expect(() => selectSample(odd, parsed([]))).toThrow(
      "idx file holds labels, not images: images",
    );
  });
});

describe.skipIf(REAL === undefined)(`the real MNIST${NEEDS_REAL}`, () => {
  test("gives the course's counts, names, pixels and means", async () => {
    const sets = await readMnist(REAL ?? "");
    const { train, valid } = sets;
    const all = [train.threes, train.sevens, valid.threes, valid.sevens];
    expect(all.map((set) => set.count)).toEqual([6131, 6265, 1010, 1028]);
    expect(train.threes.names.slice(0, 10)).toEqual(
      [10, 10000, 10011, 10031, 10034, 10042, 10052, 1007, 10074, 10091].map(
        (index) => `${index}.png`,
      ),
    );
    const second = train.threes.pixels.subarray(784, 2 * 784);
    const crop = [6, 7, 8].map((row) => [
      ...second.subarray(row * 28 + 4, row * 28 + 10),
    ]);
    expect(crop).toEqual([
      [0, 0, 0, 48, 166, 224],
      [0, 93, 244, 249, 253, 187],
      [0, 107, 253, 253, 230, 48],
    ]);
    const means = [train.threes, train.sevens].map(
      ({ pixels }) =>
        pixels.reduce((sum, byte) => sum + byte, 0) / pixels.length / 255,
    );
    expect(means[0]).toBeCloseTo(0.1415, 4);
    expect(means[1]).toBeCloseTo(0.1145, 4);
    expect(hashSets(sets)).toBe(MNIST_SHA256);
    expect(sets.sha256).toBe(MNIST_SHA256);
  });
});
