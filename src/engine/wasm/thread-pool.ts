import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { setFlagsFromString } from "node:v8";
import { Worker } from "node:worker_threads";
import type { Stock } from "./backend.ts";
import { type Operation, SCRATCH, WORD } from "./operations.ts";

/** Our kernels, running on the memory of TensorFlow.js' module with threads of their own. */
export interface Team {
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
    team: number,
    scratch: number,
  ): void;
  dismiss(team: number): void;
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
export async function startTeam(
  stock: Stock,
  threads: number,
  wantsFma: boolean,
): Promise<Team> {
  const fusing = wantsFma ? await loadFma() : undefined;
  const bytes = fusing ?? (await load(false));
  const module = new WebAssembly.Module(bytes);
  const { memory } = stock;
  const imports = { env: { memory } } as unknown as WebAssembly.Imports;
  const instance = new WebAssembly.Instance(module, imports);
  const shared = zeroed(stock, SHARED);
  const workers: Worker[] = [];
  for (let thread = 1; thread < threads; thread += 1) {
    const scratch = stock.allocate(SCRATCH);
    const data = { module, memory, thread, threads, team: shared, scratch };
    workers.push(new Worker(THREAD, { workerData: data, execArgv: [] }));
  }
  await Promise.all(workers.map((each) => once(each, "message")));
  for (const each of workers) each.unref();
  const exports = instance.exports as unknown as Exports;
  const program = growing(stock, PROGRAM * WORD);
  const workspace = growing(stock, 0);
  const scratch = stock.allocate(SCRATCH);
  let words = new Int32Array(memory.buffer);
  return {
    threads,
    fma: fusing !== undefined,
    workspace,
    run(operations, alone = false) {
      const count = operations.reduce((sum, each) => sum + each.length + 2, 0);
      const at = program(count * WORD);
      if (words.buffer !== memory.buffer) words = new Int32Array(memory.buffer);
      let next = at / WORD;
      for (const operation of operations) {
        words[next] = 0; // tasks taken so far
        words[next + 1] = operation[0] ?? 0;
        words[next + 2] = operation.length - 1;
        for (let i = 1; i < operation.length; i += 1) {
          words[next + 2 + i] = operation[i] ?? 0;
        }
        next += operation.length + 2;
      }
      exports.lead(at, operations.length, alone ? 1 : threads, shared, scratch);
    },
    async stop() {
      exports.dismiss(shared);
      await Promise.all(workers.map((each) => each.terminate()));
    },
  };
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

function zeroed(stock: Stock, bytes: number): number {
  const address = stock.allocate(bytes);
  new Uint8Array(stock.memory.buffer).fill(0, address, address + bytes);
  return address;
}

/** A region that is replaced by a larger one whenever more is asked for. */
function growing(stock: Stock, first: number): (bytes: number) => number {
  let size = first;
  let address = stock.allocate(size);
  return (bytes) => {
    if (bytes > size) {
      stock.free(address);
      size = bytes;
      address = stock.allocate(size);
    }
    return address;
  };
}
