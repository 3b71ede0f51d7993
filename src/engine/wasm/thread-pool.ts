import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { setFlagsFromString } from "node:v8";
import { Worker } from "node:worker_threads";
import type { Backend } from "./backend.ts";
import { type Operation, SCRATCH, WORD } from "./operations.ts";

/** Our kernels, running on the memory of TensorFlow.js' module with threads of their own. */
export interface ThreadPool {
  readonly threads: number;
  /** False where this machine lacks fused multiply-add, also when it was asked for. */
  readonly fma: boolean;
  /** Runs the operations one after another, on this thread alone where `alone`; then returns. */
  run(operations: readonly Operation[], alone?: boolean): void;
  /** The address of this many bytes, shared by all: the next call may hand out the same ones. */
  workspace(bytes: number): number;
  stop(): Promise<void>;
}

interface Exports {
  lead(
    program: number,
    length: number,
    threads: number,
    pool: number,
    scratch: number,
  ): void;
  dismiss(pool: number): void;
}

const THREAD = new URL("kernel-thread.mjs", import.meta.url);
/** Bytes of what the threads share (kernels/thread-pool.ts), with room to itself in the cache. */
const SHARED = 256;
/** Words that a program may have at first; it grows. */
const PROGRAM = 4096;

/** Where the compiled kernels lie; build-kernels.ts writes them. */
export function kernelsFile(fma: boolean): string {
  const name = fma ? "kernels-fma.wasm" : "kernels.wasm";
  return fileURLToPath(new URL(`../kernels/${name}`, import.meta.url));
}

/** Starts the kernels on `threads` threads, the calling one among them. */
export async function startThreadPool(
  backend: Backend,
  threads: number,
  wantsFma: boolean,
): Promise<ThreadPool> {
  const fusing = wantsFma ? await loadFma() : undefined;
  const bytes = fusing ?? (await load(false));
  const module = new WebAssembly.Module(bytes);
  const { memory } = backend;
  const imports = { env: { memory } } as unknown as WebAssembly.Imports;
  const instance = new WebAssembly.Instance(module, imports);
  const shared = zeroed(backend, SHARED);
  const thread = { module, memory, threads, pool: shared };
  const workers = await startWorkers(backend, thread);
  const exports = instance.exports as unknown as Exports;
  const program = growing(backend, PROGRAM * WORD);
  const workspace = growing(backend, 0);
  const scratch = backend.allocate(SCRATCH);
  let words = new Int32Array(memory.buffer);
  return {
    threads,
    fma: fusing !== undefined,
    workspace,
    run(operations, alone = false) {
      const count = operations.reduce((sum, each) => sum + each.length + 2, 0);
      const at = program(count * WORD);
      if (words.buffer !== memory.buffer) words = new Int32Array(memory.buffer);
      write(operations, words, at / WORD);
      exports.lead(at, operations.length, alone ? 1 : threads, shared, scratch);
    },
    async stop() {
      exports.dismiss(shared);
      await Promise.all(workers.map((each) => each.terminate()));
    },
  };
}

/** Every thread but the calling one, each with scratch memory of its own, once all are ready. */
async function startWorkers(
  backend: Backend,
  shared: { readonly threads: number },
): Promise<Worker[]> {
  const workers: Worker[] = [];
  for (let thread = 1; thread < shared.threads; thread += 1) {
    const scratch = backend.allocate(SCRATCH);
    const workerData = { ...shared, thread, scratch };
    workers.push(new Worker(THREAD, { workerData, execArgv: [] }));
  }
  await Promise.all(workers.map((each) => once(each, "message")));
  for (const each of workers) each.unref();
  return workers;
}

/** Writes the operations as kernels/index.ts reads them. */
function write(
  operations: readonly Operation[],
  words: Int32Array,
  first: number,
): void {
  let next = first;
  for (const operation of operations) {
    words[next] = 0; // tasks taken so far
    words[next + 1] = operation[0] ?? 0;
    words[next + 2] = operation.length - 1;
    for (let i = 1; i < operation.length; i += 1) {
      words[next + 2 + i] = operation[i] ?? 0;
    }
    next += operation.length + 2;
  }
}

/** The kernels with fused multiply-add, or undefined where this machine cannot run them. */
async function loadFma(): Promise<Bytes | undefined> {
  const bytes = await load(true);
  if (WebAssembly.validate(bytes)) return bytes;
  // Node 20 has relaxed SIMD behind a flag; from 22 on it is simply there.
  setFlagsFromString("--experimental-wasm-relaxed-simd");
  return WebAssembly.validate(bytes) ? bytes : undefined;
}

type Bytes = Uint8Array<ArrayBuffer>;

async function load(fma: boolean): Promise<Bytes> {
  return new Uint8Array(await readFile(kernelsFile(fma)));
}

function zeroed(backend: Backend, bytes: number): number {
  const address = backend.allocate(bytes);
  new Uint8Array(backend.memory.buffer).fill(0, address, address + bytes);
  return address;
}

/** A region that is replaced by a larger one whenever more is asked for. */
function growing(backend: Backend, first: number): (bytes: number) => number {
  let size = first;
  let address = backend.allocate(size);
  return (bytes) => {
    if (bytes > size) {
      backend.free(address);
      size = bytes;
      address = backend.allocate(size);
    }
    return address;
  };
}
