import * as tf from "@tensorflow/tfjs";
import type { Stock } from "./backend.ts";
import type { Team } from "./thread-pool.ts";

/** What TensorFlow.js hands to a kernel. */
export interface Call {
  readonly inputs: tf.NamedTensorInfoMap;
  readonly attrs: tf.NamedAttrMap;
}

/** A kernel of ours, under the name by which TensorFlow.js asks for it. */
export interface OwnKernel {
  readonly name: string;
  /** Undefined for what it cannot do: then TensorFlow.js' own kernel of that name is asked. */
  run(call: Call, bench: Bench): tf.TensorInfo | tf.TensorInfo[] | undefined;
}

/** What our kernels work with. */
export interface Bench {
  readonly stock: Stock;
  readonly team: Team;
}

/** The input of that name. Throws where TensorFlow.js did not hand it over. */
export function input(call: Call, name: string): tf.TensorInfo {
  const tensor = call.inputs[name];
  if (tensor === undefined) throw new Error(`kernel lacks its input ${name}`);
  return tensor;
}

/** Where the tensor's numbers lie. */
export function addressOf(bench: Bench, tensor: tf.TensorInfo): number {
  return bench.stock.backend.getMemoryOffset(tensor.dataId);
}

/** A new tensor of float32, of whatever lies in its memory. */
export function makeTensor(bench: Bench, shape: readonly number[]) {
  return bench.stock.backend.makeOutput([...shape], "float32");
}

/** What TensorFlow.js' own kernel of that name makes of the inputs. */
export function borrow(
  bench: Bench,
  name: string,
  inputs: tf.NamedTensorInfoMap,
  attrs: Readonly<Record<string, unknown>>,
): tf.TensorInfo {
  const kernel = tf.getKernel(name, "wasm");
  return kernel.kernelFunc({
    ...{ inputs, attrs: attrs as tf.NamedAttrMap },
    backend: bench.stock.backend,
  }) as tf.TensorInfo;
}

export function isFloat(...tensors: readonly tf.TensorInfo[]): boolean {
  return tensors.every((each) => each.dtype === "float32");
}

/** Puts our kernels in place of TensorFlow.js' own; returns what puts those back. */
export function installKernels(
  kernels: readonly OwnKernel[],
  stock: Stock,
  team: Team,
): () => void {
  const bench = { stock, team };
  const replaced = kernels.map((own) => install(own, bench));
  return () => {
    for (const putBack of replaced) putBack();
  };
}

function install(own: OwnKernel, bench: Bench): () => void {
  const name = { kernelName: own.name, backendName: "wasm" };
  const stock = tf.getKernel(own.name, "wasm");
  if (stock) tf.unregisterKernel(own.name, "wasm");
  tf.registerKernel({
    ...stock,
    ...name,
    kernelFunc(call) {
      const result = own.run(call as unknown as Call, bench);
      if (result !== undefined) return result;
      if (stock) return stock.kernelFunc(call);
      throw new Error(`the WASM engine cannot do this ${own.name}`);
    },
  });
  return () => {
    tf.unregisterKernel(own.name, "wasm");
    if (stock) tf.registerKernel(stock);
  };
}
