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
