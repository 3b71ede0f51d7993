import { UserError } from "../errors.ts";
import type { Engine, EngineOptions } from "./engine.ts";

/**
 * Opens TensorFlow.js on the engine asked for.
 * Throws UserError when the engine that was forced cannot be opened.
 */
export async function openEngine(options: EngineOptions): Promise<Engine> {
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
