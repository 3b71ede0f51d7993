import * as tf from "@tensorflow/tfjs";
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";

/** Tensors by name, or in a list, as TensorFlow.js hands them to a kernel. */
export type Inputs = Readonly<Record<string, tf.Tensor | undefined>>;
export type Attributes = Readonly<Record<string, unknown>>;

type Values = tf.BackendValues | null;

/** How `tf.customGrad` asks for what it was given. */
export interface CustomGradient {
  readonly forwardFunc: (
    backend: unknown,
    save: (tensors: readonly tf.Tensor[]) => void,
  ) => tf.Tensor | tf.Tensor[];
  readonly backwardsFunc: (...args: unknown[]) => unknown;
  readonly inputs: Inputs;
}

/** What of TensorFlow.js' engine is used or listened to here; its types hide some of it. */
interface Core {
  runKernel(
    name: string,
    inputs: Inputs,
    attributes?: Attributes,
  ): tf.Tensor | tf.Tensor[];
  runKernelFunc(call: object | CustomGradient): unknown;
  startTape(): void;
  endTape(): void;
  disposeTensor(tensor: tf.Tensor): void;
  removeDataId(dataId: object, backend: BackendWasm): void;
  makeTensorFromTensorInfo(info: tf.TensorInfo): tf.Tensor;
  getTensorsForGradient(
    name: string,
    inputs: Inputs,
    outputs: readonly tf.Tensor[],
  ): tf.Tensor[];
  saveTensorsForBackwardMode(tensors: readonly tf.Tensor[]): tf.Tensor[];
  addTapeNode(
    name: string,
    inputs: Inputs,
    outputs: readonly tf.Tensor[],
    gradient: CustomGradient["backwardsFunc"] | null,
    saved: readonly tf.Tensor[],
    attributes: Attributes | undefined,
  ): void;
  readonly state: {
    gradientDepth: number;
    kernelDepth: number;
    readonly profiling: boolean;
    readonly activeScope: { readonly name: string } | null;
    activeTape: { readonly saved: readonly tf.Tensor[] }[] | null;
  };
}

/** What of the backend is listened to, or used though its types hide it. */
interface Store {
  write(values: Values, shape: number[], dtype: tf.DataType): object;
  makeOutput(
    shape: number[],
    dtype: tf.DataType,
    memoryOffset?: number,
    values?: Values,
  ): tf.TensorInfo;
  readSync(dataId: object, start?: number, end?: number): tf.BackendValues;
  disposeData(dataId: object, force?: boolean): boolean;
  refCount(dataId: object): number;
  incRef(dataId: object): void;
  readonly wasm: { readonly HEAPU8: Uint8Array };
  readonly dataIdMap: {
    get(dataId: object): { readonly memoryOffset: number };
  };
}

/** Whoever listens takes the place of what it names. */
export interface Listener {
  readonly core?: Partial<Pick<Core, CoreMethod>>;
  readonly store?: Partial<Pick<Store, StoreMethod>>;
}

const CORE = [
  "runKernel",
  "runKernelFunc",
  "startTape",
  "disposeTensor",
] as const;
const STORE = ["write", "makeOutput", "readSync", "disposeData"] as const;
type CoreMethod = (typeof CORE)[number];
type StoreMethod = (typeof STORE)[number];

/** TensorFlow.js' engine and a backend, with somebody listening or nobody. */
export interface Hooks {
  /** As they are, past whoever listens. */
  readonly core: Core;
  readonly store: Store;
  /** Lets the listener take over until `listen(undefined)`. */
  listen(listener: Listener | undefined): void;
  /** Runs the work with another listener, then lets the one before go on. */
  during<T>(listener: Listener, work: () => T): T;
  remove(): void;
}

type Methods = Record<string, (...args: unknown[]) => unknown>;

/**
 * Puts a switch before each of these methods, for as long as the engine is open: to set and delete
 * them step by step would make V8 look up every method of these two objects by its name.
 */
export function installHooks(backend: BackendWasm): Hooks {
  let current: Listener | undefined;
  const core = tf.engine() as unknown as Core;
  const store = backend as unknown as Store;
  const plainCore = switchable(core, CORE, () => current?.core);
  const plainStore = switchable(store, STORE, () => current?.store);
  return {
    core: plainCore,
    store: plainStore,
    listen(listener) {
      current = listener;
    },
    during(listener, work) {
      const before = current;
      current = listener;
      try {
        return work();
      } finally {
        current = before;
      }
    },
    remove() {
      current = undefined;
      for (const name of CORE) delete (core as Partial<Core>)[name];
      for (const name of STORE) delete (store as Partial<Store>)[name];
    },
  };
}

/** Makes the methods ask for a replacement first; returns the object with them as they were. */
function switchable<T extends object>(
  object: T,
  names: readonly string[],
  replacement: () => object | undefined,
): T {
  const methods = object as unknown as Methods;
  const plain = Object.create(object) as Methods;
  for (const name of names) {
    const original = methods[name];
    if (original === undefined) throw new Error(`TensorFlow.js lacks ${name}`);
    plain[name] = original.bind(object);
    methods[name] = (...args) => {
      const other = (replacement() as Methods | undefined)?.[name];
      return other ? other(...args) : original.apply(object, args);
    };
  }
  return plain as unknown as T;
}
