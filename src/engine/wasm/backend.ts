import { EventEmitter } from "node:events";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { compileFunction } from "node:vm";
import { BackendWasm, setThreadsCount } from "@tensorflow/tfjs-backend-wasm";

/** A WebAssembly.Memory that threads share. It may grow: take the buffer anew each time. */
interface SharedMemory {
  readonly buffer: SharedArrayBuffer;
}

/**
 * TensorFlow.js' own WASM module, in its threaded SIMD build, on memory that threads share. Under
 * Node the package never takes that build, so it is started here, from the package's own files.
 */
export interface Backend {
  readonly tfjs: BackendWasm;
  readonly memory: SharedMemory;
  /** Address of so many bytes on the module's heap, 16-byte aligned; throws when it is full. */
  allocate(bytes: number): number;
  free(address: number): void;
  /** Makes the module forget what it has prepared from the tensor's values, such as packed ones. */
  forget(tensor: { readonly dataId: object }): void;
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
interface Tensors {
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

/**
 * Starts the module on the calling thread alone: threads of its own would spin for a while after
 * every small operation, in the way of ours. Removing it from TensorFlow.js ends it.
 */
export async function startBackend(): Promise<Backend> {
  const module = await loadFactory()({
    locateFile: (file: string) => join(dirname(SCRIPT), file),
    mainScriptUrlOrBlob: SCRIPT,
  });
  const bound = bind(module);
  module.tfjs = bound;
  setThreadsCount(1);
  // Its declared type asks for all of Emscripten's surface; it uses what `Module` names.
  const tfjs = new BackendWasm(module as never);
  return {
    tfjs,
    memory: module.wasmMemory,
    allocate(bytes) {
      const address = module._malloc(bytes) >>> 0;
      if (address === 0) throw new RangeError("no room in WASM's memory");
      return address;
    },
    free: (address) => module._free(address),
    forget({ dataId }) {
      const { dataIdMap } = tfjs as unknown as Tensors;
      const { id, memoryOffset, shape } = dataIdMap.get(dataId);
      const size = shape.reduce((product, each) => product * each, 1);
      bound.disposeData(id);
      bound.registerTensor(id, size, memoryOffset);
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
