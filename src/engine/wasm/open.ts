import { availableParallelism } from "node:os";
import * as tf from "@tensorflow/tfjs";
import { version_wasm } from "@tensorflow/tfjs-backend-wasm";
import { UserError } from "../../errors.ts";
import type { Engine, EngineOptions } from "../engine.ts";
import { type Stock, startStock } from "./backend.ts";
import { installKernels } from "./kernel.ts";
import { BATCH_NORM_KERNELS } from "./ops/batch-norm.ts";
import { CONVOLUTION_KERNELS } from "./ops/convolution.ts";
import { IDENTITY_KERNELS } from "./ops/identity.ts";
import { MATRIX_KERNELS } from "./ops/matrix-product.ts";
import { POOL_KERNELS } from "./ops/max-pool.ts";
import { REDUCTION_KERNELS } from "./ops/reduction.ts";
import { SLICE_KERNELS } from "./ops/slice.ts";
import { UPDATE_KERNELS } from "./ops/update.ts";
import { startTeam, type Team } from "./thread-pool.ts";

const NAME = "wasm";
const KERNELS = [
  ...CONVOLUTION_KERNELS,
  ...MATRIX_KERNELS,
  ...POOL_KERNELS,
  ...BATCH_NORM_KERNELS,
  ...REDUCTION_KERNELS,
  ...IDENTITY_KERNELS,
  ...SLICE_KERNELS,
  ...UPDATE_KERNELS,
];

let isOpen = false;

/**
 * Opens the WASM backend on all cores, or on `options.threads` threads.
 * Throws UserError where that is no number of threads, Error where one is open already.
 */
export async function openWasm(options: EngineOptions): Promise<Engine> {
  const threads = options.threads ?? availableParallelism();
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
    // Its own pool spins for a while after every small operation, in the way of our threads.
    const stock = await startStock(1);
    const wantsFma = options.reproducible === false;
    const team = await startTeam(stock, threads, wantsFma);
    const putBack = await use(stock, team);
    return describe(stock, team, putBack);
  } catch (error) {
    isOpen = false;
    throw error;
  }
}

/** Makes it the backend of TensorFlow.js; returns what takes our kernels away again. */
async function use(stock: Stock, team: Team): Promise<() => void> {
  // The package has registered a backend of this name, which would start another module.
  if (tf.findBackendFactory(NAME)) tf.removeBackend(NAME);
  tf.registerBackend(NAME, () => stock.backend);
  const putBack = installKernels(KERNELS, stock, team);
  await tf.setBackend(NAME);
  return putBack;
}

function describe(stock: Stock, team: Team, putBack: () => void): Engine {
  return {
    name: NAME,
    version: version_wasm,
    arithmetic: team.fma ? "fma" : "reproducible",
    async close() {
      if (tf.findBackend(NAME) !== stock.backend) return;
      tf.removeBackend(NAME);
      putBack();
      await Promise.all([team.stop(), stock.stop()]);
      isOpen = false;
    },
  };
}
