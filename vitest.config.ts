import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

export default defineConfig(({ mode }) => ({
  test: {
    include: ["tests/**/*.test.ts"],
    setupFiles: ["tests/setup.ts"],
    testTimeout: 300_000,
    // On two cores vitest would use one: most of these tests wait for another process.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    hookTimeout: 600_000,
    // What a page shows in the end, on a machine that has much else to do.
    expect: { poll: { timeout: 30_000 } },
    // Said here and not in package.json: a shell of Windows sets no variable for one command.
    env: mode === "campaign" ? { LECTERN_CAMPAIGN: "100000" } : {},
  },
}));
