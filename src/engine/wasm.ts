import * as tf from "@tensorflow/tfjs";
import { version_wasm } from "@tensorflow/tfjs-backend-wasm";
import type { Engine, EngineOptions } from "./engine.ts";

/** Opens the WASM backend. */
export async function openWasm(_options: EngineOptions): Promise<Engine> {
  await tf.setBackend("wasm");
  await tf.ready();
  return {
    name: "wasm",
    version: version_wasm,
    arithmetic: "reproducible",
    close: async () => tf.removeBackend("wasm"),
  };
}
