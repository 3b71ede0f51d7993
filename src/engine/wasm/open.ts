import * as tf from "@tensorflow/tfjs";
import { version_wasm } from "@tensorflow/tfjs-backend-wasm";
import { UserError } from "../../errors.ts";
import type { Engine, EngineOptions } from "../engine.ts";
import { type Kernel, replaceKernels } from "../kernel.ts";
import { useStepRunner } from "../step.ts";
import { startBackend } from "./backend.ts";
import { availableThreads } from "./host.ts";
import type { Context, WasmKernels } from "./kernel.ts";
import { BATCH_NORM_KERNELS } from "./ops/batch-norm.ts";
import { CONVOLUTION_KERNELS } from "./ops/convolution.ts";
import { MATRIX_KERNELS } from "./ops/matrix-product.ts";
import { POOL_KERNELS } from "./ops/max-pool.ts";
import { REDUCTION_KERNELS } from "./ops/reduction.ts";
import { TILE_KERNELS } from "./ops/tile.ts";
import { UPDATE_KERNELS } from "./ops/update.ts";
import { VIEW_KERNELS } from "./ops/view.ts";
import { startPlans } from "./plan/runner.ts";
import { startThreadPool } from "./thread-pool.ts";

const NAME = "wasm";
const KERNELS: WasmKernels = {
  ...CONVOLUTION_KERNELS,
  ...MATRIX_KERNELS,
  ...POOL_KERNELS,
  ...BATCH_NORM_KERNELS,
  ...REDUCTION_KERNELS,
  ...TILE_KERNELS,
  ...VIEW_KERNELS,
  ...UPDATE_KERNELS,
};

let isOpen = false;

/**
 * Opens the WASM backend on all cores, or on `options.threads` threads.
 * Throws UserError where that is no number of threads, Error where one is open already.
 */
export async function openWasm(options: EngineOptions): Promise<Engine> {
  const threads = options.threads ?? availableThreads();
  if (!Number.isInteger(threads) || threads < 1) {
    throw new UserError(
      `not a number of threads: ${threads}`,
      "use a whole number from 1",
      2,
    );
  }
  if (isOpen) {
    throw new Error("the WASM engine is open already: close it first");
  }
  // Production mode silences TensorFlow.js' banner and warnings, and does nothing else.
  tf.enableProdMode();
  isOpen = true;
  try {
    const backend = await startBackend();
    const wantsFma = options.reproducible === false;
    const pool = await startThreadPool(backend, threads, wantsFma);
    const putBack = await register({ backend, pool });
    const plans = startPlans(backend);
    useStepRunner(plans.run);
    return describe({ backend, pool }, putBack, plans.stop);
  } catch (error) {
    isOpen = false;
    throw error;
  }
}

/** Makes it the backend of TensorFlow.js; returns what takes our kernels away again. */
async function register(context: Context): Promise<() => void> {
  // The package has registered a backend of this name, which would start another module.
  if (tf.findBackendFactory(NAME)) tf.removeBackend(NAME);
  tf.registerBackend(NAME, () => context.backend.tfjs);
  const kernels = Object.entries(KERNELS).map(
    ([name, run]): [string, Kernel] => [name, (call) => run(call, context)],
  );
  const putBack = replaceKernels(NAME, Object.fromEntries(kernels));
  await tf.setBackend(NAME);
  return putBack;
}

function describe(
  { backend, pool }: Context,
  putBack: () => void,
  stopPlans: () => void,
): Engine {
  return {
    name: NAME,
    version: version_wasm,
    arithmetic: pool.fma ? "fma" : "reproducible",
    async close() {
      if (tf.findBackend(NAME) !== backend.tfjs) return;
      useStepRunner(undefined);
      stopPlans();
      tf.removeBackend(NAME);
      putBack();
      await pool.stop();
      isOpen = false;
    },
  };
}
