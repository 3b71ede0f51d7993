import { availableParallelism } from "node:os";
import { UserError } from "../errors.ts";
import type { Engine, EngineName, EngineOptions } from "./engine.ts";

/** What another engine needs to know to compute as this one. */
export interface OpenedEngine {
  readonly name: EngineName;
  readonly reproducible: boolean;
  /** Threads that it may use. */
  readonly threads: number;
}

let opened: OpenedEngine | undefined;

/** The engine that was opened last in this thread; undefined before the first. */
export function openedEngine(): OpenedEngine | undefined {
  return opened;
}

/**
 * Opens TensorFlow.js on the engine asked for.
 * Throws UserError when the engine that was forced cannot be opened.
 */
export async function openEngine(options: EngineOptions): Promise<Engine> {
  const engine = await open(options);
  const { name, arithmetic } = engine;
  const threads = options.threads ?? availableParallelism();
  opened = { name, reproducible: arithmetic !== "fma", threads };
  return engine;
}

async function open(options: EngineOptions): Promise<Engine> {
  const { openWasm } = await import("./wasm/open.ts");
  if (options.engine === "wasm") return openWasm(options);
  const { openNative } = await import("./native/open.ts");
  const native = await openNative();
  if (typeof native !== "string") return native;
  if (options.engine === "auto") return openWasm(options);
  throw new UserError(
    `engine native cannot be opened: ${native}`,
    "use --engine wasm, or see lectern doctor",
  );
}
