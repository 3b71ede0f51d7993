import fc from "fast-check";
import { expect, test } from "vitest";
import { oneCycle } from "../../../src/learning/train/schedule.ts";

/** Progress, learning rate and momentum as fastai computes them for lrMax 0.1. */
const FASTAI = [
  [0, 0.004, 0.95],
  [0.1, 0.03716718427, 0.91545084972],
  [0.25, 0.1, 0.85],
  [0.5, 0.07500025, 0.875],
  [1, 0.000001, 0.95],
] as const;

test("oneCycle has the shape of fastai's fit_one_cycle", () => {
  for (const [progress, lr, momentum] of FASTAI) {
    const setting = oneCycle(progress, 0.1);
    expect(setting.lr).toBeCloseTo(lr, 10);
    expect(setting.momentum).toBeCloseTo(momentum, 10);
  }
});

test("oneCycle never leaves 0…lrMax nor 0.85…0.95", () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (progress) => {
      const { lr, momentum } = oneCycle(progress, 1);
      expect(lr).toBeGreaterThan(0);
      expect(lr).toBeLessThanOrEqual(1);
      expect(momentum).toBeGreaterThan(0.85 - 1e-12);
      expect(momentum).toBeLessThan(0.95 + 1e-12);
    }),
  );
});
