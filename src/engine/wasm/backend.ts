import { BackendWasm, setThreadsCount } from "@tensorflow/tfjs-backend-wasm";
import {
  type SharedMemory,
  startModule,
  type TensorFlowModule,
} from "./host.ts";

/**
 * TensorFlow.js' own WASM module, in its threaded SIMD build, on memory that threads share. Under
 * Node the package never takes that build, so it is started here, from the package's own files (`host.ts`).
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

/** The module with what BackendWasm looks for on it. */
interface Module extends TensorFlowModule {
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

/** Result and number of parameters of what BackendWasm calls. Source: its backend_wasm.js. */
const SIGNATURES = {
  init: [null, 0],
  initWithThreadsCount: [null, 1],
  getThreadsCount: ["number", 0],
  registerTensor: [null, 3],
  disposeData: [null, 1],
  dispose: [null, 0],
} as const;

/**
 * Starts the module on the calling thread alone: threads of its own would spin for a while after
 * every small operation, in the way of ours. Removing it from TensorFlow.js ends it.
 */
export async function startBackend(): Promise<Backend> {
  const module: Module = await startModule();
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
