import fc from "fast-check";
import { expect, test } from "vitest";
import { courseClasses } from "../../src/classes.ts";
import { type Digits, hashSets, inOrder } from "../../src/digits/digits.ts";
import { subsetSha256, takeDigits } from "../../src/digits/take.ts";

function someDigits(): Digits {
  const set = (count: number, ink: number) =>
    inOrder(
      Array.from({ length: count }, (_, index) => ({
        name: `${index}.png`,
        pixels: new Uint8Array(784).fill(ink + index),
      })),
    );
  const sets = {
    classes: courseClasses,
    train: { threes: set(5, 1), sevens: set(6, 11) },
    valid: { threes: set(3, 21), sevens: set(2, 31) },
  };
  return { ...sets, name: "handwriting", sha256: hashSets(sets) };
}

test("the first pictures of each class are taken, in the same order", () => {
  const whole = someDigits();
  const { train, valid } = takeDigits(whole, { train: 4, valid: 2 });
  expect(train.sevens.names).toEqual(whole.train.sevens.names.slice(0, 4));
  expect([...train.sevens.pixels]).toEqual([
    ...whole.train.sevens.pixels.slice(0, 4 * 784),
  ]);
  expect([train.threes.count, valid.threes.count, valid.sevens.count]).toEqual([
    4, 2, 2,
  ]);
});

test("a class that has fewer is taken whole", () => {
  const { valid } = takeDigits(someDigits(), { train: 1, valid: 99 });
  expect([valid.threes.count, valid.sevens.count]).toEqual([3, 2]);
});

test("a subset's hash follows from the whole's, and differs by counts and data", () => {
  const whole = someDigits();
  const counts = { train: 4, valid: 2 };
  expect(takeDigits(whole, counts).sha256).toBe(
    subsetSha256(whole.sha256, counts),
  );
  const hashes = [
    whole.sha256,
    subsetSha256(whole.sha256, counts),
    subsetSha256(whole.sha256, { ...counts, train: 5 }),
    subsetSha256(whole.sha256, { ...counts, valid: 1 }),
    subsetSha256("0".repeat(64), counts),
  ];
  expect(new Set(hashes).size).toBe(hashes.length);
});

test("a changed pixel, a changed name and a moved picture change the hash of the sets", () => {
  const whole = someDigits();
  fc.assert(
    fc.property(fc.nat(5 * 784 - 1), (index) => {
      const pixels = whole.train.threes.pixels.slice();
      pixels[index] = (pixels[index] ?? 0) ^ 1;
      const threes = { ...whole.train.threes, pixels };
      const other = { ...whole, train: { ...whole.train, threes } };
      expect(hashSets(other)).not.toBe(whole.sha256);
    }),
    { numRuns: 20 },
  );
  const { train, valid } = whole;
  const names = ["x.png", ...train.threes.names.slice(1)];
  const renamed = {
    classes: courseClasses,
    train: { ...train, threes: { ...train.threes, names } },
    valid,
  };
  const swapped = {
    classes: courseClasses,
    train: { threes: train.sevens, sevens: train.threes },
    valid,
  };
  expect(hashSets(renamed)).not.toBe(whole.sha256);
  expect(hashSets(swapped)).not.toBe(whole.sha256);
});
