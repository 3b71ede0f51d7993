import { afterAll, beforeAll } from "vitest";
import type { Engine } from "../../src/engine/engine.ts";
import { openEngine } from "../../src/engine/open.ts";

/**
 * Opens an engine for the tests of this file and closes it after them: WASM, or the one that
 * LECTERN_ENGINE names.
 */
export function useEngine(): void {
  let engine: Engine | undefined;
  beforeAll(async () => {
    const name = process.env.LECTERN_ENGINE === "native" ? "native" : "wasm";
    engine = await openEngine({ engine: name });
  });
  afterAll(async () => engine?.close());
}
