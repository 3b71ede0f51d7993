import type { Engine } from "./engine.ts";

/** Opens tfjs-node, or says in a few words why it cannot be opened. */
export async function openNative(): Promise<Engine | string> {
  return "@tensorflow/tfjs-node is not installed";
}
