// One thread of TensorFlow.js' WASM backend: runs the program that the package keeps as a
// string for a browser's Blob. A template literal has turned its \n into line breaks.
const {
  wasmWorkerContents,
} = require("@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-threaded-simd.worker.js");

// It needs this file's `require` and `__filename`: hence a direct eval, of a package's own text.
// biome-ignore lint/security/noGlobalEval: see above
eval(wasmWorkerContents.replaceAll("\n", "\\n"));
