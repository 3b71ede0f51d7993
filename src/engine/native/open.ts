import { cpus } from "node:os";
import * as tf from "@tensorflow/tfjs";
import type { Engine } from "../engine.ts";
import { NativeOps, type NodeBackend } from "./binding.ts";
import { BACKEND, installKernels } from "./kernels.ts";
import { loadTfjsNode } from "./package.ts";

/** Makes tfjs-node's backend: it registers one when it is loaded, and that is once a process. */
let factory: ReturnType<typeof tf.findBackendFactory> | undefined;

/**
 * Opens tfjs-node, or says in a few words why it cannot be opened.
 * Throws Error where it is open already.
 */
export async function openNative(): Promise<Engine | string> {
  if (tf.findBackend(BACKEND)) {
    throw new Error("the native engine is open already: close it first");
  }
  // Production mode turns off TensorFlow.js' banner and warnings, and nothing else.
  tf.enableProdMode();
  leaveOutOneDnn();
  const failure = factory === undefined ? loadTfjsNode() : undefined;
  if (failure !== undefined) return failure;
  factory ??= tf.findBackendFactory(BACKEND);
  if (factory === null) return "tfjs-node registered no backend";
  if (!tf.findBackend(BACKEND)) tf.registerBackend(BACKEND, factory);
  await tf.setBackend(BACKEND);
  const wrong = probe();
  if (wrong !== undefined) {
    tf.removeBackend(BACKEND);
    return wrong;
  }
  const ops = new NativeOps(tf.backend() as unknown as NodeBackend);
  const uninstall = installKernels(ops);
  const { TF_Version } = ops.backend.binding;
  return {
    name: "native",
    version: `${tf.version_core} (TensorFlow ${TF_Version})`,
    arithmetic: "native",
    async close() {
      if (!tf.findBackend(BACKEND)) return;
      uninstall();
      ops.close();
      tf.removeBackend(BACKEND);
    },
  };
}

/**
 * oneDNN, which TensorFlow brings along, got gradients of small convolutions wrong on an EPYC with
 * AVX-512, and right where it was left out: so it is, on AMD. On every machine `probe` looks whether
 * they are right. TensorFlow reads the variable when it is loaded; one that a person has set stands.
 */
function leaveOutOneDnn(): void {
  if (!cpus()[0]?.model.includes("AMD")) return;
  process.env.TF_ENABLE_ONEDNN_OPTS ??= "0";
}

/** What is wrong with the backend, found out with two operations. */
function probe(): string | undefined {
  try {
    const four = tf.tidy(() => tf.matMul([[1, 1]], [[2], [2]]).dataSync()[0]);
    if (four !== 4) return `it multiplies wrongly: 4 = ${four}`;
    // [1, 2] under taps [2, 3], padded: the second pixel is seen by both, 3 · 1 + 2 · 1.
    const slope = tf.tidy(() => {
      const taps = tf.tensor4d([2, 3], [1, 2, 1, 1]);
      const seen = (x: tf.Tensor) =>
        tf.conv2d(x as tf.Tensor4D, taps, 1, "same").sum();
      return tf
        .grad(seen)(tf.tensor4d([1, 2], [1, 1, 2, 1]))
        .dataSync();
    });
    return slope[0] === 2 && slope[1] === 5
      ? undefined
      : `its convolutions have wrong gradients: 2, 5 = ${[...slope].join(", ")}; set TF_ENABLE_ONEDNN_OPTS=0`;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return `it cannot multiply: ${message.split("\n")[0]}`;
  }
}
