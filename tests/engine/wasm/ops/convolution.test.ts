import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Engine } from "../../../../src/engine/engine.ts";
import { openEngine } from "../../../../src/engine/open.ts";
import { farthest } from "../../compare.ts";
import { numbers } from "../../numbers.ts";
import { argumentsOf, expected, run } from "../convolutions.ts";
import { at, eachProduct, type Numbers, type Shape } from "../reference.ts";
import { shapes } from "../shapes.ts";

for (const reproducible of [true, false]) {
  describe(`convolution, reproducible: ${reproducible}`, () => {
    let engine: Engine;
    beforeAll(async () => {
      engine = await openEngine({ engine: "wasm", threads: 2, reproducible });
    });
    afterAll(() => engine.close());

    it("computes what the reference computes, and both gradients", () => {
      fc.assert(
        fc.property(shapes, (shape) => {
          const wanted = expected(shape);
          run(shape).forEach((each, index) => {
            expect(farthest(each, wanted[index] ?? [])).toBeLessThan(1e-5);
          });
        }),
        { numRuns: 150 },
      );
    });
  });
}

/** y and dw, added up in float32 in the order that the kernels promise. */
function inOrder(shape: Shape, pictures?: Float32Array): Float32Array[] {
  const [numbers, filter, dy] = argumentsOf(shape);
  const x = pictures ?? numbers;
  const y = new Float32Array(dy.length);
  const [dw, block] = [filter.slice().fill(0), filter.slice().fill(0)];
  const seen = new Int32Array(filter.length);
  const blocks = new Int32Array(filter.length);
  const flush = (f: number) => {
    dw[f] = at(dw, f) + at(block, f);
    block[f] = 0;
  };
  eachProduct(shape, (i, f, o) => {
    y[o] = at(y, o) + Math.fround(at(x, i) * at(filter, f));
    // With few channels, positions that see padding count too.
    const position = Math.floor(o / shape.outputs);
    const count = shape.inputs < 16 ? position : at(seen, f);
    if (Math.floor(count / 128) !== at(blocks, f)) flush(f);
    blocks[f] = Math.floor(count / 128);
    block[f] = at(block, f) + Math.fround(at(x, i) * at(dy, o));
    seen[f] = at(seen, f) + 1;
  });
  for (let f = 0; f < dw.length; f += 1) flush(f);
  return [y, dw];
}

/** In how many places they differ. */
function different(one: Numbers = [], other: Numbers = []): number {
  const length = Math.max(one.length, other.length);
  return Array.from({ length }).filter((_, i) => one[i] !== other[i]).length;
}

describe("convolution, its bits", () => {
  const base: Shape = {
    ...{ batch: 6, height: 7, width: 6, inputs: 21, outputs: 37 },
    ...{ filterHeight: 3, filterWidth: 3, strideDown: 1, strideRight: 1 },
    ...{ top: 1, bottom: 1, left: 1, right: 1 },
  };
  let engine: Engine;
  beforeAll(async () => {
    engine = await openEngine({ engine: "wasm", threads: 2 });
  });
  afterAll(() => engine.close());

  it.each([
    ["many channels", base],
    [
      "more than a task's",
      { ...base, batch: 3, height: 3, width: 3, inputs: 66, outputs: 131 },
    ],
    ["few channels", { ...base, inputs: 3, strideDown: 2 }],
    [
      "few, unpadded",
      { ...base, inputs: 2, top: 0, bottom: 0, left: 0, right: 0 },
    ],
    ["taps that see nothing", { ...base, height: 1, width: 1 }],
  ])("are those of a loop over taps, and over positions: %s", (_, shape) => {
    const [y, , dw] = run(shape);
    const [wantedY, wantedDw] = inOrder(shape);
    expect(different(y, wantedY)).toBe(0);
    expect(different(dw, wantedDw)).toBe(0);
  });

  it("are the same for gray pictures, whose channels are one", () => {
    const { batch, height, width } = base;
    const gray = numbers(batch * height * width, 1);
    const x = Float32Array.from({ length: 3 * gray.length }, (_, i) =>
      at(gray, Math.floor(i / 3)),
    );
    const shape = { ...base, inputs: 3 };
    expect(different(run(shape, x)[2], inOrder(shape, x)[1])).toBe(0);
  });
});

it("computes the same bits on one, two and three threads", async () => {
  const shape: Shape = {
    ...{ batch: 5, height: 9, width: 8, inputs: 21, outputs: 37 },
    ...{ filterHeight: 3, filterWidth: 3, strideDown: 2, strideRight: 1 },
    ...{ top: 1, bottom: 1, left: 1, right: 1 },
  };
  const results: string[] = [];
  for (const threads of [1, 2, 3]) {
    const engine = await openEngine({ engine: "wasm", threads });
    results.push(JSON.stringify(run(shape).map((each) => [...each])));
    await engine.close();
  }
  expect(results[1]).toBe(results[0]);
  expect(results[2]).toBe(results[0]);
});
