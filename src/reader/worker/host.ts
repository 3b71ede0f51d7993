import startTensorFlow from "@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-threaded-simd.js";
import tensorflow from "@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-threaded-simd.wasm";
import kernels from "../../engine/kernels/kernels.wasm";
import type {
  Bytes,
  KernelThread,
  TensorFlowModule,
} from "../../engine/wasm/host.ts";
import { UserError } from "../../errors.ts";

/** What the engine asks of where it runs, in a browser's worker: in the place of `engine/wasm/host.ts`. */

export function log(): void {}

/** The engine has this worker's own thread. */
export function availableThreads(): number {
  return 1;
}

/** The same module as under Node, from bytes that came with this script. */
export async function startModule(): Promise<TensorFlowModule> {
  Object.assign(globalThis, {
    SharedArrayBuffer: sharedBuffer(),
    Worker: IdleWorker,
  });
  const start = startTensorFlow as unknown as (
    options: object,
  ) => Promise<TensorFlowModule>;
  return start({ wasmBinary: tensorflow, mainScriptUrlOrBlob: "none" });
}

/**
 * The constructor of shared memory, which a page without special headers hides: the memory itself
 * there is. Throws UserError where there is none.
 */
function sharedBuffer(): unknown {
  const sizes = { initial: 1, maximum: 1, shared: true };
  const { buffer } = new WebAssembly.Memory(sizes);
  if (buffer instanceof ArrayBuffer)
    throw new UserError("this browser gives a page like this no shared memory");
  return (buffer as object).constructor;
}

export async function readKernels(): Promise<Bytes> {
  return kernels;
}

/** Fused arithmetic gives other digits: never here. */
export async function readFusedKernels(): Promise<undefined> {
  return undefined;
}

/** There are none but the calling one. */
export async function startThreads(
  data: readonly object[],
): Promise<KernelThread[]> {
  if (data.length > 0) throw new Error("a browser's run has one thread");
  return [];
}

/** Stands for each of the workers that TensorFlow.js' module starts: says that it is ready, and waits. */
class IdleWorker {
  onmessage: ((event: { readonly data: object }) => void) | undefined;

  postMessage({ cmd }: { readonly cmd: string }): void {
    if (cmd !== "load") throw new Error(`TensorFlow.js needs a thread: ${cmd}`);
    queueMicrotask(() => this.onmessage?.({ data: { cmd: "loaded" } }));
  }
  terminate(): void {}
}
