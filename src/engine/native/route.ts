import { fileURLToPath } from "node:url";

/** The environment variable that names the folder of a tfjs-node made elsewhere. */
export const NATIVE_VARIABLE = "LECTERN_TFJS_NODE";

/** The script that makes a tfjs-node out of Python's tensorflow-cpu. */
const NATIVE_SCRIPT = fileURLToPath(new URL("make-tfjs-node", import.meta.url));

/** How to come by the native engine, for a person to read: lines of at most 100 columns. */
export function nativeRoute(): string {
  return `The native engine is @tensorflow/tfjs-node. Nothing needs it: WASM comes with npm install, does the
same work, and comes to the same bits on every machine. Native trains somewhat faster; what it
trained may differ in the last digits on another processor. There are three ways to it.

1. From npm. npm install fetches it, and then TensorFlow's library from storage.googleapis.com;
   where that host cannot be reached npm goes on without it. With the host reachable, once more:
       npm install

2. From Python's tensorflow-cpu, on Linux on x86-64 with pip and g++. Takes a minute and 1 GB:
       export ${NATIVE_VARIABLE}="$(${NATIVE_SCRIPT})"

3. From another project on this machine that has it in the same release as @tensorflow/tfjs here:
       export ${NATIVE_VARIABLE}=<project>/node_modules/@tensorflow/tfjs-node

Then lectern doctor shows the engine, and --engine native insists on it.
`;
}
