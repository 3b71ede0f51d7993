import { EventEmitter } from "node:events";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { compileFunction } from "node:vm";
import { Worker } from "node:worker_threads";
import { BackendWasm, setThreadsCount } from "@tensorflow/tfjs-backend-wasm";

/** A WebAssembly.Memory that threads share. It may grow: take the buffer anew each time. */
export interface SharedMemory {
  readonly buffer: SharedArrayBuffer;
}

/**
 * TensorFlow.js' own WASM module, in its threaded SIMD build. Under Node the package never
 * takes that build, so it is started here, from the package's own files.
 */
export interface Stock {
  readonly backend: BackendWasm;
  readonly memory: SharedMemory;
  /** Address of so many bytes on the module's heap, 16-byte aligned; throws when it is full. */
  allocate(bytes: number): number;
  free(address: number): void;
  /** Makes the module forget what it has prepared from the tensor's values, such as packed ones. */
  forget(tensor: { readonly dataId: object }): void;
  /** Ends its threads. Remove the backend from TensorFlow.js first. */
  stop(): Promise<void>;
}

/** What is used here of the module that Emscripten made. */
interface Module {
  readonly wasmMemory: SharedMemory;
  _malloc(bytes: number): number;
  _free(address: number): void;
  cwrap(name: string, result: "number" | null, parameters: string[]): unknown;
  tfjs?: Record<keyof typeof SIGNATURES, (...args: number[]) => unknown>;
}

/** What BackendWasm keeps to itself of a tensor. */
interface Backend {
  readonly dataIdMap: {
    get(dataId: object): {
      readonly id: number;
      readonly memoryOffset: number;
      readonly shape: readonly number[];
    };
  };
}

type Factory = (options: object) => Promise<Module>;

/** Result and number of parameters of what BackendWasm calls. Source: its backend_wasm.js. */
const SIGNATURES = {
  init: [null, 0],
  initWithThreadsCount: [null, 1],
  getThreadsCount: ["number", 0],
  registerTensor: [null, 3],
  disposeData: [null, 1],
  dispose: [null, 0],
} as const;

const require = createRequire(import.meta.url);
const SCRIPT = require.resolve(
  "@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-threaded-simd.js",
);
const PTHREAD = require.resolve("./pthread.cjs");

/** Threads that the module starts before it knows how many it needs. Source: SCRIPT. */
const POOL = 8;

/** Starts the module with `threads` threads, but no more than it can make use of. */
export async function startStock(threads: number): Promise<Stock> {
  const helpers = Math.min(threads, POOL) - 1;
  const workers: Worker[] = [];
  const module = await factory(
    helpers,
    workers,
  )({
    locateFile: (file: string) => join(dirname(SCRIPT), file),
    mainScriptUrlOrBlob: SCRIPT,
  });
  const bound = bind(module);
  module.tfjs = bound;
  setThreadsCount(helpers + 1);
  // Its declared type asks for all of Emscripten's surface; it uses what `Module` names.
  const backend = new BackendWasm(module as never);
  for (const each of workers) each.unref();
  return {
    backend,
    memory: module.wasmMemory,
    allocate(bytes) {
      const address = module._malloc(bytes) >>> 0;
      if (address === 0) throw new RangeError("no room in WASM's memory");
      return address;
    },
    free: (address) => module._free(address),
    forget({ dataId }) {
      const { dataIdMap } = backend as unknown as Pick<Backend, "dataIdMap">;
      const { id, memoryOffset, shape } = dataIdMap.get(dataId);
      const size = shape.reduce((product, each) => product * each, 1);
      bound.disposeData(id);
      bound.registerTensor(id, size, memoryOffset);
    },
    stop: async () => {
      await Promise.all(workers.map((each) => each.terminate()));
    },
  };
}

/** The functions of the module by the names that BackendWasm knows them under. */
function bind(module: Module): NonNullable<Module["tfjs"]> {
  const bound = Object.entries(SIGNATURES).map(([name, [result, count]]) => {
    const snake = name.replace(/[A-Z]/g, (big) => `_${big.toLowerCase()}`);
    return [name, module.cwrap(snake, result, Array(count).fill("number"))];
  });
  return Object.fromEntries(bound);
}

/**
 * Evaluates the script as a CommonJS module whose surroundings are these, so that nothing of
 * this process is changed: it counts the cores and uses half of them; it starts 8 workers, which
 * would inherit our flags (a loader costs each a tenth of a second); and it turns every uncaught
 * exception and unhandled rejection of the process into its own.
 */
function factory(helpers: number, workers: Worker[]): Factory {
  const module = { exports: {} };
  const surroundings = {
    module,
    exports: module.exports,
    require: (name: string) => {
      if (name === "os") return { cpus: () => Array(2 * (helpers + 1)) };
      if (name === "worker_threads") return {};
      return require(name);
    },
    process: Object.create(process, {
      on: { value: () => undefined },
      listeners: { value: () => [] },
    }),
    global: {},
    Worker: pool(helpers, workers),
    __filename: SCRIPT,
    __dirname: dirname(SCRIPT),
  };
  const source = readFileSync(SCRIPT, "utf8");
  const names = Object.keys(surroundings);
  const run = compileFunction(source, names, { filename: SCRIPT });
  run(...Object.values(surroundings));
  return module.exports as Factory;
}

/**
 * What the script calls `new` on for its workers. It makes 8 at once and uses the last ones
 * first, so only those that it will use are real; the others say that they are ready and wait.
 */
function pool(helpers: number, workers: Worker[]): () => EventEmitter {
  let made = 0;
  return function Pthread() {
    made += 1;
    if (made <= POOL - helpers) return new StandIn();
    const worker = new Worker(PTHREAD, { execArgv: [] });
    workers.push(worker);
    return worker;
  };
}

class StandIn extends EventEmitter {
  postMessage(): void {
    queueMicrotask(() => this.emit("message", { cmd: "loaded" }));
  }
  ref(): void {}
  unref(): void {}
  terminate(): void {}
}
