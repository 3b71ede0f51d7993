import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { main } from "assemblyscript/asc";
import { kernelsFile } from "./host.ts";

/**
 * Compiles src/engine/kernels from AssemblyScript: `npm run kernels`.
 *
 * The two results are committed, so that whoever uses Lectern needs no compiler and an install
 * runs no build; a test compiles them again and compares every byte.
 */
const SOURCE = fileURLToPath(new URL("../kernels/index.ts", import.meta.url));

/** The compiled kernels. Throws with the compiler's messages where the source has a mistake. */
export async function compileKernels(fma: boolean): Promise<Uint8Array> {
  const folder = await mkdtemp(join(tmpdir(), "lectern-kernels-"));
  const file = join(folder, "kernels.wasm");
  // The memory is TensorFlow.js' own (pages of 64 KiB, at most 4 GiB), so nothing may be
  // placed in it: neither data nor a runtime.
  const { error, stderr } = await main([
    SOURCE,
    ...["--optimizeLevel", "3", "--noAssert", "--runtime", "stub"],
    ...["--importMemory", "--sharedMemory"],
    ...["--initialMemory", "1", "--maximumMemory", "65536"],
    ...["--enable", "simd,threads,relaxed-simd"],
    ...["--use", "abort=", "--use", `FMA=${fma ? 1 : 0}`],
    ...["--outFile", file],
  ]);
  try {
    if (error) throw new Error(stderr.toString(), { cause: error });
    return await readFile(file);
  } finally {
    await rm(folder, { recursive: true });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const fma of [false, true]) {
    await writeFile(kernelsFile(fma), await compileKernels(fma));
  }
}
