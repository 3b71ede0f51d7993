import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Stream } from "../../../src/learning/random/stream.ts";

describe("Stream", () => {
  test("the same seed and names give the same numbers", () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), fc.string(), (seed, name) => {
        const draw = () => new Stream(seed).named(name).rand(4);
        expect(draw()).toEqual(draw());
      }),
    );
  });

  test("a named stream does not depend on what was drawn before it was named", () => {
    const [fresh, used] = [new Stream(42), new Stream(42)];
    used.randn(100);
    used.named("init").rand(10);
    expect(used.named("shuffle").rand(4)).toEqual(
      fresh.named("shuffle").rand(4),
    );
  });

  test("other seeds and other names give other numbers, names in names too", () => {
    const root = new Stream(42);
    const streams = [
      root,
      new Stream(43),
      new Stream(42 + 2 ** 32),
      root.named("ab"),
      root.named("a").named("b"),
      root.named("b").named("a"),
      root.named(""),
    ];
    const first = streams.map((each) => each.rand(2).join());
    expect(new Set(first).size).toBe(streams.length);
  });

  test("permutation holds every index once", () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat({ max: 200 }), (seed, count) => {
        const order = new Stream(seed).permutation(count);
        expect([...order].sort((a, b) => a - b)).toEqual(
          Array.from({ length: count }, (_, index) => index),
        );
      }),
    );
  });

  test("permutation reaches every order about equally often", () => {
    const stream = new Stream(1);
    const seen = new Map<string, number>();
    for (let draw = 0; draw < 6000; draw++) {
      const order = stream.permutation(3).join();
      seen.set(order, (seen.get(order) ?? 0) + 1);
    }
    expect(seen.size).toBe(6);
    for (const times of seen.values()) {
      expect(Math.abs(times - 1000)).toBeLessThan(150); // five standard deviations
    }
  });

  test("a seed that is no integer from 0 on is refused by name", () => {
    for (const seed of [-1, 0.5, Number.NaN]) {
      expect(() => new Stream(seed)).toThrow(
        `seed is not an integer from 0 on: ${seed}`,
      );
    }
  });
});
