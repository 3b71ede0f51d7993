import { availableParallelism } from "node:os";
import * as tf from "@tensorflow/tfjs";
import { version_wasm } from "@tensorflow/tfjs-backend-wasm";
import { UserError } from "../errors.ts";
import type { Engine, EngineOptions } from "./engine.ts";
import { type Stock, startStock } from "./stock.ts";

const NAME = "wasm";

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
    const stock = await startStock(threads);
    await use(stock);
    return describe(stock);
  } catch (error) {
    isOpen = false;
    throw error;
  }
}

async function use(stock: Stock): Promise<void> {
  // The package has registered a backend of this name, which would start another module.
  if (tf.findBackendFactory(NAME)) tf.removeBackend(NAME);
  tf.registerBackend(NAME, () => stock.backend);
  await tf.setBackend(NAME);
}

function describe(stock: Stock): Engine {
  return {
    name: NAME,
    version: version_wasm,
    arithmetic: "reproducible",
    async close() {
      if (tf.findBackend(NAME) !== stock.backend) return;
      tf.removeBackend(NAME);
      await stock.stop();
      isOpen = false;
    },
  };
}
