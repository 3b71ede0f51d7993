import { EventEmitter, once } from "node:events";
import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { availableParallelism } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { debuglog } from "node:util";
import { setFlagsFromString } from "node:v8";
import { compileFunction } from "node:vm";
import { Worker } from "node:worker_threads";

/**
 * All that the engine asks of where it runs, which is Node. In a browser another file stands in the
 * place of this one (`src/reader/worker/host.ts`), and everything else of the engine is the same.
 */

/** A WebAssembly.Memory that threads share. It may grow: take the buffer anew each time. */
export interface SharedMemory {
  readonly buffer: SharedArrayBuffer;
}

/** What is used here of the module that Emscripten made of TensorFlow.js' kernels. */
export interface TensorFlowModule {
  readonly wasmMemory: SharedMemory;
  _malloc(bytes: number): number;
  _free(address: number): void;
  cwrap(name: string, result: "number" | null, parameters: string[]): unknown;
}

type Factory = (options: object) => Promise<TensorFlowModule>;

export type Bytes = Uint8Array<ArrayBuffer>;

/** A thread of the kernels' pool. */
export interface KernelThread {
  terminate(): Promise<unknown>;
}

const require = createRequire(import.meta.url);
const SCRIPT = require.resolve(
  "@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-threaded-simd.js",
);
const THREAD = new URL("kernel-thread.mjs", import.meta.url);

/** Writes to the terminal where NODE_DEBUG names lectern. */
export const log: (message: string) => void = debuglog("lectern");

/** Threads that this machine runs at once. */
export function availableThreads(): number {
  return availableParallelism();
}

/** TensorFlow.js' own WASM module, in its threaded SIMD build, on the calling thread alone. */
export function startModule(): Promise<TensorFlowModule> {
  return loadFactory()({
    locateFile: (file: string) => join(dirname(SCRIPT), file),
    mainScriptUrlOrBlob: SCRIPT,
  });
}

/** Where the compiled kernels lie; build-kernels.ts writes them. */
export function kernelsFile(fma: boolean): string {
  const name = fma ? "kernels-fma.wasm" : "kernels.wasm";
  return fileURLToPath(new URL(`../kernels/${name}`, import.meta.url));
}

/** Our compiled kernels. */
export async function readKernels(): Promise<Bytes> {
  return load(false);
}

/** The kernels with fused multiply-add, or undefined where this machine cannot run them. */
export async function readFusedKernels(): Promise<Bytes | undefined> {
  const bytes = await load(true);
  if (WebAssembly.validate(bytes)) return bytes;
  // Node 20 has relaxed SIMD behind a flag; from 22 on it is simply there.
  setFlagsFromString("--experimental-wasm-relaxed-simd");
  return WebAssembly.validate(bytes) ? bytes : undefined;
}

async function load(fma: boolean): Promise<Bytes> {
  return new Uint8Array(await readFile(kernelsFile(fma)));
}

/** Starts a thread for each of these data, which kernel-thread.mjs reads; returns once all are ready. */
export async function startThreads(
  data: readonly object[],
): Promise<KernelThread[]> {
  const workers = data.map(
    (workerData) => new Worker(THREAD, { workerData, execArgv: [] }),
  );
  await Promise.all(workers.map((each) => once(each, "message")));
  for (const each of workers) each.unref();
  return workers;
}

/**
 * Evaluates the script as a CommonJS module whose surroundings are these, so that nothing of this
 * process is changed: it would start 8 workers, each a tenth of a second where a loader is
 * inherited, and turn every uncaught exception and unhandled rejection of the process into its own.
 */
function loadFactory(): Factory {
  const module = { exports: {} };
  const surroundings = {
    module,
    exports: module.exports,
    require: (name: string) => {
      if (name === "os") return { cpus: () => Array(2) }; // it uses half of the cores
      if (name === "worker_threads") return {};
      return require(name);
    },
    process: Object.create(process, {
      on: { value: () => undefined },
      listeners: { value: () => [] },
    }),
    global: {},
    Worker: IdleWorker,
    __filename: SCRIPT,
    __dirname: dirname(SCRIPT),
  };
  const source = readFileSync(SCRIPT, "utf8");
  const names = Object.keys(surroundings);
  const run = compileFunction(source, names, { filename: SCRIPT });
  run(...Object.values(surroundings));
  return module.exports as Factory;
}

/** Stands for each of the 8 workers that the script starts: says that it is ready, and waits. */
class IdleWorker extends EventEmitter {
  postMessage({ cmd }: { readonly cmd: string }): void {
    if (cmd !== "load") throw new Error(`TensorFlow.js needs a thread: ${cmd}`);
    queueMicrotask(() => this.emit("message", { cmd: "loaded" }));
  }
  unref(): void {}
  terminate(): void {}
}
