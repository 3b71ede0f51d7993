import type { Backend } from "./backend.ts";
import {
  type KernelThread,
  readFusedKernels,
  readKernels,
  startThreads,
} from "./host.ts";
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

/** Bytes of what the threads share (kernels/thread-pool.ts), with room to itself in the cache. */
const SHARED = 256;
/** Words that a program may have at first; it grows. */
const PROGRAM = 4096;

/** Starts the kernels on `threads` threads, the calling one among them. */
export async function startThreadPool(
  backend: Backend,
  threads: number,
  wantsFma: boolean,
): Promise<ThreadPool> {
  const fusing = wantsFma ? await readFusedKernels() : undefined;
  const bytes = fusing ?? (await readKernels());
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
function startWorkers(
  backend: Backend,
  shared: { readonly threads: number },
): Promise<KernelThread[]> {
  const data: object[] = [];
  for (let thread = 1; thread < shared.threads; thread += 1) {
    const scratch = backend.allocate(SCRATCH);
    data.push({ ...shared, thread, scratch });
  }
  return startThreads(data);
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
