import { UserError } from "../errors.ts";

export type EngineName = "native" | "wasm";

export interface EngineOptions {
  /** `auto` takes native where it loads, else WASM. */
  readonly engine: "auto" | EngineName;
  /** Worker threads on WASM. Default: one a core. */
  readonly threads?: number;
  /**
   * Plain multiply-then-add on WASM: bit-identical on any CPU and any number of threads.
   * Default: true. False allows fused multiply-add, which is faster.
   */
  readonly reproducible?: boolean;
}

/** TensorFlow.js is set up on this engine: `@tensorflow/tfjs` may be used until `close`. */
export interface Engine {
  readonly name: EngineName;
  /** Of TensorFlow.js, and of TensorFlow on native. */
  readonly version: string;
  /** `reproducible`, `fma` (WASM) or `native`: part of the record. */
  readonly arithmetic: "reproducible" | "fma" | "native";
  /** Stops its threads. No tensor may be used afterwards. */
  close(): Promise<void>;
}

/**
 * Opens TensorFlow.js on the engine asked for.
 * Throws UserError when the engine that was forced cannot be opened.
 */
export async function openEngine(options: EngineOptions): Promise<Engine> {
  const { openWasm } = await import("./wasm.ts");
  if (options.engine === "wasm") return openWasm(options);
  const { openNative } = await import("./native.ts");
  const native = await openNative();
  if (typeof native !== "string") return native;
  if (options.engine === "auto") return openWasm(options);
  throw new UserError(
    `engine native cannot be opened: ${native}`,
    "use --engine wasm, or see lectern doctor",
  );
}
