import { execFileSync } from "node:child_process";
import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import {
  type DigitSet,
  type Digits,
  folders,
  hashSets,
} from "../../../src/digits/digits.ts";
import {
  drawHandwriting,
  HANDWRITING_SEED,
  openHandwriting,
} from "../../../src/digits/handwriting/handwriting.ts";
import { HANDWRITING_SHA256 } from "../../../src/digits/identities.ts";
import { temporaryFolder } from "../files.ts";
import { linearAccuracy, meanPixel, similarityAccuracy } from "../models.ts";

const drawn = drawHandwriting(HANDWRITING_SEED);

describe("the handwriting", () => {
  test("is the one that its hash in the source names, on every machine", () => {
    expect(hashSets(drawn)).toBe(HANDWRITING_SHA256);
  });

  test("has MNIST_SAMPLE's counts, and names sorted as strings", () => {
    const counts = folders(drawn).map(([, set]) => set.count);
    expect(counts).toEqual([6131, 6265, 1010, 1028]);
    for (const [, { names }] of folders(drawn)) {
      expect(names).toEqual([...new Set(names)].sort());
    }
    const valid = [...drawn.valid.threes.names, ...drawn.valid.sevens.names];
    expect(valid.every((name) => Number.parseInt(name, 10) >= 60_000)).toBe(
      true,
    );
  });

  test("has no picture twice", () => {
    const pictures = folders(drawn).flatMap(([, set]) => split(set));
    const distinct = new Set(pictures.map((each) => each.toString()));
    expect(distinct.size).toBe(14_434);
  });

  test("fills MNIST's 20×20 box on two sides and is centred by mass", () => {
    for (const [, set] of folders(drawn)) {
      for (const picture of split(set).slice(0, 300)) {
        const { width, height, x, y } = measure(picture);
        expect(Math.max(width, height)).toBeGreaterThanOrEqual(19);
        expect(Math.max(width, height)).toBeLessThanOrEqual(20);
        // Whole pixels: half a pixel off at most, more where the picture's edge is in the way.
        expect(Math.abs(x - 14)).toBeLessThan(1.5);
        expect(Math.abs(y - 14)).toBeLessThan(1.5);
      }
    }
  });

  test("has as much ink as MNIST, within 15 %", () => {
    expect(Math.abs(meanPixel(drawn.train.threes) / 0.1415 - 1)).toBeLessThan(
      0.15,
    );
    expect(Math.abs(meanPixel(drawn.train.sevens) / 0.1145 - 1)).toBeLessThan(
      0.15,
    );
  });

  test("is told apart by pixel similarity about as well as MNIST (0.9511)", () => {
    const accuracy = similarityAccuracy(drawn);
    expect(accuracy).toBeGreaterThan(0.92);
    expect(accuracy).toBeLessThan(0.98);
  });

  test("is told apart by a linear model about as well as MNIST (0.982)", () => {
    const accuracy = linearAccuracy(drawn);
    expect(accuracy).toBeGreaterThan(0.95);
    expect(accuracy).toBeLessThan(0.99);
  });

  test("looks different with another seed", () => {
    expect(hashSets(drawHandwriting(HANDWRITING_SEED + 1))).not.toBe(
      HANDWRITING_SHA256,
    );
  });
});

describe("opening the handwriting", () => {
  test("from the cache gives what drawing gives, without drawing", async () => {
    const env = { LECTERN_CACHE: await temporaryFolder() };
    const first = await openHandwriting(env);
    const steps: number[] = [];
    const second = await openHandwriting(env, ({ done }) => steps.push(done));
    expect(steps).toEqual([]);
    expectSame(first, second);
    expect(second).toMatchObject({
      name: "handwriting",
      sha256: HANDWRITING_SHA256,
    });
  });

  test("from a damaged cache draws it again and mends the cache", async () => {
    const env = { LECTERN_CACHE: await temporaryFolder() };
    await openHandwriting(env);
    const [name] = await readdir(join(env.LECTERN_CACHE, "handwriting"));
    const path = join(env.LECTERN_CACHE, "handwriting", name ?? "");
    const bytes = await readFile(path);
    const damaged = Buffer.from(bytes);
    damaged[5_000] = (damaged[5_000] ?? 0) ^ 1;
    await writeFile(path, damaged);
    expect((await openHandwriting(env)).sha256).toBe(HANDWRITING_SHA256);
    expect(bytes.equals(await readFile(path))).toBe(true);
  });

  test.each([
    ["a pipe", ["mkfifo"]],
    ["far too large", ["truncate", "-s", "5000000000"]],
  ])("from a cache that is %s draws it again", async (_, command) => {
    const env = { LECTERN_CACHE: await temporaryFolder() };
    await openHandwriting(env);
    const folder = join(env.LECTERN_CACHE, "handwriting");
    const path = join(folder, (await readdir(folder))[0] ?? "");
    await rm(path);
    const [program = "", ...args] = command;
    execFileSync(program, [...args, path]);
    expect((await openHandwriting(env)).sha256).toBe(HANDWRITING_SHA256);
  });

  test("works where the cache cannot be written", async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, "file"), "");
    const env = { LECTERN_CACHE: join(folder, "file") };
    expect((await openHandwriting(env)).sha256).toBe(HANDWRITING_SHA256);
  });
});

function split(set: DigitSet): Uint8Array[] {
  return set.names.map((_, index) =>
    set.pixels.subarray(index * 784, (index + 1) * 784),
  );
}

function measure(picture: Uint8Array) {
  const columns = new Set<number>();
  const rows = new Set<number>();
  let [mass, x, y] = [0, 0, 0];
  picture.forEach((ink, index) => {
    if (ink === 0) return;
    columns.add(index % 28);
    rows.add(Math.floor(index / 28));
    mass += ink;
    x += ink * (index % 28);
    y += ink * Math.floor(index / 28);
  });
  const reach = (set: Set<number>) => Math.max(...set) - Math.min(...set) + 1;
  return {
    width: reach(columns),
    height: reach(rows),
    x: x / mass,
    y: y / mass,
  };
}

function expectSame(a: Digits, b: Digits): void {
  for (const [index, [folder, set]] of folders(a).entries()) {
    const other = folders(b)[index]?.[1];
    expect(other?.names, folder).toEqual(set.names);
    expect(other?.pixels.constructor, folder).toBe(Uint8Array);
    expect(Buffer.compare(set.pixels, other?.pixels ?? Buffer.alloc(0))).toBe(
      0,
    );
  }
}
