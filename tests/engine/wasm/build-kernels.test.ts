import { readFile } from "node:fs/promises";
import { expect, it } from "vitest";
import { compileKernels } from "../../../src/engine/wasm/build-kernels.ts";
import { kernelsFile } from "../../../src/engine/wasm/host.ts";

for (const fma of [false, true]) {
  it(`compiles to the committed bytes, fma: ${fma}`, async () => {
    const committed = await readFile(kernelsFile(fma));
    const compiled = await compileKernels(fma);
    const message = "the kernels were changed: run `npm run kernels`";
    expect(Buffer.compare(compiled, committed), message).toBe(0);
  });
}
